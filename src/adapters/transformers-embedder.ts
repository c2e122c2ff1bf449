/** Embedder over transformers.js (optional package @xenova/transformers): a model of the hub or a local folder. */
import table from '../data/embedding-models.json' with { type: 'json' }
import { ZhengdaError } from '../domain/errors.ts'
import type { Embedder } from '../ports/embedder.ts'
import { toSimplified } from '../text/simplify.ts'

export interface TransformersOptions {
  /** `model` is a folder on this machine, with config.json, tokenizer.json and onnx/model_quantized.onnx; else a hub id. */
  readonly local: boolean
  /** Texts of one call of the model. */
  readonly batch?: number
}

/** What the model card says of pooling and prefixes; unknown models are pooled by the mean, without a prefix. */
export function knownModel(model: string) {
  const name = model.toLowerCase()
  const { pooling, query, passage } = table.models.find(({ match }) => new RegExp(match).test(name))!
  return { pooling: pooling as 'cls' | 'mean', query, passage }
}

/**
 * Loads the model; vectors are pooled as its card says and normalised. Text without a letter or figure gives zero.
 * @throws ZhengdaError package_missing, model_missing
 */
export async function loadTransformersEmbedder(
  model: string,
  { local, batch = 16 }: TransformersOptions,
): Promise<Embedder> {
  const { env, pipeline } = await import('@xenova/transformers').catch((cause: unknown) => {
    const message =
      'EMBEDDER=transformers:… needs the package @xenova/transformers, which is not installed: run `npm install --include=optional`, or set EMBEDDER=static.'
    throw new ZhengdaError('package_missing', message, { cause })
  })
  const { root, name } = local ? splitFolder(model) : { root: '', name: model }
  if (local) env.localModelPath = root
  const extractor = await pipeline('feature-extraction', name, {
    dtype: 'q8',
    local_files_only: local,
  }).catch((cause: unknown) => {
    const where = local
      ? 'the folder must hold config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx'
      : 'the hub must be reachable, or the model be a local folder'
    throw new ZhengdaError(
      'model_missing',
      `The embedding model ${model} cannot be loaded: ${where}; or set EMBEDDER=static.`,
      { cause },
    )
  })
  const { pooling, query, passage } = knownModel(model)
  // This project's own model expects simplified characters, which tokenizer.json cannot provide.
  const own = 'zhengda' in extractor.model.config
  const embed = async (texts: readonly string[], kind: 'query' | 'passage') => {
    const vectors: Float32Array[] = []
    for (let i = 0; i < texts.length; i += batch) {
      const prepared = texts
        .slice(i, i + batch)
        .map((text) => (own ? toSimplified(text.normalize('NFKD')) : text))
      const filled = prepared.map((text) => (kind === 'query' ? query : passage) + text)
      const output = await extractor(filled, { pooling, normalize: true })
      const [rows, dimensions] = output.dims as [number, number]
      const data = output.data as Float32Array
      for (let row = 0; row < rows; row++) {
        const vector = data.slice(row * dimensions, (row + 1) * dimensions)
        vectors.push(
          isBlank(prepared[row]!) || vector.some(Number.isNaN) ? new Float32Array(dimensions) : vector,
        )
      }
    }
    return vectors
  }
  const [probe] = await embed(['维'], 'passage')
  return { id: `transformers:${name}`, dimensions: probe!.length, embed }
}

const isBlank = (text: string) => !/[\p{L}\p{N}]/u.test(text)

/** transformers.js looks for local models below one folder. */
function splitFolder(folder: string): { root: string; name: string } {
  const parts = folder.replace(/[/\\]+$/, '').split(/[/\\]/)
  const name = parts.pop()!
  return { root: `${parts.join('/') || (folder.startsWith('/') ? '' : '.')}/`, name }
}
