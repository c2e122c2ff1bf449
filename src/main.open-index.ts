/** Opens the statement index on Node by INDEX_ENGINE: the embedded one, or one in an engine beside the server. */
import { openIndex } from './adapters/node/index-store.ts'
import type { OpenedLibrary } from './adapters/node/library-store.ts'
import type { Config } from './config.ts'
import { ZhengdaError } from './domain/errors.ts'
import type { Translation } from './domain/translation.ts'
import type { Embedder } from './ports/embedder.ts'
import type { StatementIndex } from './ports/statement-index.ts'
import { hashText } from './retrieval/checksum.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createEmbeddedIndex } from './retrieval/search-statements.ts'
import { createLexicon } from './text/tokenize.ts'

export interface OpenedIndex {
  readonly index: StatementIndex
  /** Null where an engine holds it. */
  readonly searchIndex: SearchIndex | null
}

export interface IndexOptions {
  readonly embedder: Embedder | null
  readonly translations: ReadonlyMap<string, Translation>
  readonly previous: SearchIndex | null
  readonly report: (line: string) => void
}

/** @throws ZhengdaError package_missing, config_invalid, engine_unavailable, engine_refused */
export async function openStatementIndex(
  opened: OpenedLibrary,
  config: Config,
  options: IndexOptions,
): Promise<OpenedIndex> {
  if (config.INDEX_ENGINE === 'weaviate') {
    return { index: await openEngine(opened, config, options), searchIndex: null }
  }
  const searchIndex = await openIndex(opened.library, {
    directory: config.INDEX_DIR,
    lexicon: createLexicon(opened.terms),
    corpus: opened.corpus,
    vectorIndex: config.VECTOR_INDEX,
    ...options,
  })
  return { index: createEmbeddedIndex(searchIndex), searchIndex }
}

async function openEngine(
  { library, key }: OpenedLibrary,
  { WEAVIATE_URL: nodes, WEAVIATE_API_KEY: apiKey }: Config,
  { embedder, translations, report }: IndexOptions,
): Promise<StatementIndex> {
  if (!nodes) {
    throw new ZhengdaError(
      'config_invalid',
      'INDEX_ENGINE=weaviate needs WEAVIATE_URL, the origins of its nodes',
    )
  }
  const { openWeaviateIndex } = await import('./adapters/weaviate/open-weaviate-index.ts')
  const lines = [...translations].map(([id, { lines }]) => [id, ...lines].join('\n'))
  return openWeaviateIndex(
    library,
    { nodes, ...(apiKey !== undefined && { apiKey }) },
    { embedder, translations, key: hashText([key, ...lines].join('\n')), report },
  )
}
