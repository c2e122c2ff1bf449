/** A query without further terms, for tests of retrieval alone. */
import type { Embedder } from '../../src/ports/embedder.ts'
import type { CandidateQuery } from '../../src/ports/statement-index.ts'

export async function queryOf(
  text: string,
  embedder: Embedder | null = null,
  limit = 5,
): Promise<CandidateQuery> {
  const embedding = (await embedder?.embed([text], 'query'))?.[0]
  return { text, terms: new Map(), limit, ...(embedding && { embedding }) }
}
