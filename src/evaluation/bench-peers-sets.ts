/** What project and peers are asked: statements of plans with judged questions, and judged sets of a folder. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BODY_TABLE } from '../bodies/table.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import { inContext, type Statement } from '../domain/statement.ts'
import { readDocument } from '../services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { decodeSource } from '../text/decode.ts'
import { type GoldQuestion, inScope, readGoldQuestions } from './gold-questions.ts'
import type { Judgements } from './ir-measures.ts'
import { readRetrievalSets } from './retrieval-sets.ts'

/** Statements in one corpus, each with the text that peers index (context and text), and questions to them. */
export interface PeerSet {
  /** Sets of one group are reported together: plans that are each asked alone. */
  readonly group: string
  /** What the passages were read from; empty for a set of bare texts. */
  readonly library: Library
  readonly statements: readonly Statement[]
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
    const statements = statementsOf(read)
    return {
      group,
      library: new Map([[id, read]]),
      statements,
      texts: statements.map(inContext),
      queries: gold
        .filter(({ document }) => (document ?? only) === id)
        .map((each) => ({ text: each.turns[0]!, judgements: judge(each, read, statements) })),
    }
  })
}

function judge(
  { gold_lines }: GoldQuestion,
  read: ReadDocument,
  statements: readonly Statement[],
): Judgements<number> {
  const judged = statements.flatMap(({ paragraph }, id) => {
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
      statements: passages.map((text, index) => ({
        document: name,
        index,
        paragraph: index,
        kind: 'sentence' as const,
        span: { start: 0, end: text.length },
        context: '',
        text,
      })),
      texts: passages,
      queries,
    }))
}
