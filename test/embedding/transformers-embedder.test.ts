import { afterEach, describe, expect, it, vi } from 'vitest'
import { knownModel, loadTransformersEmbedder } from '../../src/adapters/transformers-embedder.ts'

afterEach(() => {
  vi.doUnmock('@xenova/transformers')
  vi.resetModules()
})

/** Records what reaches the model; each text's vector points along the first of two dimensions. */
function recordingTransformers(config: Record<string, unknown> = {}) {
  const calls: { texts: string[]; options: unknown }[] = []
  const extract = (texts: string[], options: unknown) => {
    calls.push({ texts, options })
    return Promise.resolve({ dims: [texts.length, 2], data: Float32Array.from(texts.flatMap(() => [1, 0])) })
  }
  const loads: unknown[][] = []
  const env = { localModelPath: '/models/' }
  vi.doMock('@xenova/transformers', () => ({
    env,
    pipeline: (...parameters: unknown[]) => {
      loads.push(parameters)
      return Promise.resolve(Object.assign(extract, { model: { config } }))
    },
  }))
  return { calls, loads, env }
}

describe('what is known of a model', () => {
  it.each([
    ['Xenova/bge-m3', 'cls', '', ''],
    ['Xenova/bge-small-zh-v1.5', 'cls', '为这个句子生成表示以用于检索相关文章：', ''],
    ['Xenova/multilingual-e5-small', 'mean', 'query: ', 'passage: '],
    ['./models/other', 'mean', '', ''],
  ])('%s', (model, pooling, query, passage) => {
    expect(knownModel(model)).toEqual({ pooling, query, passage })
  })
})

it('asks the model with its prefixes and pooling, in batches', async () => {
  const { calls, loads } = recordingTransformers()
  const embedder = await loadTransformersEmbedder('Xenova/multilingual-e5-small', { local: false, batch: 2 })
  expect(loads).toEqual([
    ['feature-extraction', 'Xenova/multilingual-e5-small', { dtype: 'q8', local_files_only: false }],
  ])
  calls.length = 0
  expect(await embedder.embed(['甲', '乙', '丙'], 'query')).toHaveLength(3)
  await embedder.embed(['發展'], 'passage')
  expect(calls.map(({ texts }) => texts)).toEqual([
    ['query: 甲', 'query: 乙'],
    ['query: 丙'],
    ['passage: 發展'],
  ])
  expect(calls[0]!.options).toEqual({ pooling: 'mean', normalize: true })
})

it("looks for a folder below its parent, and simplifies for the project's own model", async () => {
  const { calls, loads, env } = recordingTransformers({ zhengda: {} })
  const embedder = await loadTransformersEmbedder('/srv/models/own/', { local: true })
  expect([env.localModelPath, loads[0]![1]]).toEqual(['/srv/models/', 'own'])
  await embedder.embed(['發展'], 'passage')
  expect(calls.at(-1)!.texts).toEqual(['发展'])
})

it('says what to do when the package is not installed', async () => {
  vi.doMock('@xenova/transformers', () => {
    throw new Error('Cannot find package')
  })
  await expect(loadTransformersEmbedder('Xenova/bge-m3', { local: false })).rejects.toMatchObject({
    code: 'package_missing',
    message: expect.stringContaining('npm install --include=optional'),
  })
})
