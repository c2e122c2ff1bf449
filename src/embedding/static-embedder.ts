/** The static embedder: the sum of the token rows of a text, at length 1. Pure JavaScript, for Node, workerd and browsers. */
import { ZhengdaError } from '../domain/errors.ts'
import type { Embedder } from '../ports/embedder.ts'
import { readStaticModel, type StaticModel, type StaticModelFiles } from './model-files.ts'
import { normalizeForEmbedding } from './normalize.ts'
import { Unigram } from './unigram.ts'

export interface StaticEmbedder extends Embedder {
  /**
   * The vector of one text at once, without a promise; the zero vector when no token of it is known. Any string has a
   * vector: lone surrogates and other characters outside the vocabulary count for nothing, and no text is cut.
   */
  embedOne(text: string): Float32Array
  /** Ids of the tokens of a text. */
  tokens(text: string): readonly number[]
}

/**
 * Reads a model from the contents of its files. `dimensions` may be one of the model's Matryoshka prefixes.
 * @throws ZhengdaError model_missing, model_corrupt, model_mismatch
 */
export async function loadStaticEmbedder(
  files: StaticModelFiles,
  options: { readonly dimensions?: number } = {},
): Promise<StaticEmbedder> {
  return createStaticEmbedder(await readStaticModel(files), options.dimensions)
}

function createStaticEmbedder(model: StaticModel, wanted: number | undefined): StaticEmbedder {
  const { config, table, scales } = model
  const dimensions = wanted ?? config.dimensions
  if (dimensions !== config.dimensions && !config.prefixes.includes(dimensions)) {
    throw new ZhengdaError(
      'model_mismatch',
      `The embedding model has vectors of ${[...config.prefixes, config.dimensions].join(', ')} dimensions, not of ${dimensions}.`,
    )
  }
  const tokenizer = new Unigram(model.pieces, model.scores)
  const tokens = (text: string) => tokenizer.encode(normalizeForEmbedding(text))
  const sums = new Float64Array(dimensions)
  const embedOne = (text: string) => {
    sums.fill(0)
    for (const id of tokens(text)) {
      const row = id * config.dimensions
      const scale = scales[id]!
      for (let d = 0; d < dimensions; d++) sums[d]! += scale * table[row + d]!
    }
    return toUnitLength(sums)
  }
  return {
    id: `static:${config.version}:${dimensions}`,
    dimensions,
    embed: async (texts) => texts.map(embedOne),
    embedOne,
    tokens,
  }
}

function toUnitLength(sums: Float64Array): Float32Array {
  let square = 0
  for (const x of sums) square += x * x
  const vector = new Float32Array(sums.length)
  if (square === 0) return vector
  const factor = 1 / Math.sqrt(square)
  for (let d = 0; d < vector.length; d++) vector[d] = sums[d]! * factor
  return vector
}
