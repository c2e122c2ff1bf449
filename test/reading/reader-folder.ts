/** The folder of the reader, and whether the trained one can be tested: its files and the optional package are there. */
import { existsSync } from 'node:fs'
import { hasTransformers } from '../optional-packages.ts'

export const FOLDER = 'index/reader'
export const hasTokenizer = existsSync(`${FOLDER}/tokenizer.json`)
export const hasTrained = hasTransformers && existsSync(`${FOLDER}/onnx/model_quantized.onnx`)
