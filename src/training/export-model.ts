/** Writes a trained table as the model folder that the static embedder and transformers.js load. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STATIC_MODEL_FILES, type StaticConfig } from '../embedding/model-files.ts'
import { encodeOnnx, type QuantizedTable } from './onnx-file.ts'
import { PADDING, type Pieces, UNKNOWN } from './vocabulary.ts'

export interface ExportOptions {
  readonly folder: string
  readonly version: string
  readonly vocabulary: Pieces
  readonly table: Float32Array
  readonly dimensions: number
  readonly prefixes: readonly number[]
}

export function exportModel({
  folder,
  version,
  vocabulary,
  table,
  dimensions,
  prefixes,
}: ExportOptions): void {
  const rows = vocabulary.pieces.length
  const quantized = quantize(table, rows, dimensions)
  const onnx = encodeOnnx(quantized)
  const tokenizer = Buffer.from(`${JSON.stringify(tokenizerJson(vocabulary))}\n`)
  const own: StaticConfig = {
    format: 1,
    version,
    dimensions,
    vocabulary: rows,
    prefixes: [...prefixes],
    table: { offset: onnx.tableOffset, bytes: quantized.table.byteLength },
    scales: { offset: onnx.scalesOffset, bytes: quantized.scales.byteLength },
    sha256: { model: sha256(onnx.bytes), tokenizer: sha256(tokenizer) },
  }
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  writeFileSync(join(folder, STATIC_MODEL_FILES.model), onnx.bytes)
  writeFileSync(join(folder, STATIC_MODEL_FILES.tokenizer), tokenizer)
  // transformers.js picks the model class by `model_type`; BERT's passes the ids on and returns what the graph gives.
  const config = {
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: dimensions,
    vocab_size: rows,
    zhengda: own,
  }
  writeFileSync(join(folder, STATIC_MODEL_FILES.config), `${JSON.stringify(config, null, 2)}\n`)
  const tokenizerConfig = {
    tokenizer_class: 'PreTrainedTokenizer',
    pad_token: PADDING,
    unk_token: UNKNOWN,
    model_max_length: 100_000,
  }
  writeFileSync(join(folder, 'tokenizer_config.json'), `${JSON.stringify(tokenizerConfig, null, 2)}\n`)
}

/** One byte a dimension; the scale of a row is its largest magnitude / 127. */
export function quantize(table: Float32Array, rows: number, dimensions: number): QuantizedTable {
  const codes = new Int8Array(rows * dimensions)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const values = table.subarray(row * dimensions, (row + 1) * dimensions)
    const scale = Math.fround(values.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127)
    scales[row] = scale
    if (scale === 0) continue
    for (let d = 0; d < dimensions; d++) codes[row * dimensions + d] = Math.round(values[d]! / scale)
  }
  return { rows, dimensions, table: codes, scales }
}

/** The format of Hugging Face's tokenizers; traditional characters must be simplified before. */
function tokenizerJson({ pieces, scores }: Pieces) {
  const special = (id: number, content: string) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(0, PADDING), special(1, UNKNOWN)],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFKD' },
        { type: 'Replace', pattern: { Regex: '[\u0300-\u036f]' }, content: '' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Split',
      pattern: { Regex: '[\u3007\u3400-\u9fff]+|[a-z]+|[0-9]+' },
      behavior: 'Removed',
      invert: true,
    },
    post_processor: null,
    decoder: null,
    model: { type: 'Unigram', unk_id: 1, vocab: pieces.map((piece, id) => [piece, scores[id]]) },
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
