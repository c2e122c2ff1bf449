/** Ranks the passages of a retrieval set by BM25 and by an embedder, and measures rankings. */
import type { Embedder } from '../ports/embedder.ts'
import { buildBm25, searchBm25 } from '../retrieval/bm25.ts'
import { createTopK, type ScoredId } from '../retrieval/top-k.ts'
import { createLexicon, tokenize } from '../text/tokenize.ts'
import { mean, ndcg, recall, reciprocalRank } from './ir-measures.ts'
import type { BitextSet, RetrievalSet } from './retrieval-sets.ts'

/** Passages of each list that fusion sees. */
export const POOL = 100
const BATCH = 512
const NO_TERMS = createLexicon([])

export interface Measures {
  readonly ndcg10: number
  readonly mrr10: number
  readonly recall1: number
  readonly recall10: number
}

/** One ranking a query, best first. */
export type Rankings = readonly (readonly ScoredId[])[]

export function measure(set: RetrievalSet, rankings: Rankings): Measures {
  const over = (of: (ids: readonly number[], judgements: ReadonlyMap<number, number>) => number) =>
    mean(
      set.queries.map(({ judgements }, q) =>
        of(
          rankings[q]!.map(({ id }) => id),
          judgements,
        ),
      ),
    )
  return {
    ndcg10: over((ids, judgements) => ndcg(ids, judgements)),
    mrr10: over((ids, judgements) => reciprocalRank(ids, judgements)),
    recall1: over((ids, judgements) => recall(ids, judgements, 1)),
    recall10: over((ids, judgements) => recall(ids, judgements, 10)),
  }
}

/** BM25 over Han characters and bigrams; `translate` adds weighted Chinese terms to a query. */
export function rankLexically(
  set: RetrievalSet,
  translate?: (query: string) => ReadonlyMap<string, number>,
): Rankings {
  const index = buildBm25(set.passages.map((passage) => tokenize(passage, NO_TERMS)))
  return set.queries.map(({ text }) => {
    const weights = new Map<string, number>()
    const terms: (readonly [string, number])[] = [[text, 1], ...(translate?.(text) ?? [])]
    for (const [term, weight] of terms) {
      for (const token of tokenize(term, NO_TERMS))
        weights.set(token, Math.max(weight, weights.get(token) ?? 0))
    }
    return searchBm25(index, weights, POOL)
  })
}

export async function rankDensely(set: RetrievalSet, embedder: Embedder): Promise<Rankings> {
  const passages = await embedAll(embedder, set.passages, 'passage')
  const queries = await embedAll(
    embedder,
    set.queries.map(({ text }) => text),
    'query',
  )
  return queries.map((query) => nearest(passages, query, POOL))
}

/** Share of sentences, in both directions, whose translation is the nearest of all. */
export async function bitextAccuracy(set: BitextSet, embedder: Embedder): Promise<number> {
  const chinese = await embedAll(embedder, set.chinese, 'passage')
  const english = await embedAll(embedder, set.english, 'passage')
  const share = (from: readonly Float32Array[], to: readonly Float32Array[]) =>
    mean(from.map((vector, i) => (nearest(to, vector, 1)[0]?.id === i ? 1 : 0)))
  return (share(chinese, english) + share(english, chinese)) / 2
}

async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  kind: 'query' | 'passage',
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let i = 0; i < texts.length; i += BATCH) {
    vectors.push(...(await embedder.embed(texts.slice(i, i + BATCH), kind)))
  }
  return vectors
}

function nearest(passages: readonly Float32Array[], query: Float32Array, k: number): readonly ScoredId[] {
  const top = createTopK(k)
  passages.forEach((passage, id) => {
    let sum = 0
    for (let d = 0; d < query.length; d++) sum += passage[d]! * query[d]!
    top.offer(id, sum)
  })
  return top.take()
}
