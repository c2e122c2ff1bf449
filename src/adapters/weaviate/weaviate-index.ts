/**
 * A statement index that searches in Weaviate. Filter, BM25 and vectors are the engine's; the two rankings are fused here,
 * by the rule of the embedded index. What the engine gives are places: the statements are the library's, and one whose text
 * there is another (an earlier version, or a later one that this server has not read yet) is no candidate.
 */
import type { Candidate } from '../../domain/candidate.ts'
import type { Library } from '../../domain/library.ts'
import type { CandidateQuery, StatementIndex } from '../../ports/statement-index.ts'
import { DEFAULT_BM25 } from '../../retrieval/bm25.ts'
import { reciprocalRankFusion } from '../../retrieval/fusion.ts'
import { POOL, weightedTokens } from '../../retrieval/search-statements.ts'
import type { ScoredId } from '../../retrieval/top-k.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import { type Collections, LEXICON } from './collections.ts'
import { passageHash } from './statement-objects.ts'
import { query as ask, type WeaviateClient } from './weaviate-client.ts'
import {
  candidatesAnswer,
  candidatesQuery,
  filterOf,
  type Hit,
  idsFilter,
  REPEATS,
} from './weaviate-query.ts'

export interface WeaviateIndexParts {
  readonly client: WeaviateClient
  readonly collections: Collections
  readonly library: Library
  /** Whether statements have vectors. */
  readonly dense: boolean
  readonly version: string
  readonly size: number
}

/** Milliseconds that a node has for a query: with one of three silent, an answer is there within five seconds. */
const PATIENCE = 2_000
/** Weaviate leaves out the factor k1 + 1 of BM25, which changes no rank. */
const SCALE = (DEFAULT_BM25.k1 + 1) / REPEATS

/** `candidates` rejects with ZhengdaError `engine_unavailable` or `engine_refused`. */
export function createWeaviateIndex(parts: WeaviateIndexParts): StatementIndex {
  return {
    version: parts.version,
    size: parts.size,
    candidates: (query) => candidatesOf(parts, query),
  }
}

async function candidatesOf(parts: WeaviateIndexParts, query: CandidateQuery): Promise<Candidate[]> {
  const { client, collections, library, dense } = parts
  const { embedding, channels, limit } = query
  const vector = dense && channels !== 'bm25' && embedding?.some((x) => x !== 0) ? embedding : null
  const words = channels === 'dense' && vector ? '' : repeated(query)
  if ((!words && !vector) || query.documents?.size === 0) return []
  const graphql = candidatesQuery(collections, { words, vector }, filterOf(query), limit * POOL)
  const { Get: found } = await ask(client, graphql, candidatesAnswer, PATIENCE)
  const places = placesOf([...found.near, ...found.words])
  const near = ranked(found.near, places)
  const bm25 = ranked(found.words, places)
  const chosen = reciprocalRankFusion([near, bm25])
    .map(({ id, score }) => ({ ...places.hits[id]!, place: id, score }))
    .filter((hit) => standsIn(library, hit))
    .slice(0, limit)
  const cosines = new Map(near.map(({ id, score }) => [id, score]))
  if (vector) {
    const without = chosen.filter(({ place }) => !cosines.has(place))
    for (const { id, score } of await compare(parts, vector, without)) {
      cosines.set(places.of.get(id)!, score)
    }
  }
  const scores = new Map(bm25.map(({ id, score }) => [id, score * SCALE]))
  return chosen.map(({ document, statement, place, score }) => ({
    document,
    statement,
    score,
    bm25: scores.get(place) ?? 0,
    cosine: cosines.get(place) ?? 0,
  }))
}

/** The words of the query, each as often as its weight says. */
function repeated(query: CandidateQuery): string {
  const words: string[] = []
  for (const [word, weight] of weightedTokens(query, LEXICON)) {
    for (let i = Math.round(weight * REPEATS); i > 0; i--) words.push(word)
  }
  return words.join(' ')
}

interface Places {
  /** In the order of the library: document, then statement; a statement of two versions stands once. */
  readonly hits: readonly Hit[]
  /** Position in `hits`, by the engine's id. */
  readonly of: ReadonlyMap<string, number>
}

function placesOf(found: readonly Hit[]): Places {
  const sorted = [...found].sort((a, b) =>
    a.document === b.document ? a.statement - b.statement : a.document < b.document ? -1 : 1,
  )
  const hits: Hit[] = []
  const of = new Map<string, number>()
  for (const hit of sorted) {
    const last = hits.at(-1)
    const same =
      last?.document === hit.document && last.statement === hit.statement && last.passage === hit.passage
    if (!same) hits.push(hit)
    of.set(hit.id, hits.length - 1)
  }
  return { hits, of }
}

/** Best first, ties by place. */
function ranked(found: readonly Hit[], { of }: Places): ScoredId[] {
  const scores = new Map<number, number>()
  for (const { id, score } of found) scores.set(of.get(id)!, score)
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id)
}

function standsIn(library: Library, { document, statement, passage }: Hit): boolean {
  const read = library.get(document)
  const held = read && statementsOf(read)[statement]
  return held !== undefined && passageHash(held) === passage
}

/** Dot products of the statements that words alone proposed. */
async function compare(
  { client, collections }: WeaviateIndexParts,
  vector: Float32Array,
  hits: readonly Hit[],
): Promise<readonly Hit[]> {
  if (hits.length === 0) return []
  const within = idsFilter(hits.map(({ id }) => id))
  const graphql = candidatesQuery(collections, { words: '', vector }, within, hits.length)
  return (await ask(client, graphql, candidatesAnswer, PATIENCE)).Get.near
}
