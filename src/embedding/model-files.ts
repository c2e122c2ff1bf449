/** The files of a static model, checked: configuration, tokenizer and table that belong together. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'

/** Contents of config.json, tokenizer.json and onnx/model_quantized.onnx of one folder; `undefined` where a file is absent. */
export interface StaticModelFiles {
  readonly config: Uint8Array | undefined
  readonly tokenizer: Uint8Array | undefined
  readonly model: Uint8Array | undefined
}

/** Names of the files below the model folder, for adapters. */
export const STATIC_MODEL_FILES = {
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  model: 'onnx/model_quantized.onnx',
} as const

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
const tensorSchema = z.object({ offset: z.int().nonnegative(), bytes: z.int().positive() })

/** The part of config.json that makes a folder a static model of this project. */
export const staticConfigSchema = z.object({
  zhengda: z.object({
    format: z.literal(1),
    version: z.string().min(1),
    dimensions: z.int().positive(),
    vocabulary: z.int().positive(),
    /** Lengths at which a prefix of the vector is a vector of its own. */
    prefixes: z.array(z.int().positive()),
    table: tensorSchema,
    scales: tensorSchema,
    sha256: z.object({ model: sha256Schema, tokenizer: sha256Schema }),
  }),
})

export type StaticConfig = z.infer<typeof staticConfigSchema>['zhengda']

export interface StaticModel {
  readonly config: StaticConfig
  readonly pieces: readonly string[]
  readonly scores: readonly number[]
  /** `vocabulary × dimensions`; row i stands for `scales[i]` times its integers. */
  readonly table: Int8Array
  readonly scales: Float32Array
}

const REBUILD = 'restore the folder index/embedder from the repository or run `npm run train-embedder`'

/** @throws ZhengdaError model_missing, model_corrupt, model_mismatch */
export async function readStaticModel(files: StaticModelFiles): Promise<StaticModel> {
  const [config, tokenizer, model] = (['config', 'tokenizer', 'model'] as const).map((name) => {
    const bytes = files[name]
    if (bytes) return bytes
    const message = `The embedding model has no file ${STATIC_MODEL_FILES[name]}: ${REBUILD}.`
    throw new ZhengdaError('model_missing', message)
  }) as [Uint8Array, Uint8Array, Uint8Array]
  const own = readConfig(config)
  if ((await sha256(model)) !== own.sha256.model) {
    const expected = own.table.offset + own.table.bytes
    const found =
      model.length === expected ? 'its checksum differs' : `it has ${model.length} of ${expected} bytes`
    throw new ZhengdaError(
      'model_corrupt',
      `The table ${STATIC_MODEL_FILES.model} is not the one that config.json describes: ${found}; ${REBUILD}.`,
    )
  }
  if ((await sha256(tokenizer)) !== own.sha256.tokenizer) {
    throw new ZhengdaError(
      'model_mismatch',
      `${STATIC_MODEL_FILES.tokenizer} does not belong to the table: its checksum is not the one in config.json; ${REBUILD}.`,
    )
  }
  // A copy, because the tensor may not be aligned (and `slice` of a Node Buffer is a view).
  const scales = Uint8Array.from(model.subarray(own.scales.offset, own.scales.offset + own.scales.bytes))
  return {
    config: own,
    ...readVocabulary(tokenizer, own.vocabulary),
    table: new Int8Array(model.buffer, model.byteOffset + own.table.offset, own.table.bytes),
    scales: new Float32Array(scales.buffer),
  }
}

function readConfig(bytes: Uint8Array): StaticConfig {
  const json = parseJson(bytes, STATIC_MODEL_FILES.config)
  if (typeof json !== 'object' || json === null || !('zhengda' in json)) {
    throw new ZhengdaError(
      'model_mismatch',
      'config.json has no part "zhengda", so the folder holds another kind of model: set EMBEDDER=transformers:<folder> to use it.',
    )
  }
  const parsed = staticConfigSchema.safeParse(json)
  const own = parsed.data?.zhengda
  if (
    !own ||
    own.table.bytes !== own.vocabulary * own.dimensions ||
    own.scales.bytes !== own.vocabulary * 4 ||
    own.scales.offset + own.scales.bytes > own.table.offset
  ) {
    const reason = parsed.error ? z.prettifyError(parsed.error) : 'the sizes of its tensors do not fit'
    throw new ZhengdaError(
      'model_corrupt',
      `config.json of the embedding model is damaged: ${reason}; ${REBUILD}.`,
    )
  }
  return own
}

function readVocabulary(bytes: Uint8Array, size: number) {
  const json = parseJson(bytes, STATIC_MODEL_FILES.tokenizer) as {
    readonly model?: { readonly vocab?: readonly (readonly [string, number])[] }
  }
  const vocabulary = json.model?.vocab
  if (vocabulary?.length !== size) {
    throw new ZhengdaError(
      'model_mismatch',
      `tokenizer.json holds ${vocabulary?.length ?? 'no'} pieces and the table ${size} rows; ${REBUILD}.`,
    )
  }
  return { pieces: vocabulary.map(([piece]) => piece), scores: vocabulary.map(([, score]) => score) }
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new ZhengdaError('model_corrupt', `${name} of the embedding model is no JSON; ${REBUILD}.`, {
      cause,
    })
  }
}

/** Hexadecimal SHA-256, by the Web Crypto that Node, workerd and browsers share. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
