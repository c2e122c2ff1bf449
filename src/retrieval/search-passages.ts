/** Ranks the paragraphs of an index for a query: lexical, dense and exact channels, fused by passage id, parts kept. */
import type { Candidate, SentenceCandidate } from '../domain/candidate.ts'
import { searchBm25 } from './bm25.ts'
import { type ExactItem, exactItems, exactShare } from './exact.ts'
import { createPassageMatcher, type PassageMatcher, queryWeights } from './lexical-index.ts'
import { type RetrievalQuery, weightedTokens } from './query.ts'
import { type FeaturedPassage, rankFeatures } from './rerank.ts'
import type { PassageTable, SearchIndex } from './search-index.ts'
import type { ScoredId } from './top-k.ts'
import { dot, nearestRows } from './vectors.ts'

/** Passages that each channel proposes; the union is scored by all of them. */
const POOL = 100

export interface RejectedCandidate {
  readonly document: string
  readonly paragraph: number
  readonly score: number
  readonly reason: string
}

/** What ranking kept and what it did not, with the reason, for `explain`. */
export interface Ranking {
  readonly kept: readonly Candidate[]
  readonly rejected: readonly RejectedCandidate[]
}

type Ranges = readonly (readonly [number, number])[]

/** The `k` best paragraphs, best first; fewer when fewer match any channel. */
export function searchPassages(index: SearchIndex, query: RetrievalQuery, k: number): readonly Candidate[] {
  return rankPassages(index, query, k).kept
}

/** As `searchPassages`, with the candidates that were proposed and not kept. */
export function rankPassages(index: SearchIndex, query: RetrievalQuery, k: number): Ranking {
  const tokens = weightedTokens(query, index.lexicon)
  const ranges = query.documents && rangesOf(index.passages, query.documents)
  const items = exactItems(query.text, index.lexicon, index.lexical.bm25)
  const weights = queryWeights(index.lexical.bm25, tokens)
  const embedding = usableEmbedding(index, query)
  const lexical =
    query.channels === 'dense' && embedding ? [] : searchBm25(index.lexical.bm25, tokens, POOL, ranges)
  const dense = embedding ? proposeDense(index, embedding, ranges) : []
  const bm25 = new Map(lexical.map((hit) => [hit.id, hit.score]))
  const pool = [...new Set([...lexical, ...dense].map((hit) => hit.id))]
  const match = createPassageMatcher(index.lexical, weights)
  const scored = pool.map((id) => scorePassage(index, id, { bm25, match, items, embedding }))
  const byId = new Map(scored.map((passage) => [passage.id, passage]))
  const ranked = rankFeatures(scored, query.language, query.channels ?? 'hybrid').map(({ id, score }) =>
    toCandidate(index, byId.get(id)!, score),
  )
  return {
    kept: ranked.slice(0, k),
    rejected: ranked.slice(k).map(({ document, paragraph, score }, i) => ({
      document,
      paragraph,
      score,
      reason: `rank ${k + i + 1} of ${ranked.length}; ${k} asked for`,
    })),
  }
}

/** A query vector counts only where the index holds vectors and the query has one that is not zero. */
function usableEmbedding(index: SearchIndex, query: RetrievalQuery): Float32Array | null {
  const { embedding } = query
  if (!index.dense || !embedding || query.channels === 'bm25') return null
  return embedding.some((x) => x !== 0) ? embedding : null
}

function proposeDense(
  index: SearchIndex,
  embedding: Float32Array,
  ranges: Ranges | undefined,
): readonly ScoredId[] {
  const { nearest, paragraphs } = index.dense!
  return ranges ? nearestRows(paragraphs, embedding, POOL, ranges) : nearest.search(embedding, POOL)
}

/** Passage ids of the given documents. */
function rangesOf(table: PassageTable, documents: ReadonlySet<string>): Ranges {
  return table.documents.flatMap((document, d) =>
    documents.has(document) ? [[table.starts[d]!, table.starts[d + 1]!] as const] : [],
  )
}

interface ScoredPassage extends FeaturedPassage {
  /** Raw scores of each sentence by channel. */
  readonly sentences: { readonly bm25: readonly number[]; readonly dense: readonly number[] }
}

interface Evidence {
  readonly bm25: ReadonlyMap<number, number>
  readonly match: PassageMatcher
  readonly items: readonly ExactItem[]
  readonly embedding: Float32Array | null
}

function scorePassage(index: SearchIndex, id: number, evidence: Evidence): ScoredPassage {
  const { items, embedding } = evidence
  const match = evidence.match(id)
  const bm25 = match.bm25.slice(1)
  const firstSentence = index.lexical.units.first[id]! - id
  const dense = bm25.map((_, s) =>
    embedding ? dot(index.dense!.sentences, firstSentence + s, embedding) : 0,
  )
  return {
    id,
    sentences: { bm25, dense },
    features: {
      bm25: evidence.bm25.get(id) ?? 0,
      sentence: Math.max(0, ...bm25),
      heading: match.bm25[0]!,
      dense: embedding ? dot(index.dense!.paragraphs, id, embedding) : 0,
      denseSentence: embedding ? Math.max(-1, ...dense) : 0,
      exact: items.length > 0 ? exactShare(items, match.heldByUnit()) : 0,
      coverage: match.coverage,
    },
  }
}

function toCandidate(index: SearchIndex, passage: ScoredPassage, score: number): Candidate {
  const { documents, starts, paragraphs } = index.passages
  return {
    document: documents[lastAtMost(starts, passage.id)]!,
    paragraph: paragraphs[passage.id]!,
    score,
    parts: { ...passage.features },
    sentences: rankSentences(passage),
  }
}

/** Both channels on the scale of the paragraph's best sentence. */
function rankSentences({ sentences: { bm25, dense } }: ScoredPassage): SentenceCandidate[] {
  const best = Math.max(1e-9, ...bm25)
  return bm25
    .map((score, sentence) => ({ sentence, score: score / best + dense[sentence]! }))
    .sort((a, b) => b.score - a.score || a.sentence - b.sentence)
}

/** Last position whose value is at most `value`, in a rising array. */
function lastAtMost(values: Uint32Array, value: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (values[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
