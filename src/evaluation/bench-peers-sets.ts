/** What project and peers are asked: paragraphs of plans with judged questions, and judged sets of a folder. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BODY_TABLE } from '../bodies/table.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import { sentencesOf } from '../parse/sentences.ts'
import { type Passage, passagesOfDocument } from '../retrieval/passages.ts'
import { passageText } from '../retrieval/search-index.ts'
import { readDocument } from '../services.ts'
import { decodeSource } from '../text/decode.ts'
import { type GoldQuestion, inScope, readGoldQuestions } from './gold-questions.ts'
import type { Judgements } from './ir-measures.ts'
import { readRetrievalSets } from './retrieval-sets.ts'

/** Passages in one corpus, each with the text that peers index (headings and body), and questions to them. */
export interface PeerSet {
  /** Sets of one group are reported together: plans that are each asked alone. */
  readonly group: string
  /** What the passages were read from; empty for a set of bare passages. */
  readonly library: Library
  readonly passages: readonly Passage[]
  readonly texts: readonly string[]
  readonly queries: readonly { readonly text: string; readonly judgements: Judgements<number> }[]
}

/** A question without a `document` asks the only one. */
export function planSets(group: string, questions: string, folder: string, only?: string): PeerSet[] {
  const gold = readGoldQuestions(readFileSync(questions, 'utf8')).filter(
    (each) => inScope(each) && each.turns.length === 1 && each.gold_lines.length > 0,
  )
  const documents = [...new Set(gold.map(({ document }) => document ?? only!))]
  return documents.map((id) => {
    const read = readDocument(decodeSource(id, readFileSync(join(folder, `${id}.txt`)), {}), BODY_TABLE)
    const passages = [...passagesOfDocument(read)]
    return {
      group,
      library: new Map([[id, read]]),
      passages,
      texts: passages.map(passageText),
      queries: gold
        .filter(({ document }) => (document ?? only) === id)
        .map((each) => ({ text: each.turns[0]!, judgements: judge(each, read, passages) })),
    }
  })
}

function judge(
  { gold_lines }: GoldQuestion,
  read: ReadDocument,
  passages: readonly Passage[],
): Judgements<number> {
  const judged = passages.flatMap(({ paragraph }, id) => {
    const { line, lastLine } = read.tree.paragraphs[paragraph]!
    return gold_lines.some((gold) => line <= gold && gold <= lastLine) ? [[id, 1] as const] : []
  })
  return new Map(judged)
}

/** Sets of a folder such as ../shared/data/eval, by name. */
export function folderSets(folder: string, names: readonly string[]): PeerSet[] {
  return readRetrievalSets(folder)
    .filter(({ name }) => names.includes(name))
    .map(({ name, passages, queries }) => ({
      group: name,
      library: new Map(),
      passages: passages.map((body, paragraph) => ({
        document: name,
        paragraph,
        title: '',
        headings: [],
        body,
        sentences: sentencesOf(body, { start: 0, end: body.length }, []).map(({ span }) =>
          body.slice(span.start, span.end),
        ),
      })),
      texts: passages,
      queries,
    }))
}
