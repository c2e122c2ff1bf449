/** Opens the services on Node from the configuration: corpus folder, model, library, index → `Services`. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readCorpus } from './adapters/node/corpus.ts'
import { readEmbedderFiles } from './adapters/node/embedder-files.ts'
import { openIndex } from './adapters/node/index-store.ts'
import type { Config } from './config.ts'
import { loadStaticEmbedder } from './embedding/static-embedder.ts'
import { defaultTables } from './glossary/tables.ts'
import { readTranslationLexicon } from './lexicon/translation-lexicon.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import { lexiconOf } from './retrieval/library-lexicon.ts'
import { createServices, readLibrary } from './services.ts'

/** The model of this repository; `src` and `dist` stand beside `index`. */
const MODEL = fileURLToPath(new URL('../index/embedder', import.meta.url))

/**
 * `report` takes one line on long work and on anything that a person at the terminal should know.
 * @throws ZhengdaError for a missing corpus, a bad table, a missing model or package.
 */
export async function openServices(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<Services> {
  const [corpus, files, translations] = await Promise.all([
    readCorpus(config.CORPUS_DIR, log),
    readEmbedderFiles(MODEL),
    readFile(`${MODEL}/lexicon.tsv`),
  ])
  const embedder = await loadStaticEmbedder(files)
  const library = readLibrary(corpus.sources)
  const tables = defaultTables
  const index = await openIndex(library, {
    directory: config.INDEX_DIR,
    embedder,
    lexicon: lexiconOf(library, tables.glossary.values.keys()),
    vectorIndex: config.VECTOR_INDEX,
    report,
  })
  return createServices({
    library,
    index,
    embedder,
    tables,
    words: embedder.words(),
    translations: readTranslationLexicon(translations),
    skipped: corpus.skipped,
  })
}
