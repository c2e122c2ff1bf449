/** Gives the settings of a Worker from its variables, and refuses those that name what cannot run there. */
import { type Config, readConfig } from '../../config.ts'
import { ZhengdaError } from '../../domain/errors.ts'

/**
 * PORT, HOST, CORPUS_DIR and INDEX_DIR mean nothing in a running Worker; its clients are never on a loopback.
 * @throws ZhengdaError `config_invalid`
 */
export function workerConfig(environment: Readonly<Record<string, unknown>>): Config {
  const config = readConfig({ ...environment, HOST: '0.0.0.0' })
  const refused = [
    config.READER === 'trained' && 'READER=trained: its runtime is native code',
    config.EMBEDDER !== undefined &&
      config.EMBEDDER !== 'static' &&
      `EMBEDDER=${config.EMBEDDER}: transformers.js runs native code`,
    config.VECTOR_INDEX === 'hnsw' && 'VECTOR_INDEX=hnsw: hnswlib-node is native code',
    config.INDEX_ENGINE !== 'embedded' && `INDEX_ENGINE=${config.INDEX_ENGINE}: the index would be elsewhere`,
  ].filter((line) => line !== false)
  if (refused.length > 0) {
    throw new ZhengdaError(
      'config_invalid',
      `${refused.join('; ')}, which Cloudflare Workers cannot load; leave it unset there, or use the Node host (npm start)`,
    )
  }
  return { ...config, READER: 'basic' }
}
