/** Opens the statement index in Weaviate: finds or makes its collections, and brings the library into them. */
import type { Library } from '../../domain/library.ts'
import type { StatementIndex } from '../../ports/statement-index.ts'
import { hashText } from '../../retrieval/checksum.ts'
import { openCollections } from './collections.ts'
import { type ImportOptions, importLibrary } from './import-library.ts'
import { createWeaviateClient, type WeaviateOptions } from './weaviate-client.ts'
import { createWeaviateIndex } from './weaviate-index.ts'

/** @throws ZhengdaError `engine_unavailable`, `engine_refused` */
export async function openWeaviateIndex(
  library: Library,
  engine: WeaviateOptions,
  options: ImportOptions,
): Promise<StatementIndex> {
  const client = createWeaviateClient(engine)
  const { embedder, key, report } = options
  const collections = await openCollections(client, embedder?.id ?? null, report)
  const size = await importLibrary(client, collections, library, options)
  return createWeaviateIndex({
    client,
    collections,
    library,
    dense: embedder !== null,
    version: hashText(`${collections.statements} ${key}`).slice(0, 8),
    size,
  })
}
