/** LangChain embeddings from the project's embedder, and back. */
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Embedder } from '../../ports/embedder.ts'

/** For LangChain's vector stores and retrievers. */
export function toLangChainEmbeddings(embedder: Embedder): EmbeddingsInterface {
  return {
    embedQuery: async (text) => Array.from((await embedder.embed([text], 'query'))[0]!),
    embedDocuments: async (texts) =>
      (await embedder.embed(texts, 'passage')).map((vector) => Array.from(vector)),
  }
}

/** Any LangChain embeddings as an embedder; vectors are normalised, and blank text gives zero without a call. */
export async function fromLangChainEmbeddings(
  embeddings: EmbeddingsInterface,
  id: string,
): Promise<Embedder> {
  const dimensions = (await embeddings.embedQuery('维')).length
  const embed: Embedder['embed'] = async (texts, kind) => {
    const known = texts.filter((text) => text.trim())
    const vectors =
      kind === 'query'
        ? await Promise.all(known.map((text) => embeddings.embedQuery(text)))
        : await embeddings.embedDocuments(known)
    let next = 0
    return texts.map((text) => (text.trim() ? toUnitLength(vectors[next++]!) : new Float32Array(dimensions)))
  }
  return { id: `langchain:${id}`, dimensions, embed }
}

function toUnitLength(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (x) => (length > 0 ? x / length : 0))
}
