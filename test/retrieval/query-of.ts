/** A Chinese query without further terms, for tests of retrieval alone. */
import type { Embedder } from '../../src/ports/embedder.ts'
import type { RetrievalQuery } from '../../src/retrieval/query.ts'

export async function queryOf(text: string, embedder: Embedder | null = null): Promise<RetrievalQuery> {
  const embedding = (await embedder?.embed([text], 'query'))?.[0]
  return { text, language: 'zh', terms: new Map(), ...(embedding && { embedding }) }
}
