/** Proposes the statements of an index for a query: by words and by vectors, fused by id, both scores kept. */
import type { Candidate } from '../domain/candidate.ts'
import type { CandidateQuery, StatementIndex } from '../ports/statement-index.ts'
import { type Lexicon, tokenize } from '../text/tokenize.ts'
import { searchBm25 } from './bm25.ts'
import { hashText } from './checksum.ts'
import { reciprocalRankFusion } from './fusion.ts'
import { placeOf, type SearchIndex, type StatementTable } from './search-index.ts'
import { dot, nearestRows } from './vectors.ts'

/** Statements that each channel proposes, as a multiple of what is asked for. */
export const POOL = 4

type Ranges = readonly (readonly [number, number])[]

/** The embedded index behind the port. */
export function createEmbeddedIndex(index: SearchIndex): StatementIndex {
  return {
    version: hashText(JSON.stringify(index.manifest)).slice(0, 8),
    size: index.bm25.size,
    candidates: async (query) => searchStatements(index, query),
  }
}

/** The best candidates, best first. Words alone rank where the query or the index has no vector. */
export function searchStatements(index: SearchIndex, query: CandidateQuery): readonly Candidate[] {
  const { limit, documents } = query
  const ranges = documents && rangesOf(index.statements, documents)
  const embedding = usableEmbedding(index, query)
  const pool = limit * POOL
  const words =
    query.channels === 'dense' && embedding
      ? []
      : searchBm25(index.bm25, weightedTokens(query, index.lexicon), pool, ranges)
  const dense = embedding ? nearestTo(index, embedding, pool, ranges) : []
  const bm25 = new Map(words.map(({ id, score }) => [id, score]))
  return reciprocalRankFusion([dense, words])
    .slice(0, limit)
    .map(({ id, score }) => ({
      ...placeOf(index.statements, id),
      score,
      bm25: bm25.get(id) ?? 0,
      cosine: embedding ? dot(index.dense!.vectors, id, embedding) : 0,
    }))
}

/** A Han word of two characters counts as three tokens, an abbreviation or a figure with its unit as one: it weighs twice. */
const WHOLE_WEIGHT = 2
const WHOLE = /^(?:第?\d.*\D|[a-z])/

/** Tokens of the text (weight 1) and of the further terms (their weight), the highest weight each. */
export function weightedTokens(
  { text, terms }: Pick<CandidateQuery, 'text' | 'terms'>,
  lexicon: Lexicon,
): Map<string, number> {
  const tokens = new Map<string, number>()
  for (const [words, weight] of [[text, 1] as const, ...terms]) {
    for (const token of tokenize(words, lexicon)) {
      const own = WHOLE.test(token) ? weight * WHOLE_WEIGHT : weight
      tokens.set(token, Math.max(own, tokens.get(token) ?? 0))
    }
  }
  return tokens
}

/** A query vector counts only where the index holds vectors and the query has one that is not zero. */
function usableEmbedding(index: SearchIndex, query: CandidateQuery): Float32Array | null {
  const { embedding, channels } = query
  if (!index.dense || !embedding || channels === 'bm25') return null
  return embedding.some((x) => x !== 0) ? embedding : null
}

function nearestTo(index: SearchIndex, embedding: Float32Array, k: number, ranges: Ranges | undefined) {
  const { nearest, vectors } = index.dense!
  return ranges ? nearestRows(vectors, embedding, k, ranges) : nearest.search(embedding, k)
}

/** Rows of the given documents. */
function rangesOf(table: StatementTable, documents: ReadonlySet<string>): Ranges {
  return table.documents.flatMap((document, d) =>
    documents.has(document) ? [[table.starts[d]!, table.starts[d + 1]!] as const] : [],
  )
}
