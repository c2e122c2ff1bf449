/** The files of the reader's folder (index/reader), read from disk: the trained model, the basic one, the calibration. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZhengdaError } from '../../domain/errors.ts'
import type { TrainedReaderFiles } from '../transformers-reader.ts'

export const READER_FILES = {
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  model: 'onnx/model_quantized.onnx',
  basic: 'basic.json',
  calibration: 'calibration.json',
} as const

const RESTORE = 'restore the folder from the repository or run `npm run train-reader`'

/** @throws ZhengdaError model_missing, model_corrupt */
export async function readTrainedReaderFiles(folder: string): Promise<TrainedReaderFiles> {
  const [config, tokenizer, hash] = await Promise.all([
    readJson(folder, READER_FILES.config),
    readJson(folder, READER_FILES.tokenizer),
    hashOf(join(folder, READER_FILES.model)),
  ])
  return { folder, config, tokenizer, version: hash.slice(0, 12) }
}

/** Null where there is none. */
export async function readCalibrationText(folder: string): Promise<string | null> {
  return readFile(join(folder, READER_FILES.calibration), 'utf8').catch(absent)
}

async function readJson(folder: string, name: string): Promise<unknown> {
  const text = await readFile(join(folder, name), 'utf8').catch(absent)
  if (text === null)
    throw new ZhengdaError('model_missing', `The reader has no file ${name} in ${folder}: ${RESTORE}.`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ZhengdaError('model_corrupt', `${name} of the reader is no JSON: ${RESTORE}.`, { cause })
  }
}

/** SHA-256, without a copy of the file in memory. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw cause
    throw new ZhengdaError('model_missing', `The reader has no model ${path}: ${RESTORE}.`, { cause })
  })
  return hash.digest('hex')
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
