/** Opens the services on Node from the configuration: corpus folder, models, library, index → `ServiceParts` → `Services`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCorpus } from './adapters/node/corpus.ts'
import { readEmbedderFiles } from './adapters/node/embedder-files.ts'
import { type OpenedLibrary, openLibrary } from './adapters/node/library-store.ts'
import { readOriginal } from './adapters/node/original-files.ts'
import { loadSidecars } from './adapters/node/sidecars.ts'
import type { Config } from './config.ts'
import { corpusBodies } from './corpus-tables.ts'
import type { SourceText } from './domain/document.ts'
import { loadStaticEmbedder } from './embedding/static-embedder.ts'
import { readTranslationLexicon, type TranslationLexicon } from './lexicon/translation-lexicon.ts'
import { openStatementIndex } from './main.open-index.ts'
import { withModel } from './main.open-phraser.ts'
import { openReader, type Reading } from './main.open-reader.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createServices, readDocument, type ServiceParts } from './services.ts'

/** Folder of the static model of this repository; `src` and `dist` stand beside `index`. */
export const MODEL = fileURLToPath(new URL('../index/embedder', import.meta.url))

/** As `openParts`. */
export async function openServices(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<Services> {
  const parts = await openParts(config, log, report)
  return servicesOf(parts, config, log)
}

/** The services of the parts, with the files of the documents and the model that is set. */
export function servicesOf(parts: ServiceParts, config: Config, log: Log): Services {
  const { library } = parts
  const services: Services = {
    ...createServices(parts),
    async original(id) {
      const document = library.get(id)
      return document ? readOriginal(config.CORPUS_DIR, document.source) : null
    },
  }
  return withModel(services, config, log, parts)
}

/** What stays the same when documents change. */
interface Models {
  readonly open: (statements: number) => Reading
  readonly translations: TranslationLexicon
}

export interface OpenedParts extends ServiceParts {
  /** Null where an engine holds the index. */
  readonly searchIndex: SearchIndex | null
  readonly models: Models
  readonly opened: OpenedLibrary
}

/**
 * `report` takes one line on long work and on anything that a person at the terminal should know.
 * @throws ZhengdaError for a missing corpus, a bad table, a missing model or package.
 */
export async function openParts(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<OpenedParts> {
  return buildParts(await readFolder(config, log, report), config, report)
}

/** What the folder of documents holds. */
export async function readFolder(config: Config, log: Log, report: (line: string) => void) {
  const corpus = await readCorpus(config.CORPUS_DIR, log, { ...readerOptions(config), report })
  return { corpus, sidecars: await loadSidecars(config.CORPUS_DIR, corpus.sources, log) }
}

/** Of `previous`, what did not change is taken over: models, documents, vectors. */
export async function buildParts(
  { corpus, sidecars }: Awaited<ReturnType<typeof readFolder>>,
  config: Config,
  report: (line: string) => void,
  previous: OpenedParts | null = null,
): Promise<OpenedParts> {
  const models = previous?.models ?? (await openModels(config, report))
  const bodies = corpusBodies(corpus.tables)
  const opened = await openLibrary(corpus.sources, {
    directory: config.INDEX_DIR,
    read: (source) => readDocument(source, bodies),
    tables: bodies,
    previous: previous?.opened ?? null,
    report,
  })
  const { library } = opened
  const { reader, embedder } = models.open(statementsIn(corpus.sources))
  const { index, searchIndex } = await openStatementIndex(opened, config, {
    embedder,
    translations: sidecars.translations,
    previous: previous?.searchIndex ?? null,
    report,
  })
  return {
    library,
    searchIndex,
    index,
    embedder,
    reader,
    bodies,
    sidecars,
    translations: models.translations,
    skipped: corpus.skipped,
    models,
    opened,
  }
}

/** How files are read: where the server looks for what was extracted already. */
export function readerOptions({ INDEX_DIR, OCR }: Config) {
  return { readings: join(INDEX_DIR, 'readings'), ocr: OCR }
}

async function openModels(config: Config, report: (line: string) => void): Promise<Models> {
  const [files, translations] = await Promise.all([
    readEmbedderFiles(MODEL),
    readFile(`${MODEL}/lexicon.tsv`),
  ])
  const open = await openReader(config, { own: await loadStaticEmbedder(files), report })
  return { open, translations: readTranslationLexicon(translations) }
}

/** Characters of a statement and what stands between two, over the 152 documents of shared/field. */
const CHARACTERS_PER_STATEMENT = 45

/** About how many statements the sources hold: enough to choose what embeds them, without reading each. */
function statementsIn(sources: readonly SourceText[]): number {
  return Math.round(sources.reduce((sum, { text }) => sum + text.length, 0) / CHARACTERS_PER_STATEMENT)
}
