/** Opens the services on Node from the configuration: corpus folder → library → index → `Services`. */
import { readCorpus } from './adapters/node/corpus.ts'
import { openIndex } from './adapters/node/index-store.ts'
import type { Config } from './config.ts'
import { defaultTables } from './glossary/tables.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import { lexiconOf } from './retrieval/library-lexicon.ts'
import { createServices, readLibrary } from './services.ts'

/**
 * `report` takes one line on long work and on anything that a person at the terminal should know.
 * @throws ZhengdaError for a missing corpus, a bad table, a missing model or package.
 */
export async function openServices(
  config: Config,
  log: Log,
  report: (line: string) => void,
): Promise<Services> {
  const corpus = await readCorpus(config.CORPUS_DIR, log)
  const library = readLibrary(corpus.sources)
  const tables = defaultTables
  const index = await openIndex(library, {
    directory: config.INDEX_DIR,
    embedder: null,
    lexicon: lexiconOf(library, tables.glossary.values.keys()),
    vectorIndex: config.VECTOR_INDEX,
    report,
  })
  return createServices({ library, index, embedder: null, tables, words: new Map(), skipped: corpus.skipped })
}
