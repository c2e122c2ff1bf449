/** Candidates of a question among the statements of its document: words (BM25) and vectors, fused. */
import type { Embedder } from '../ports/embedder.ts'
import type { ReaderStatement } from '../ports/reader.ts'
import { questionText, statementText } from '../reading/pairs.ts'
import type { FieldDocument, FieldQuestion } from './reader-field.ts'

export interface Candidate extends ReaderStatement {
  /** Position in the document's statements. */
  readonly index: number
}

export type CandidatesOf = (question: FieldQuestion) => Promise<Candidate[]>

export const CANDIDATES = 16
/** Ranks are damped by this before they are added (Cormack et al. 2009, with a smaller constant for short lists). */
const DAMPING = 10

interface Indexed {
  readonly counts: readonly ReadonlyMap<string, number>[]
  readonly lengths: readonly number[]
  readonly frequency: ReadonlyMap<string, number>
  readonly vectors: readonly Float32Array[]
}

export type Signal = 'words' | 'vectors'

/** Embeds each document once, when it is first asked about. `signals` are what candidates are chosen by. */
export function fusedCandidates(
  documents: ReadonlyMap<string, FieldDocument>,
  embedder: Embedder,
  signals: readonly Signal[] = ['words', 'vectors'],
): CandidatesOf {
  const indexes = new Map<string, Promise<Indexed>>()
  return async (question) => {
    const document = documents.get(question.document)!
    const index = indexes.get(document.id) ?? indexOf(document, embedder)
    indexes.set(document.id, index)
    const { vectors, ...words } = await index
    const text = questionText(question)
    const bm25 = bm25Of(words, grams(text))
    const [asked] = await embedder.embed([text], 'query')
    const cosine = vectors.map((vector) => vector.reduce((sum, x, d) => sum + x * asked![d]!, 0))
    return fuse(signals, { words: bm25, vectors: cosine }).map((i) => ({
      index: i,
      ...document.statements[i]!,
      bm25: bm25[i]!,
      cosine: cosine[i]!,
    }))
  }
}

async function indexOf({ statements }: FieldDocument, embedder: Embedder): Promise<Indexed> {
  const texts = statements.map(({ context, text }) => statementText(context, text))
  const counts = texts.map((text) => {
    const count = new Map<string, number>()
    for (const gram of grams(text)) count.set(gram, (count.get(gram) ?? 0) + 1)
    return count
  })
  const frequency = new Map<string, number>()
  for (const count of counts) {
    for (const gram of count.keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1)
  }
  const lengths = counts.map((count) => [...count.values()].reduce((sum, n) => sum + n, 0))
  return { counts, lengths, frequency, vectors: await embedder.embed(texts, 'passage') }
}

function grams(text: string): string[] {
  const lower = text.toLowerCase()
  const words = lower.match(/[a-z]+|\d+(?:\.\d+)?/g) ?? []
  const pairs = [...lower.matchAll(/(?=([\u4e00-\u9fff]{2}))/g)].map((match) => match[1]!)
  return [...words, ...pairs]
}

function bm25Of(
  { counts, lengths, frequency }: Omit<Indexed, 'vectors'>,
  terms: readonly string[],
): number[] {
  const average = lengths.reduce((sum, n) => sum + n, 0) / lengths.length
  return counts.map((count, i) => {
    let score = 0
    for (const term of new Set(terms)) {
      const n = count.get(term)
      if (!n) continue
      const df = frequency.get(term)!
      const idf = Math.log(1 + (counts.length - df + 0.5) / (df + 0.5))
      score += (idf * n * 2.2) / (n + 1.2 * (0.25 + (0.75 * lengths[i]!) / average))
    }
    return score
  })
}

/** The best by the sum of the lists' damped ranks; no rank in the words' list where no word is shared. */
function fuse(signals: readonly Signal[], scoresOf: Readonly<Record<Signal, readonly number[]>>): number[] {
  const score = new Float64Array(scoresOf.words.length)
  for (const signal of signals) {
    const scores = scoresOf[signal]
    const least = signal === 'words' ? 0 : Number.NEGATIVE_INFINITY
    const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
    order.forEach((i, rank) => {
      if (scores[i]! > least) score[i]! += 1 / (DAMPING + rank)
    })
  }
  return [...score.keys()].sort((a, b) => score[b]! - score[a]!).slice(0, CANDIDATES)
}
