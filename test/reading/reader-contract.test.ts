import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { readTrainedReaderFiles } from '../../src/adapters/node/reader-files.ts'
import { loadTrainedReader, type TrainedReader } from '../../src/adapters/transformers-reader.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { KINDS, type Reader, type ReaderStatement } from '../../src/ports/reader.ts'
import { readBasicModel } from '../../src/reading/basic-model.ts'
import { createBasicReader } from '../../src/reading/basic-reader.ts'
import { calibratedReader } from '../../src/reading/calibrated-reader.ts'
import { UNCALIBRATED } from '../../src/reading/calibration.ts'
import { fakeReader } from './fake-reader.ts'
import { FOLDER, hasTrained } from './reader-folder.ts'

let trained: TrainedReader | null = null
const openTrained = async () => {
  trained ??= await loadTrainedReader(await readTrainedReaderFiles(FOLDER), { threads: 1 })
  return calibratedReader(trained.raw, UNCALIBRATED.trained)
}
let basic: Reader | null = null
const openBasic = async () => {
  if (basic) return basic
  const model = readBasicModel(readFileSync(`${FOLDER}/basic.json`, 'utf8'))
  const own = await loadStaticEmbedder(await readEmbedderFiles('index/embedder'))
  basic = calibratedReader(createBasicReader(model, own), UNCALIBRATED.basic)
  return basic
}
afterAll(() => trained?.close())

const QUESTION = { turns: ['PM2.5浓度到2025年降到多少？'] }
const statement = (text: string, context = '二、主要目标'): ReaderStatement => ({
  context,
  text,
  bm25: 3,
  cosine: 0.6,
  share: 1,
  gap: 0,
})
const STATEMENTS = [
  statement('到2025年，细颗粒物（PM2.5）年均浓度控制在27微克/立方米以下。'),
  statement('推进加氢站建设，由区经委牵头，区规划资源局配合。', ''),
  statement('空气质量优良天数比率达到８８％左右。'),
]
const ODD = [
  '',
  ' ',
  '。',
  '㎡㈠①',
  '\ud800',
  '𠮷野家👍🏽',
  'x'.repeat(3_000),
  '长'.repeat(3_000),
  '</s><s> 27',
]

describe.each([
  ['fake', async () => fakeReader(), true],
  ['basic', openBasic, true],
  ['trained', openTrained, hasTrained],
] as const)('the %s reader', (_, open: () => Promise<Reader>, here) => {
  it.runIf(here)(
    'gives one reading a statement, in order, with probabilities and spans of the text',
    async () => {
      const reader = await open()
      for (const turns of [
        QUESTION.turns,
        ['加氢站谁牵头？', '那配合的呢'],
        ['How low must PM2.5 be?'],
        [''],
      ]) {
        const statements = [...STATEMENTS, ...ODD.map((text) => statement(text))]
        const readings = await reader.read({ turns }, statements)
        expect(readings).toHaveLength(statements.length)
        readings.forEach(({ answers, contradicts, answerSpans }, i) => {
          for (const probability of [answers, contradicts]) {
            expect(probability).toBeGreaterThanOrEqual(0)
            expect(probability).toBeLessThanOrEqual(1)
          }
          let end = 0
          for (const span of answerSpans) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            expect(span.end).toBeGreaterThan(span.start)
            end = span.end
          }
          expect(end).toBeLessThanOrEqual(statements[i]!.text.length)
        })
      }
    },
  )

  it.runIf(here)('reads nothing where there is nothing', async () => {
    expect(await (await open()).read(QUESTION, [])).toEqual([])
  })

  it.runIf(here)('reads a statement alone as among others', async () => {
    const reader = await open()
    const together = await reader.read(QUESTION, STATEMENTS)
    for (const [i, each] of STATEMENTS.entries()) {
      expect(await reader.read(QUESTION, [each])).toEqual([together[i]])
    }
    expect((await reader.read(QUESTION, STATEMENTS.toReversed())).toReversed()).toEqual(together)
  })

  it.runIf(here)('finds the statement that answers', async () => {
    const [right, ...others] = await (await open()).read(QUESTION, STATEMENTS)
    for (const other of others) expect(right!.answers).toBeGreaterThan(other.answers)
  })

  it.runIf(here)('gives each kind a probability', async () => {
    const kinds = await (await open()).kinds(QUESTION)
    expect(Object.keys(kinds)).toEqual([...KINDS])
    expect(Object.values(kinds).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6)
    for (const p of Object.values(kinds)) expect(p).toBeGreaterThanOrEqual(0)
  })
})

it('the basic reader knows what is asked for', async () => {
  const reader = await openBasic()
  const likeliest = async (question: string) => {
    const kinds = await reader.kinds({ turns: [question] })
    return KINDS.reduce((best, kind) => (kinds[kind] > kinds[best] ? kind : best))
  }
  expect(await likeliest('PM2.5浓度要降到多少？')).toBe('figure')
  expect(await likeliest('加氢站由哪个部门牵头？')).toBe('bodies')
  expect(await likeliest('Who is responsible for the charging stations?')).toBe('bodies')
  expect(await likeliest('听说罚款最高五万，对吗？')).toBe('yesno')
})

it('one of another model or calibration has another id', async () => {
  const model = readBasicModel(readFileSync(`${FOLDER}/basic.json`, 'utf8'))
  const raw = createBasicReader(model, { id: 'static:x', embedOne: () => new Float32Array(2) })
  const ids = [UNCALIBRATED.basic, { ...UNCALIBRATED.basic, span: 1 }].map(
    (each) => calibratedReader(raw, each).id,
  )
  expect(new Set(ids).size).toBe(2)
})

describe.runIf(hasTrained)('the trained reader as an embedder', () => {
  it('gives vectors of length 1, and zero for text without a letter or figure', async () => {
    await openTrained()
    const { embed, dimensions } = trained!.embedder
    const texts = ['加氢站', '', '。！', '加氢站建设']
    const vectors = await embed(texts, 'passage')
    expect(vectors.map((vector) => vector.length)).toEqual(texts.map(() => dimensions))
    const lengths = vectors.map((vector) => Math.hypot(...vector))
    expect(lengths.map((length) => Number(length.toFixed(3)))).toEqual([1, 0, 0, 1])
    expect(await embed(texts.slice(3), 'passage')).toEqual(vectors.slice(3))
  })

  it('does not read on for a caller who has gone', async () => {
    const reader = await openTrained()
    const leaving = new AbortController()
    const reading = reader.read(QUESTION, Array(200).fill(STATEMENTS[0]), { signal: leaving.signal })
    leaving.abort(new Error('gone'))
    await expect(reading).rejects.toThrow('gone')
    await expect(reader.read(QUESTION, STATEMENTS)).resolves.toHaveLength(3)
  })
})
