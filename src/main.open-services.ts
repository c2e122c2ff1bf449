/** Opens the services on Node from the configuration: corpus folder, models, library, index → `ServiceParts` → `Services`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCorpus } from './adapters/node/corpus.ts'
import { readEmbedderFiles } from './adapters/node/embedder-files.ts'
import { openIndex } from './adapters/node/index-store.ts'
import { openLibrary } from './adapters/node/library-store.ts'
import { loadSidecars } from './adapters/node/sidecars.ts'
import type { Config } from './config.ts'
import { corpusBodies } from './corpus-tables.ts'
import type { SourceText } from './domain/document.ts'
import { loadStaticEmbedder } from './embedding/static-embedder.ts'
import { readTranslationLexicon } from './lexicon/translation-lexicon.ts'
import { withModel } from './main.open-phraser.ts'
import { openReader } from './main.open-reader.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createEmbeddedIndex } from './retrieval/search-statements.ts'
import { createServices, readDocument, type ServiceParts } from './services.ts'
import { createLexicon } from './text/tokenize.ts'

/** Folder of the static model of this repository; `src` and `dist` stand beside `index`. */
export const MODEL = fileURLToPath(new URL('../index/embedder', import.meta.url))

/** As `openParts`. */
export async function openServices(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<Services> {
  const parts = await openParts(config, log, report)
  return withModel(createServices(parts), config, log, parts)
}

/**
 * `report` takes one line on long work and on anything that a person at the terminal should know.
 * @throws ZhengdaError for a missing corpus, a bad table, a missing model or package.
 */
export async function openParts(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<ServiceParts & { readonly searchIndex: SearchIndex }> {
  const [corpus, files, translations] = await Promise.all([
    readCorpus(config.CORPUS_DIR, log, {
      readings: join(config.INDEX_DIR, 'readings'),
      ocr: config.OCR,
      report,
    }),
    readEmbedderFiles(MODEL),
    readFile(`${MODEL}/lexicon.tsv`),
  ])
  const bodies = corpusBodies(corpus.tables)
  const open = await openReader(config, { own: await loadStaticEmbedder(files), report })
  const { library, ...read } = await openLibrary(corpus.sources, {
    directory: config.INDEX_DIR,
    read: (source) => readDocument(source, bodies),
    tables: bodies,
    report,
  })
  const { reader, embedder } = open(statementsIn(corpus.sources))
  const sidecars = await loadSidecars(config.CORPUS_DIR, corpus.sources, log)
  const searchIndex = await openIndex(library, {
    directory: config.INDEX_DIR,
    embedder,
    lexicon: createLexicon(read.terms),
    corpus: read.corpus,
    translations: sidecars.translations,
    vectorIndex: config.VECTOR_INDEX,
    report,
  })
  return {
    library,
    searchIndex,
    index: createEmbeddedIndex(searchIndex),
    embedder,
    reader,
    bodies,
    sidecars,
    translations: readTranslationLexicon(translations),
    skipped: corpus.skipped,
  }
}

/** Characters of a statement and what stands between two, over the 152 documents of shared/field. */
const CHARACTERS_PER_STATEMENT = 45

/** About how many statements the sources hold: enough to choose what embeds them, without reading each. */
function statementsIn(sources: readonly SourceText[]): number {
  return Math.round(sources.reduce((sum, { text }) => sum + text.length, 0) / CHARACTERS_PER_STATEMENT)
}
