/** Opens the readers that calibration and benchmark compare, with the embedder of each. */
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import { READER_FILES, readCalibrationText, readTrainedReaderFiles } from '../adapters/node/reader-files.ts'
import { loadTrainedReader, type TrainedReader } from '../adapters/transformers-reader.ts'
import { ZhengdaError } from '../domain/errors.ts'
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import { readBasicModel } from '../reading/basic-model.ts'
import { createBasicReader } from '../reading/basic-reader.ts'
import { type Calibration, readCalibration } from '../reading/calibration.ts'

export const openStatic = async () => loadStaticEmbedder(await readEmbedderFiles('index/embedder'))

/** Empty where there is none. */
export async function openCalibration(folder: string): Promise<Calibration> {
  const text = await readCalibrationText(folder)
  return text === null ? {} : readCalibration(text)
}

export async function openBasic(folder: string, own: Awaited<ReturnType<typeof openStatic>>) {
  return createBasicReader(readBasicModel(await readFile(join(folder, READER_FILES.basic), 'utf8')), own)
}

/** Null, and a line, where model or package is missing. */
export async function openTrained(
  folder: string,
  report: (line: string) => void,
  threads = availableParallelism(),
): Promise<TrainedReader | null> {
  try {
    return await loadTrainedReader(await readTrainedReaderFiles(folder), { threads })
  } catch (error) {
    if (!(error instanceof ZhengdaError)) throw error
    report(`left out: ${error.message}`)
    return null
  }
}
