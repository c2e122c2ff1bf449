/** Opens reader and embedder on Node by READER and EMBEDDER: the trained model where it can run, else the basic one. */
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEmbedder } from './adapters/node/embedder-files.ts'
import { READER_FILES, readCalibrationText, readTrainedReaderFiles } from './adapters/node/reader-files.ts'
import type { TrainedReader } from './adapters/transformers-reader.ts'
import type { Config } from './config.ts'
import { ZhengdaError } from './domain/errors.ts'
import type { StaticEmbedder } from './embedding/static-embedder.ts'
import type { Embedder } from './ports/embedder.ts'
import { type AbortableReader, calibratedReader } from './reading/calibrated-reader.ts'
import { readCalibration, UNCALIBRATED } from './reading/calibration.ts'
import { firstStage } from './reading/first-stage.ts'
import { openBasicReader } from './reading/open-basic.ts'

/** Folder of the reader of this repository. */
export const READER = fileURLToPath(new URL('../index/reader', import.meta.url))

/** Rows are short: more threads than this only wait for each other. */
const MOST_THREADS = 8

export interface Reading {
  readonly reader: AbortableReader
  /** What the cosine of the reader's statements must come from. */
  readonly embedder: Embedder
}

export interface OpenReaderOptions {
  /** The model of this repository. */
  readonly own: StaticEmbedder
  /** Takes one line on what a person at the terminal should know. */
  readonly report: (line: string) => void
  readonly folder?: string
}

/**
 * Returns a function from the number of statements to the reader and embedder that serve a library of that size.
 * @throws ZhengdaError model_missing, model_corrupt, model_mismatch, package_missing; with READER=auto a trained reader that
 * cannot be opened is reported, and the basic one opened.
 */
export async function openReader(
  config: Pick<Config, 'READER' | 'READER_THREADS' | 'READER_QUEUE' | 'EMBEDDER'>,
  { own, report, folder = READER }: OpenReaderOptions,
): Promise<(statements: number) => Reading> {
  const trained = await openTrained(config, folder, report)
  const named =
    config.EMBEDDER && config.EMBEDDER !== 'reader' ? await embedderOf(config.EMBEDDER, own) : null
  if (!trained) {
    if (config.EMBEDDER === 'reader') {
      throw new ZhengdaError('config_invalid', 'EMBEDDER=reader needs the trained reader; set READER=trained')
    }
    return basicReading(own, named, folder)
  }
  const text = await readCalibrationText(folder)
  const calibration = text === null ? {} : readCalibration(text)
  const readerBy = (name: 'trained' | 'trained-static') =>
    calibratedReader(trained.raw, calibration[name] ?? UNCALIBRATED[name])
  return (statements) => {
    if (named) return { reader: readerBy('trained-static'), embedder: named }
    return config.EMBEDDER === 'reader' || firstStage(statements) === 'reader'
      ? { reader: readerBy('trained'), embedder: trained.embedder }
      : { reader: readerBy('trained-static'), embedder: own }
  }
}

/** Null where the basic reader is to serve. */
async function openTrained(
  { READER, READER_THREADS, READER_QUEUE }: Pick<Config, 'READER' | 'READER_THREADS' | 'READER_QUEUE'>,
  folder: string,
  report: (line: string) => void,
): Promise<TrainedReader | null> {
  if (READER === 'basic') return null
  try {
    const { loadTrainedReader } = await import('./adapters/transformers-reader.ts')
    return await loadTrainedReader(await readTrainedReaderFiles(folder), {
      threads: READER_THREADS ?? Math.min(MOST_THREADS, availableParallelism()),
      bound: READER_QUEUE,
    })
  } catch (error) {
    if (READER === 'trained' || !(error instanceof ZhengdaError)) throw error
    report(`reader: basic, since the trained one cannot be opened: ${error.message}`)
    return null
  }
}

async function basicReading(
  own: StaticEmbedder,
  named: Embedder | null,
  folder: string,
): Promise<(statements: number) => Reading> {
  const path = join(folder, READER_FILES.basic)
  const [basic, calibration] = await Promise.all([readFile(path, 'utf8'), readCalibrationText(folder)]).catch(
    (cause: unknown) => {
      const message = `The basic reader's weights ${path} cannot be read: restore them from the repository or run \`npm run train-basic-reader\`.`
      throw new ZhengdaError('model_missing', message, { cause })
    },
  )
  const reader = openBasicReader(basic, calibration, own)
  return () => ({ reader, embedder: named ?? own })
}

async function embedderOf(setting: string, own: StaticEmbedder): Promise<Embedder> {
  return setting === 'static' ? own : openEmbedder(setting, '')
}
