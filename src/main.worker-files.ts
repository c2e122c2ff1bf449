/** Writes what the Worker host deploys: its bundle to dist/worker, and index, model and web files to dist/worker-assets. */
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCorpus } from './adapters/node/corpus.ts'
import { jsonLog } from './adapters/node/log.ts'
import { READER_FILES } from './adapters/node/reader-files.ts'
import { ASSET_FILES } from './adapters/worker/assets.ts'
import { encodeLibrary } from './adapters/worker/library-assets.ts'
import { workerConfig } from './adapters/worker/worker-config.ts'
import { bundleWorker } from './build/bundle-worker.ts'
import type { Config } from './config.ts'
import { ZhengdaError } from './domain/errors.ts'
import { packSidecars } from './domain/sidecars.ts'
import { STATIC_MODEL_FILES } from './embedding/model-files.ts'
import { READER } from './main.open-reader.ts'
import { MODEL, openParts } from './main.open-services.ts'
import { formatManifest, serializeIndex } from './retrieval/index-codec.ts'
import { joinStretches } from './retrieval/pack.ts'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
/** Workers take no larger asset. */
const MAX_ASSET_BYTES = 25 * 1024 * 1024

/** Of source text; with 600,000 characters (72 plans) workerd took 81 of the 128 MB that a Worker may, and 142 while it wrote all of them to a workbook. */
const MOST_CHARACTERS = 600_000

type Files = Readonly<Record<string, Uint8Array>>

/**
 * `out` takes the folders `worker` and `worker-assets`. Returns the path of this version's files below the assets.
 * @throws ZhengdaError `config_invalid` for a setting or corpus that Workers cannot serve; those of `openParts`
 */
export async function buildWorker(environment: NodeJS.ProcessEnv, out: string): Promise<string> {
  const files = await dataFiles(workerConfig(environment))
  for (const [name, { length }] of Object.entries(files)) {
    if (length <= MAX_ASSET_BYTES) continue
    throw new ZhengdaError(
      'config_invalid',
      `${name} has ${length} bytes, and Workers take assets of at most ${MAX_ASSET_BYTES}; serve a corpus of this size with the Node host (npm start)`,
    )
  }
  const folder = `/data/${versionOf(files)}/`
  const assets = join(out, 'worker-assets')
  await rm(assets, { recursive: true, force: true })
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(assets, folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }
  for (const part of ['assets', 'embed']) {
    // The platform compresses by itself.
    const filter = (path: string) => !/\.(br|gz)$/.test(path)
    await cp(join(DIST, 'web', part), join(assets, part), { recursive: true, filter })
  }
  await bundleWorker({ outdir: join(out, 'worker'), dataFolder: folder })
  return folder
}

async function dataFiles(config: Config): Promise<Files> {
  const log = jsonLog(process.stderr)
  const report = (line: string) => process.stderr.write(`${line}\n`)
  const { library, searchIndex, sidecars, skipped } = await openParts(config, log, report)
  const { tables } = await readCorpus(config.CORPUS_DIR, () => undefined, {
    readings: join(config.INDEX_DIR, 'readings'),
    ocr: config.OCR,
  })
  const characters = [...library.values()].reduce((sum, { source }) => sum + source.text.length, 0)
  if (characters > MOST_CHARACTERS) {
    report(
      `worker: the corpus has ${characters} characters, and the memory of a Worker is known to hold ${MOST_CHARACTERS}; try it before you rely on it, or use the Node host (npm start)`,
    )
  }
  const { head, parts } = encodeLibrary(library)
  // `workerConfig` takes the embedded index alone.
  const { manifest, files } = serializeIndex(searchIndex!)
  const model = ['config.json', 'lexicon.tsv', STATIC_MODEL_FILES.tokenizer, STATIC_MODEL_FILES.model]
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  const web = await readFile(join(DIST, 'web', ASSET_FILES.web)).catch((cause: unknown) => {
    throw new ZhengdaError('config_invalid', 'dist/web is not built; run npm run build:worker', { cause })
  })
  return {
    [ASSET_FILES.libraryHead]: head,
    [ASSET_FILES.libraryParts]: parts,
    [ASSET_FILES.tables]: json(tables),
    [ASSET_FILES.sidecars]: json(packSidecars(sidecars)),
    [ASSET_FILES.skipped]: json(skipped),
    [ASSET_FILES.manifest]: Buffer.from(formatManifest(manifest)),
    [ASSET_FILES.web]: web,
    [ASSET_FILES.basicReader]: await readFile(join(READER, READER_FILES.basic)),
    [ASSET_FILES.readerCalibration]: await readFile(join(READER, READER_FILES.calibration)),
    ...Object.fromEntries(
      Object.entries(files).map(([name, stretches]) => [ASSET_FILES.index + name, joinStretches(stretches)]),
    ),
    ...Object.fromEntries(
      await Promise.all(
        model.map(async (name) => [ASSET_FILES.model + name, await readFile(join(MODEL, name))] as const),
      ),
    ),
  }
}

/** Changes with any byte of any file, so that no bundle ever reads another build's files. */
function versionOf(files: Files): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(`${name} ${files[name]!.length}\n`).update(files[name]!)
  return hash.digest('hex').slice(0, 16)
}
