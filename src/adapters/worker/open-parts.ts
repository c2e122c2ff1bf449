/** Opens what the services are made of from the assets of a deploy: read library, index and models, nothing computed anew. */
import { corpusBodies } from '../../corpus-tables.ts'
import { type PackedSidecars, unpackSidecars } from '../../domain/sidecars.ts'
import { STATIC_MODEL_FILES } from '../../embedding/model-files.ts'
import { loadStaticEmbedder } from '../../embedding/static-embedder.ts'
import { readTranslationLexicon } from '../../lexicon/translation-lexicon.ts'
import { deserializeIndex, parseManifest } from '../../retrieval/index-codec.ts'
import { manifestOf, type SearchIndex } from '../../retrieval/search-index.ts'
import { createEmbeddedIndex } from '../../retrieval/search-statements.ts'
import type { ServiceParts } from '../../services.ts'
import { createLexicon } from '../../text/tokenize.ts'
import { createFlatVectorIndex } from '../flat-vector-index.ts'
import { ASSET_FILES, type ReadAsset } from './assets.ts'
import { decodeLibrary } from './library-assets.ts'
import { openReader } from './open-reader.ts'

/**
 * The manifest, which names corpus, tokenizer and model, proves that index, library and model belong together. The reader is
 * the basic one: workerd cannot run the trained one's runtime.
 * @throws ZhengdaError index_corrupt, model_missing, model_corrupt, model_mismatch, table_invalid
 */
export async function openParts(read: ReadAsset): Promise<ServiceParts> {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await read(name)))
  const model = (name: string) => read(ASSET_FILES.model + name)
  const [head, parts, rows, skipped, translations, packed, embedder] = await Promise.all([
    read(ASSET_FILES.libraryHead),
    read(ASSET_FILES.libraryParts),
    json(ASSET_FILES.tables),
    json(ASSET_FILES.skipped),
    read(ASSET_FILES.lexicon),
    json(ASSET_FILES.sidecars),
    Promise.all([
      model(STATIC_MODEL_FILES.config),
      model(STATIC_MODEL_FILES.tokenizer),
      model(STATIC_MODEL_FILES.model),
    ]).then(([config, tokenizer, table]) => loadStaticEmbedder({ config, tokenizer, model: table })),
  ])
  const { library, terms } = decodeLibrary({ head, parts })
  const sidecars = unpackSidecars(packed as PackedSidecars)
  const lexicon = createLexicon(terms)
  const { translations: english } = sidecars
  return {
    library,
    index: createEmbeddedIndex(await openIndex(read, { library, embedder, lexicon, translations: english })),
    embedder,
    reader: await openReader(read, embedder),
    bodies: corpusBodies(rows as Record<string, unknown>),
    sidecars,
    translations: readTranslationLexicon(translations),
    skipped: skipped as ServiceParts['skipped'],
  }
}

async function openIndex(
  read: ReadAsset,
  {
    library,
    embedder,
    lexicon,
    translations,
  }: Pick<ServiceParts, 'library' | 'embedder'> &
    Pick<SearchIndex, 'lexicon'> &
    Pick<ServiceParts['sidecars'], 'translations'>,
): Promise<SearchIndex> {
  const manifest = parseManifest(new TextDecoder().decode(await read(ASSET_FILES.manifest)))
  const files = await Promise.all(
    Object.keys(manifest.files).map(async (name) => [name, await read(ASSET_FILES.index + name)] as const),
  )
  const stored = { manifest, files: Object.fromEntries(files) }
  return deserializeIndex(stored, manifestOf(library, { embedder, lexicon, translations }), {
    lexicon,
    vectorIndex: createFlatVectorIndex,
  })
}
