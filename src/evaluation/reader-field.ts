/** The field documents as the product reads them, and their questions with the statements that answer. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BODY_TABLE } from '../bodies/table.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import { readDocument } from '../services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { decodeSource } from '../text/decode.ts'
import { type FieldQuestion, readFieldQuestions } from './field-questions.ts'

/** A question with what a reader should say of the statements of its document. */
export interface ReaderFieldQuestion extends FieldQuestion {
  /** Its premise is denied by the document. */
  readonly contradicted: boolean
  /** It supposes something: yes/no questions and false premises. */
  readonly supposes: boolean
  /** Indices of the statements that hold the evidence; empty for `abstain`. */
  readonly gold: readonly number[]
}

/** Never trained on: reports are made on them. */
export const DEVELOPMENT: ReadonlySet<string> = new Set(
  'cp-53 cp-56 cr-6 cr-9 er-57 er-48 sh-5 sh-10 na-3 na-5 cp-187 cp-135'.split(' '),
)

/**
 * Reads `docs/*.txt` and `q/*.jsonl` of a folder. Questions to be clarified, or whose evidence is in no statement, are left
 * out.
 */
export function readField(folder: string, wanted: (document: string) => boolean) {
  const documents = new Map<string, ReadDocument>()
  const questions: ReaderFieldQuestion[] = []
  for (const file of readdirSync(join(folder, 'q')).sort()) {
    const id = file.replace(/\.jsonl$/, '')
    if (!wanted(id)) continue
    const bytes = readFileSync(join(folder, 'docs', `${id}.txt`))
    const document = readDocument(decodeSource(id, bytes, {}), BODY_TABLE)
    documents.set(id, document)
    for (const question of readFieldQuestions(readFileSync(join(folder, 'q', file), 'utf8'))) {
      const { expect, verdict, type } = question
      const gold = expect === 'abstain' ? [] : goldOf(document, question)
      if (expect === 'clarify' || (expect !== 'abstain' && gold.length === 0)) continue
      questions.push({
        ...question,
        gold,
        contradicted: expect === 'correct' || verdict === 'no',
        supposes: expect === 'correct' || type === 'yesno' || type === 'false_premise',
      })
    }
  }
  return { documents: documents satisfies Library, questions }
}

/** Statements that share at least six characters, or all of the shorter, with the evidence. */
function goldOf(document: ReadDocument, { evidence, line: lines }: FieldQuestion): number[] {
  const { text } = document.source
  const starts = [0]
  for (const line of text.split('\n')) starts.push(starts.at(-1)! + line.length + 1)
  const gold = new Set<number>()
  evidence.forEach((part, e) => {
    const at = text.indexOf(part, starts[(lines[e] ?? 1) - 1] ?? 0)
    if (at < 0) return
    for (const { span, index } of statementsOf(document)) {
      const overlap = Math.min(span.end, at + part.length) - Math.max(span.start, at)
      if (overlap >= Math.min(6, part.length, span.end - span.start)) gold.add(index)
    }
  })
  return [...gold].sort((a, b) => a - b)
}
