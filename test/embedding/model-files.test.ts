import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEmbedder, readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { ZhengdaError } from '../../src/domain/errors.ts'
import type { StaticModelFiles } from '../../src/embedding/model-files.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { hasTransformers } from '../optional-packages.ts'

let files: { config: Uint8Array; tokenizer: Uint8Array; model: Uint8Array }
beforeAll(async () => {
  const read = await readEmbedderFiles('index/embedder')
  files = { config: read.config!, tokenizer: read.tokenizer!, model: read.model! }
})

const text = (value: string) => new TextEncoder().encode(value)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const changed = (bytes: Uint8Array, at: number) => {
  const copy = Uint8Array.from(bytes)
  copy[at]! ^= 1
  return copy
}
/** A configuration that vouches for another tokenizer, as a wrong build would. */
const vouching = (tokenizer: Uint8Array) => {
  const config = JSON.parse(decode(files.config))
  config.zhengda.sha256.tokenizer = createHash('sha256').update(tokenizer).digest('hex')
  return text(JSON.stringify(config))
}

const damages: [string, string, RegExp, () => StaticModelFiles][] = [
  [
    'no folder',
    'model_missing',
    /config\.json/,
    () => ({ config: undefined, tokenizer: undefined, model: undefined }),
  ],
  ['no table', 'model_missing', /onnx\/model_quantized\.onnx/, () => ({ ...files, model: undefined })],
  [
    'truncated table',
    'model_corrupt',
    /of \d+ bytes/,
    () => ({ ...files, model: files.model.subarray(0, 9_999) }),
  ],
  ['flipped bit', 'model_corrupt', /checksum/, () => ({ ...files, model: changed(files.model, 5_000_000) })],
  ['config that is no JSON', 'model_corrupt', /no JSON/, () => ({ ...files, config: text('{') })],
  [
    'config of another model',
    'model_mismatch',
    /transformers:/,
    () => ({ ...files, config: text('{"model_type":"bert"}') }),
  ],
  [
    'config without its sizes',
    'model_corrupt',
    /damaged/,
    () => ({ ...files, config: text('{"zhengda":{"format":1}}') }),
  ],
  [
    'another tokenizer',
    'model_mismatch',
    /does not belong/,
    () => ({ ...files, tokenizer: changed(files.tokenizer, 400_000) }),
  ],
  [
    'a tokenizer of another size',
    'model_mismatch',
    /pieces and the table/,
    () => {
      const tokenizer = text('{"model":{"vocab":[["氢",-1]]}}')
      return { ...files, tokenizer, config: vouching(tokenizer) }
    },
  ],
]

describe('a damaged model is named, not used', () => {
  it.each(damages)('%s', async (_, code, message, damage) => {
    const error = await loadStaticEmbedder(damage()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ZhengdaError)
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  it('a length that is no prefix of the model', async () => {
    await expect(loadStaticEmbedder(files, { dimensions: 100 })).rejects.toMatchObject({
      code: 'model_mismatch',
    })
  })

  it('a folder that does not exist', async () => {
    await expect(openEmbedder('static', 'test/none')).rejects.toMatchObject({ code: 'model_missing' })
    const code = hasTransformers ? 'model_missing' : 'package_missing'
    await expect(openEmbedder('transformers:./test', '')).rejects.toMatchObject({ code })
  })
})
