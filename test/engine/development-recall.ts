/** Recall of an index on the development documents: how much of the evidence of their questions is among its candidates. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceText } from '../../src/domain/document.ts'
import type { Library } from '../../src/domain/library.ts'
import { overlaps } from '../../src/domain/span.ts'
import { type FieldQuestion, readFieldQuestions } from '../../src/evaluation/field-questions.ts'
import { DEVELOPMENT } from '../../src/evaluation/reader-field.ts'
import { readTranslationLexicon, translateText } from '../../src/lexicon/translation-lexicon.ts'
import { MODEL } from '../../src/main.open-services.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { StatementIndex } from '../../src/ports/statement-index.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'

/** Folder with `docs` and `q`; not part of the repository. */
export const FIELD =
  process.env.FIELD_DIR ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'field')
export const fieldIsThere = existsSync(join(FIELD, 'docs'))

const CANDIDATES = 16
const EARLIER_TURN = 0.4

export function developmentSources(): SourceText[] {
  return [...DEVELOPMENT].sort().map((id) => ({
    id,
    text: readFileSync(join(FIELD, 'docs', `${id}.txt`), 'utf8').replaceAll('\r\n', '\n'),
    encoding: 'utf-8',
    sidecar: {},
  }))
}

export function developmentQuestions(): FieldQuestion[] {
  return readdirSync(join(FIELD, 'q'))
    .filter((file) => DEVELOPMENT.has(file.replace(/\.jsonl$/, '')))
    .sort()
    .flatMap((file) => readFieldQuestions(readFileSync(join(FIELD, 'q', file), 'utf8')))
    .filter(({ expect }) => expect === 'answer' || expect === 'correct')
}

/** Mean share of the statements of the evidence that are among 16 candidates: within the document, and of the whole library. */
export async function recallOf(index: StatementIndex, library: Library, embedder: Embedder) {
  const lexicon = readTranslationLexicon(readFileSync(join(MODEL, 'lexicon.tsv')))
  const sums = { within: 0, everywhere: 0 }
  let questions = 0
  for (const question of developmentQuestions()) {
    const gold = goldOf(question, library)
    if (gold.size === 0) continue
    questions++
    const text = question.turns.at(-1)!
    const terms = new Map(question.turns.slice(0, -1).map((turn) => [turn, EARLIER_TURN]))
    if (question.lang === 'en') {
      for (const [word, weight] of translateText(lexicon, question.turns.join(' '))) terms.set(word, weight)
    }
    const [embedding] = await embedder.embed([question.turns.join(' / ')], 'query')
    const query = { text, terms, embedding: embedding!, limit: CANDIDATES }
    const share = async (documents?: ReadonlySet<string>) => {
      const found = await index.candidates({ ...query, ...(documents && { documents }) })
      const hits = found.filter(({ document, statement }) => document === question.doc && gold.has(statement))
      return hits.length / gold.size
    }
    sums.within += await share(new Set([question.doc]))
    sums.everywhere += await share()
  }
  return { questions, within: sums.within / questions, everywhere: sums.everywhere / questions }
}

/** Statements that hold a stretch of the evidence. */
function goldOf({ doc, evidence, line }: FieldQuestion, library: Library): ReadonlySet<number> {
  const read = library.get(doc)!
  const { text } = read.source
  const starts = [0]
  for (const each of text.split('\n')) starts.push(starts.at(-1)! + each.length + 1)
  const gold = evidence.flatMap((stretch, e) => {
    const start = text.indexOf(stretch, starts[(line[e] ?? 1) - 1])
    if (start < 0) return []
    const span = { start, end: start + stretch.length }
    return statementsOf(read).filter((statement) => overlaps(statement.span, span))
  })
  return new Set(gold.map(({ index }) => index))
}
