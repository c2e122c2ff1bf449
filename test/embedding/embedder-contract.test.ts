/** One suite for every embedder behind the port. */
import { describe, expect, it } from 'vitest'
import { fromLangChainEmbeddings, toLangChainEmbeddings } from '../../src/adapters/langchain/embeddings.ts'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { loadTransformersEmbedder } from '../../src/adapters/transformers-embedder.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import { hasTransformers } from '../optional-packages.ts'
import { hashingEmbedder } from '../retrieval/hashing-embedder.ts'

const FOLDER = 'index/embedder'
const loadStatic = async () => loadStaticEmbedder(await readEmbedderFiles(FOLDER))

const TEXTS = [
  '到2025年，新能源和可再生能源装机规模达到29.4万千瓦。',
  'How many hydrogen refuelling stations are planned by 2025?',
  '發展綠色建築',
  '氢',
]
const length = (vector: Float32Array) => Math.hypot(...vector)

const embedders: [string, boolean, () => Promise<Embedder>][] = [
  ['static', true, loadStatic],
  [
    'static, 128 dimensions',
    true,
    async () => loadStaticEmbedder(await readEmbedderFiles(FOLDER), { dimensions: 128 }),
  ],
  ['transformers.js', hasTransformers, () => loadTransformersEmbedder(FOLDER, { local: true })],
  [
    'LangChain',
    true,
    async () => fromLangChainEmbeddings(toLangChainEmbeddings(await loadStatic()), 'static'),
  ],
  ['fake', true, () => Promise.resolve(hashingEmbedder())],
]

describe.each(embedders)('%s', (_, available, load) => {
  const loaded = available ? load() : null

  it.skipIf(!available)('gives one vector of length 1 a text, in order, whatever the batch', async () => {
    const embedder = (await loaded)!
    const together = await embedder.embed([...TEXTS.slice(0, 3)], 'passage')
    expect(together).toHaveLength(3)
    for (const [i, vector] of together.entries()) {
      expect(vector).toBeInstanceOf(Float32Array)
      expect(vector).toHaveLength(embedder.dimensions)
      expect(length(vector)).toBeCloseTo(1, 5)
      const [alone] = await embedder.embed([TEXTS[i]!], 'passage')
      for (const [d, x] of alone!.entries()) expect(x).toBeCloseTo(vector[d]!, 5)
    }
    expect(await embedder.embed([], 'query')).toEqual([])
  })

  it.skipIf(!available)('gives the zero vector for text without a letter or figure', async () => {
    const embedder = (await loaded)!
    for (const vector of await embedder.embed(['', '\n', '。'], 'query')) {
      expect(vector).toHaveLength(embedder.dimensions)
      expect(length(vector)).toBe(0)
    }
  })

  it.skipIf(!available)('has a vector for lone surrogates and for 100,000 characters', async () => {
    const embedder = (await loaded)!
    const long = '加快新能源发展。'.repeat(12_500)
    for (const vector of await embedder.embed(['\ud800氢能\udc00站点', long], 'passage')) {
      expect(length(vector)).toBeCloseTo(1, 4)
    }
  })
})

describe('the model of the repository', () => {
  it('puts a question nearer to its answer than to other text, across languages', async () => {
    const embedder = await loadStatic()
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
    const question = embedder.embedOne('How many hydrogen refuelling stations will be built?')
    const answer = embedder.embedOne('到2025年建成加氢站2座。')
    const other = embedder.embedOne('加强义务教育阶段学校的师资队伍建设。')
    expect(dot(question, answer)).toBeGreaterThan(dot(question, other) + 0.2)
  })

  it('reads any spelling alike: width, case, traditional characters, accents', async () => {
    const embedder = await loadStatic()
    expect(embedder.embedOne('发展 PUE 2025')).toEqual(embedder.embedOne('發展ＰＵＥ２０２５'))
    expect(embedder.embedOne('café')).toEqual(embedder.embedOne('CAFE'))
  })

  it.skipIf(!hasTransformers)('is the same in transformers.js to 1e-3', async () => {
    const own = await (await loadStatic()).embed(TEXTS, 'passage')
    const onnx = await (await loadTransformersEmbedder(FOLDER, { local: true })).embed(TEXTS, 'passage')
    for (const [i, vector] of own.entries()) {
      for (const [d, x] of vector.entries()) expect(Math.abs(x - onnx[i]![d]!)).toBeLessThan(1e-3)
    }
  })
})
