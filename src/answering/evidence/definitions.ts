/** Definitions as official documents write them: 本条例所称X，是指…; X，指…; …（以下简称X）; 有下列情形之一的，为X. */
import type { ReadDocument } from '../../domain/library.ts'
import type { Term } from '../question/understanding.ts'
import { foldedPart } from './folded.ts'
import { coverageOf, saidShare } from './match.ts'

export interface Definition {
  readonly document: ReadDocument
  /** Index of the paragraph in the tree. */
  readonly paragraph: number
  /** Index in the paragraph's sentences. */
  readonly sentence: number
  /** What is defined, folded. */
  readonly term: string
}

/** 指导, 指标 and 指定 define nothing. */
const NO_LONGER_WORD = '(?![导标数定南引挥示明])'
const MEANS = `(?:(?:均|系|即|就)?是?指|含义(?:是|为))${NO_LONGER_WORD}`
const NUMBER = '^(?:第\\d+条\\s*|\\(.{1,3}\\)|\\d+[.、])?'
const PATTERNS = [
  new RegExp(`所称(?:的)?["“]?([^,。;:"”]{1,30})["”]?,?${MEANS}`, 'g'),
  new RegExp(`${NUMBER}["“]?((?!本.{1,4}所称)[^,。;:"“”]{2,24})["”]?[,:]?(?:系|是)指${NO_LONGER_WORD}`, 'g'),
  new RegExp(`${NUMBER}["“]?([^,。;:"“”]{2,24})["”]?[,:]指${NO_LONGER_WORD}`, 'g'),
  /["“]([^"“”]{2,24})["”]是指/g,
  /\(以下(?:统称|简称|合称|称)为?:?["“]?([^"“”()]{2,20})["”]?\)/g,
  /下列(?:情形|条件|行为|标准)之一的?,(?:认定为|视为|属于|为|是)([^,。;:]{2,20})[:。]/g,
]

const memo = new WeakMap<ReadDocument, readonly Definition[]>()

/** All definitions of a document in the order of its text. */
export function definitionsOf(document: ReadDocument): readonly Definition[] {
  const known = memo.get(document)
  if (known) return known
  const found = document.tree.paragraphs.flatMap(({ index, sentences }) =>
    sentences.flatMap((sentence, at) => {
      const text = foldedPart(sentence, document, index, sentence.span)
      return PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)]).map(
        ([, term]): Definition => ({ document, paragraph: index, sentence: at, term: term! }),
      )
    }),
  )
  memo.set(document, found)
  return found
}

/** Least share of the question that a defined term must hold, and of the term that the question must say. */
const LEAST_SHARE = 0.6

/** The definition of what the terms of a question name; null when the documents define nothing like it. */
export function findDefinition(
  documents: readonly ReadDocument[],
  terms: readonly Term[],
): Definition | null {
  const scored = documents.flatMap(definitionsOf).map((definition) => {
    const { share } = coverageOf(terms, [{ text: definition.term, worth: 1 }])
    const said = saidShare(terms, definition.term)
    return { definition, share, said, fit: share * said }
  })
  const best = scored
    .filter(({ share, said }) => share >= LEAST_SHARE && said >= LEAST_SHARE)
    .sort((a, b) => b.fit - a.fit)[0]
  return best?.definition ?? null
}
