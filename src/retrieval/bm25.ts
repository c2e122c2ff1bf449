/**
 * BM25 over token lists, with weighted query terms.
 *
 * Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15, with the
 * idf of Lucene, ln(1 + (N − df + .5)/(df + .5)), which is never negative. k1 = 1.2 saturates the term frequency,
 * b = 0.75 normalises by length. Postings lie in three flat arrays, so that 150,000 passages cost no object each.
 */
export interface Bm25Parameters {
  readonly k1: number
  readonly b: number
}

export const DEFAULT_BM25: Bm25Parameters = { k1: 1.2, b: 0.75 }

export interface Bm25Index {
  readonly size: number
  /** Term → row of `offsets`. */
  readonly vocabulary: ReadonlyMap<string, number>
  /** Postings of row r are `ids` and `frequencies` in `[offsets[r], offsets[r + 1])`. */
  readonly offsets: Uint32Array
  readonly ids: Uint32Array
  readonly frequencies: Uint16Array
  /** Tokens of each document. */
  readonly lengths: Uint32Array
  readonly averageLength: number
  readonly parameters: Bm25Parameters
}

export interface ScoredId {
  readonly id: number
  readonly score: number
}

/** Builds the index; a document's id is its position in `documents`. */
export function buildBm25(documents: Iterable<readonly string[]>, parameters = DEFAULT_BM25): Bm25Index {
  const vocabulary = new Map<string, number>()
  const postings: { ids: number[]; frequencies: number[] }[] = []
  const lengths: number[] = []
  for (const tokens of documents) {
    const id = lengths.length
    lengths.push(tokens.length)
    const counts = new Map<string, number>()
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
    for (const [token, count] of counts) {
      let row = vocabulary.get(token)
      if (row === undefined) {
        row = postings.length
        vocabulary.set(token, row)
        postings.push({ ids: [], frequencies: [] })
      }
      const list = postings[row]!
      list.ids.push(id)
      list.frequencies.push(Math.min(count, 65_535))
    }
  }
  const total = postings.reduce((sum, list) => sum + list.ids.length, 0)
  const offsets = new Uint32Array(postings.length + 1)
  const ids = new Uint32Array(total)
  const frequencies = new Uint16Array(total)
  let at = 0
  postings.forEach((list, row) => {
    offsets[row] = at
    ids.set(list.ids, at)
    frequencies.set(list.frequencies, at)
    at += list.ids.length
  })
  offsets[postings.length] = at
  const tokens = lengths.reduce((sum, length) => sum + length, 0)
  return {
    size: lengths.length,
    vocabulary,
    offsets,
    ids,
    frequencies,
    lengths: Uint32Array.from(lengths),
    averageLength: lengths.length ? tokens / lengths.length : 0,
    parameters,
  }
}

/** Inverse document frequency of a term; 0 when no document holds it. */
export function idf(index: Bm25Index, term: string): number {
  const row = index.vocabulary.get(term)
  if (row === undefined) return 0
  const df = index.offsets[row + 1]! - index.offsets[row]!
  return Math.log(1 + (index.size - df + 0.5) / (df + 0.5))
}

/** The `k` best documents for a query of weighted terms, best first, ties by id; documents without a term are left out. */
export function searchBm25(index: Bm25Index, query: ReadonlyMap<string, number>, k: number): ScoredId[] {
  const { k1, b } = index.parameters
  const scores = new Float64Array(index.size)
  const touched: number[] = []
  for (const [term, weight] of query) {
    const row = index.vocabulary.get(term)
    if (row === undefined || weight <= 0) continue
    const termWeight = weight * idf(index, term)
    for (let p = index.offsets[row]!; p < index.offsets[row + 1]!; p++) {
      const id = index.ids[p]!
      const tf = index.frequencies[p]!
      const norm = k1 * (1 - b + (b * index.lengths[id]!) / index.averageLength)
      if (scores[id] === 0) touched.push(id)
      scores[id]! += (termWeight * tf * (k1 + 1)) / (tf + norm)
    }
  }
  return touched
    .map((id) => ({ id, score: scores[id]! }))
    .sort((x, y) => y.score - x.score || x.id - y.id)
    .slice(0, k)
}
