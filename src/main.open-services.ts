/** Opens the services on Node from the configuration: corpus folder, model, library, index → `ServiceParts` → `Services`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCorpus } from './adapters/node/corpus.ts'
import { openEmbedder, readEmbedderFiles } from './adapters/node/embedder-files.ts'
import { openIndex } from './adapters/node/index-store.ts'
import { openLibrary } from './adapters/node/library-store.ts'
import type { Config } from './config.ts'
import { corpusTables } from './corpus-tables.ts'
import { loadStaticEmbedder } from './embedding/static-embedder.ts'
import { readTranslationLexicon } from './lexicon/translation-lexicon.ts'
import { withModel } from './main.open-phraser.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import { createServices, readDocument, type ServiceParts } from './services.ts'
import { createLexicon } from './text/tokenize.ts'

/** Folder of the model of this repository; `src` and `dist` stand beside `index`. */
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
): Promise<ServiceParts> {
  const [corpus, files, translations] = await Promise.all([
    readCorpus(config.CORPUS_DIR, log, {
      readings: join(config.INDEX_DIR, 'readings'),
      ocr: config.OCR,
      report,
    }),
    readEmbedderFiles(MODEL),
    readFile(`${MODEL}/lexicon.tsv`),
  ])
  const tables = corpusTables(corpus.tables)
  // Its vocabulary cuts questions into words, whichever model embeds them.
  const own = await loadStaticEmbedder(files)
  const embedder = config.EMBEDDER === 'static' ? own : await openEmbedder(config.EMBEDDER, MODEL)
  const { library, ...read } = await openLibrary(corpus.sources, {
    directory: config.INDEX_DIR,
    read: (source) => readDocument(source, tables.bodies),
    tables: tables.bodies,
    report,
  })
  const index = await openIndex(library, {
    directory: config.INDEX_DIR,
    embedder,
    lexicon: createLexicon([...tables.words.glossary.values.keys(), ...read.terms]),
    corpus: read.corpus,
    vectorIndex: config.VECTOR_INDEX,
    report,
  })
  return {
    library,
    index,
    embedder,
    tables: tables.words,
    bodies: tables.bodies,
    words: own.words(),
    translations: readTranslationLexicon(translations),
    skipped: corpus.skipped,
  }
}
