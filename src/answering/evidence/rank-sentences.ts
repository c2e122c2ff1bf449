/** Sentences of the candidate paragraphs, ranked by how well each says what the question is about. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Library } from '../../domain/library.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Engine } from '../engine.ts'
import { contrastAgreement } from '../question/contrasts.ts'
import type { Understanding } from '../question/understanding.ts'
import { type RankedSentence, sumOf } from './evidence.ts'
import { foldedHeadings, foldedPart, namesHeading } from './folded.ts'
import { coverageOf, matchesOf } from './match.ts'

/** What finding a term is worth by where it stands; the innermost heading is the matter of all that follows. */
const WORTH = { sentence: 1, heading: 0.8, above: 0.5, paragraph: 0.4 }
const WEIGHTS = {
  coverage: 1,
  dense: 0.7,
  paragraph: 0.25,
  contrast: 0.1,
  figure: 0.2,
  definition: 0.4,
  heading: 0.1,
  year: 0.2,
  topic: 0.15,
}
/** How documents define: 本条例所称节水，是指…; …（以下简称“园区”）. */
const ENUMERATES: ReadonlySet<string> = new Set(['definition', 'list', 'count'])
const DEFINES = /所称|是指|系指|指的是|以下简?称|下列.{0,30}:$|包括/

/** Best first; responsibility brackets are no statements and are left out. */
export async function rankSentences(
  engine: Engine,
  understanding: Understanding,
  candidates: readonly Candidate[],
  library: Library,
): Promise<RankedSentence[]> {
  const places = candidates.flatMap((candidate) => {
    const document = library.get(candidate.document)!
    const { sentences } = document.tree.paragraphs[candidate.paragraph]!
    return sentences.flatMap((sentence, index) => {
      if (sentence.kind === 'responsibility') return []
      const text = foldedPart(sentence, document, candidate.paragraph, sentence.span)
      return [{ candidate, document, index, text }]
    })
  })
  const best = Math.max(...candidates.map(({ score }) => score), Number.MIN_VALUE)
  const similarities = await engine.similarity(
    understanding.folded,
    places.map(({ text }) => text),
  )
  const claims = understanding.claims.map((claim) => foldText(claim.text))
  const around = new Map(
    candidates.map((candidate) => [candidate, aroundOf(understanding, candidate, library)]),
  )
  const ranked = places.map(({ candidate, document, index, text }, i): RankedSentence => {
    const { matches, ...ofParagraph } = around.get(candidate)!
    const { share, missing } = coverageOf(understanding.terms, [{ text, worth: WORTH.sentence }], matches)
    const parts = {
      coverage: WEIGHTS.coverage * share,
      dense: WEIGHTS.dense * similarities[i]!,
      paragraph: WEIGHTS.paragraph * (candidate.score / best),
      contrast: WEIGHTS.contrast * contrastAgreement(understanding.sides, text),
      figure: claims.some((claim) => text.includes(claim)) ? WEIGHTS.figure : 0,
      ...ofParagraph,
      year: WEIGHTS.year * yearAgreement(understanding.years, text),
      definition: ENUMERATES.has(understanding.kind) && DEFINES.test(text) ? WEIGHTS.definition * share : 0,
    }
    return {
      document,
      paragraph: candidate.paragraph,
      sentence: index,
      text,
      score: sumOf(parts),
      coverage: share,
      dense: similarities[i]!,
      missing,
      parts,
    }
  })
  return ranked.sort((a, b) => b.score - a.score)
}

/** What a paragraph gives to each of its sentences: matches of the terms around them, and parts of their scores. */
function aroundOf(understanding: Understanding, { document: id, paragraph }: Candidate, library: Library) {
  const document = library.get(id)!
  const heading = foldedHeadings(document, paragraph)
  const { terms, kind } = understanding
  const forBodies = kind === 'responsibility'
  return {
    matches: matchesOf(terms, [
      { text: heading.own, worth: forBodies ? WORTH.sentence : WORTH.heading },
      { text: heading.above, worth: WORTH.above },
      { text: paragraphText(document, paragraph), worth: WORTH.paragraph },
    ]),
    heading: namesHeading(understanding, heading) ? WEIGHTS.heading : 0,
    topic: forBodies ? WEIGHTS.topic * coverageOf(terms, [{ text: heading.own, worth: 1 }]).share : 0,
  }
}

/** 1 where a sentence speaks of a year asked for, −1 where it speaks of others alone. */
function yearAgreement(years: readonly number[], text: string): number {
  if (years.length === 0) return 0
  if (years.some((year) => text.includes(`${year}`))) return 1
  return /20\d\d年/.test(text) ? -1 : 0
}

function paragraphText(document: RankedSentence['document'], index: number): string {
  const paragraph = document.tree.paragraphs[index]!
  return foldedPart(paragraph, document, index, paragraph.body)
}
