/**
 * BM25 over token lists, with weighted query terms.
 *
 * Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15, with the
 * idf of Lucene, ln(1 + (N − df + .5)/(df + .5)), which is never negative. k1 = 1.2 saturates the term frequency,
 * b = 0.75 normalises by length. Postings lie in flat arrays, so that 330,000 passages cost no object each.
 */
import { growing } from './growing.ts'
import { createTopK, type ScoredId } from './top-k.ts'
import { putVarint, varintReader } from './varint.ts'

export interface Bm25Parameters {
  readonly k1: number
  readonly b: number
}

export const DEFAULT_BM25: Bm25Parameters = { k1: 1.2, b: 0.75 }

/** In a byte each where none is larger, as in all corpora seen: 37 million postings of the laws. */
export type Frequencies = Uint8Array | Uint16Array

export interface Bm25Index {
  readonly size: number
  /** Term → row of `offsets`. */
  readonly vocabulary: ReadonlyMap<string, number>
  /** Postings of row r are `ids` and `frequencies` in `[offsets[r], offsets[r + 1])`, by rising id. */
  readonly offsets: Uint32Array
  readonly ids: Uint32Array
  readonly frequencies: Frequencies
  /** Tokens of each document. */
  readonly lengths: Uint32Array
  readonly averageLength: number
  /** k1·(1 − b + b·length/average) of each document, worked out once since every posting of a query needs it. */
  readonly norms: Float64Array
  readonly parameters: Bm25Parameters
}

/** The norms of documents of these lengths. */
export function normsOf(
  lengths: Uint32Array,
  averageLength: number,
  { k1, b }: Bm25Parameters,
): Float64Array {
  return Float64Array.from(lengths, (length) => k1 * (1 - b + (b * length) / averageLength))
}

/** Bytes of forward postings that stand together. */
const BLOCK = 33 << 20

/** Takes documents one by one; a document's id is its position. */
export interface Bm25Builder {
  /** The rows of the tokens, in their order. */
  add(tokens: readonly string[]): Uint32Array
  finish(): Bm25Index
}

export function createBm25Builder(parameters = DEFAULT_BM25): Bm25Builder {
  const vocabulary = new Map<string, number>()
  /** Of each document, one after the other: how many postings, then row and count of each. Half of what arrays take. */
  const blocks: Uint8Array[] = []
  let forward = growing(Uint8Array)
  let postings = 0
  let largest = 0
  const lengths = growing(Uint32Array)
  return {
    add(tokens) {
      const frequency = new Map<number, number>()
      const tokenRows = Uint32Array.from(tokens, (token) => {
        let row = vocabulary.get(token)
        if (row === undefined) {
          row = vocabulary.size
          vocabulary.set(token, row)
        }
        frequency.set(row, (frequency.get(row) ?? 0) + 1)
        return row
      })
      putVarint(forward, frequency.size)
      for (const [row, count] of frequency) {
        putVarint(forward, row)
        putVarint(forward, Math.min(count, 65_535))
        largest = Math.max(largest, count)
      }
      if (forward.length > BLOCK) {
        blocks.push(forward.take())
        forward = growing(Uint8Array)
      }
      postings += frequency.size
      lengths.push(tokens.length)
      return tokenRows
    },
    finish() {
      const allLengths = lengths.take()
      const frequencies = largest > 255 ? new Uint16Array(postings) : new Uint8Array(postings)
      const tokens = allLengths.reduce((sum, length) => sum + length, 0)
      const averageLength = allLengths.length ? tokens / allLengths.length : 0
      return {
        size: allLengths.length,
        vocabulary,
        ...invert(vocabulary.size, [...blocks.splice(0), forward.take()], frequencies),
        lengths: allLengths,
        averageLength,
        norms: normsOf(allLengths, averageLength, parameters),
        parameters,
      }
    },
  }
}

/** Counting sort of the forward postings by row; fills `frequencies`. */
function invert(vocabularySize: number, forward: readonly Uint8Array[], frequencies: Frequencies) {
  const offsets = new Uint32Array(vocabularySize + 1)
  eachPosting(forward, (row) => offsets[row + 1]!++)
  for (let row = 0; row < vocabularySize; row++) offsets[row + 1]! += offsets[row]!
  const next = offsets.slice()
  const ids = new Uint32Array(frequencies.length)
  eachPosting(forward, (row, count, id) => {
    const at = next[row]!++
    ids[at] = id
    frequencies[at] = count
  })
  return { offsets, ids, frequencies }
}

function eachPosting(
  forward: readonly Uint8Array[],
  visit: (row: number, count: number, id: number) => void,
): void {
  let id = 0
  for (const block of forward) {
    for (const reader = varintReader(block); reader.at < block.length; id++) {
      for (let left = reader.next(); left > 0; left--) {
        const row = reader.next()
        visit(row, reader.next(), id)
      }
    }
  }
}

/** Builds the index; a document's id is its position in `documents`. */
export function buildBm25(documents: Iterable<readonly string[]>, parameters = DEFAULT_BM25): Bm25Index {
  const builder = createBm25Builder(parameters)
  for (const tokens of documents) builder.add(tokens)
  return builder.finish()
}

/** Inverse document frequency of a term; 0 when no document holds it. */
export function idf(index: Bm25Index, term: string): number {
  const row = index.vocabulary.get(term)
  return row === undefined ? 0 : idfOfRow(index, row)
}

export function idfOfRow(index: Bm25Index, row: number): number {
  const df = index.offsets[row + 1]! - index.offsets[row]!
  return Math.log(1 + (index.size - df + 0.5) / (df + 0.5))
}

const scratch = new WeakMap<Bm25Index, Float64Array>()

/** One array an index, used by one search at a time: megabytes a query would wait for the garbage collector. */
function emptyScores(index: Bm25Index): Float64Array {
  const known = scratch.get(index)
  if (known) return known.fill(0)
  const scores = new Float64Array(index.size)
  scratch.set(index, scores)
  return scores
}

/**
 * The `k` best documents for a query of weighted terms, best first, ties by id; documents without a term, and those
 * outside the half-open id ranges `within`, are left out.
 */
export function searchBm25(
  index: Bm25Index,
  query: ReadonlyMap<string, number>,
  k: number,
  within?: readonly (readonly [number, number])[],
): ScoredId[] {
  const { offsets, ids, frequencies, norms } = index
  const k1plus1 = index.parameters.k1 + 1
  const scores = emptyScores(index)
  for (const [term, weight] of query) {
    const row = index.vocabulary.get(term)
    if (row === undefined || weight <= 0) continue
    const termWeight = weight * idfOfRow(index, row) * k1plus1
    const end = offsets[row + 1]!
    for (let p = offsets[row]!; p < end; p++) {
      const id = ids[p]!
      const tf = frequencies[p]!
      scores[id]! += (termWeight * tf) / (tf + norms[id]!)
    }
  }
  const top = createTopK(k)
  for (const [start, end] of within ?? [[0, index.size]]) {
    for (let id = start; id < end; id++) {
      const score = scores[id]!
      if (score > 0 && score >= top.floor) top.offer(id, score)
    }
  }
  return top.take()
}
