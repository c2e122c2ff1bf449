/** The gradient of a training step against finite differences of the loss written out plainly. */
import { expect, it } from 'vitest'
import { batchLoader } from '../../src/training/batches.ts'
import type { TranslationTable } from '../../src/training/ibm-model-1.ts'
import { instantiateKernels, MAXIMUM_PAGES } from '../../src/training/kernels.ts'
import { layoutOf } from '../../src/training/layout.ts'
import { seededRandom } from '../../src/training/random.ts'
import { trainStep } from '../../src/training/step.ts'
import { buildTokenStore } from '../../src/training/token-store.ts'

const TEMPERATURE = 0.1
const shape = { vocabulary: 40, dimensions: 64, batch: 8, threads: 1, maximumTokens: 3, prefixes: 2 }
const layout = layoutOf(shape)
const memory = new WebAssembly.Memory({
  initial: Math.ceil(layout.bytes / 65_536),
  maximum: MAXIMUM_PAGES,
  shared: true,
})
const floats = new Float32Array(memory.buffer)
const ints = new Int32Array(memory.buffer)
const random = seededRandom(7)
const empty: TranslationTable = {
  offsets: new Uint32Array(shape.vocabulary + 1),
  targets: new Uint16Array(0),
  probabilities: new Float32Array(0),
}
/** Texts of up to three tokens, which no token is dropped from; pair 3 repeats the question of pair 0. */
const documents = Array.from({ length: 8 }, (_, i) => [
  `${i === 3 ? 0 : i} ${i + 9}`,
  `${2 * i + 20} ${i} 39`,
])
const store = buildTokenStore(documents, (text) => text.split(' ').map(Number))
const slot = layout.slots[0]

function loadBatch(): void {
  const loader = batchLoader({
    memory,
    shape,
    seed: 1,
    mixture: [{ source: 's', weight: 1, kind: 'pairs' }],
    stores: new Map([['s', store]]),
    tables: { english: empty, chinese: empty },
    schedule: () => ({ prefixes: [64, 32], rates: [0, 1] }),
  })
  loader.load(0, slot)
}

/** The loss of both prefixes in doubles, from the sums of the texts. */
function plainLoss(sums: readonly number[][]): number {
  const texts = batchTexts()
  const same = (a: number, b: number) => texts[a]!.join() === texts[b]!.join()
  let total = 0
  for (const n of [64, 32]) {
    const units = sums.map((sum) => {
      const cut = sum.slice(0, n)
      const norm = Math.hypot(...cut)
      return cut.map((x) => x / norm)
    })
    const cosine = (i: number, j: number) => units[i]!.reduce((sum, x, d) => sum + x * units[8 + j]![d]!, 0)
    const kept = (i: number, j: number) => i === j || !(same(i, j) || same(8 + i, 8 + j))
    const softmax = (target: number, others: readonly number[]) =>
      Math.log(others.reduce((sum, s) => sum + Math.exp((s - target) / TEMPERATURE), 0))
    for (let i = 0; i < 8; i++) {
      const all = [0, 1, 2, 3, 4, 5, 6, 7]
      const row = all.filter((j) => kept(i, j)).map((j) => cosine(i, j))
      const column = all.filter((j) => kept(j, i)).map((j) => cosine(j, i))
      total += (softmax(cosine(i, i), row) + softmax(cosine(i, i), column)) / (2 * 8 * 2)
    }
  }
  return total
}

function batchTexts(): number[][] {
  const offsets = slot.textOffsets >> 2
  return Array.from({ length: 16 }, (_, text) =>
    Array.from(
      ints.subarray(
        (slot.tokens >> 2) + ints[offsets + text]!,
        (slot.tokens >> 2) + ints[offsets + text + 1]!,
      ),
    ),
  )
}

it('matches finite differences, with masked duplicates and a Matryoshka prefix', () => {
  loadBatch()
  const size = shape.vocabulary * shape.dimensions
  for (let i = 0; i < size; i++) floats[(layout.table >> 2) + i] = random.normal()
  trainStep(
    {
      layout,
      kernels: instantiateKernels(memory),
      thread: 0,
      temperature: TEMPERATURE,
      floats,
      ints,
      doubles: new Float64Array(memory.buffer),
      barrier: () => {},
    },
    slot,
  )
  expect(ints[(slot.counts >> 2) + 1 + shape.prefixes]).toBeGreaterThan(0)
  const at = (text: number, d: number) => text * shape.dimensions + d
  const sums = Array.from({ length: 16 }, (_, text) =>
    Array.from(floats.subarray((layout.sums >> 2) + at(text, 0), (layout.sums >> 2) + at(text + 1, 0))),
  )
  for (const [text, d] of [
    [0, 0],
    [3, 40],
    [5, 31],
    [8, 1],
    [11, 63],
    [15, 12],
  ] as const) {
    const moved = (by: number) => sums.map((sum, t) => (t === text ? sum.with(d, sum[d]! + by) : sum))
    const numeric = (plainLoss(moved(1e-4)) - plainLoss(moved(-1e-4))) / 2e-4
    expect(floats[(layout.gradients >> 2) + at(text, d)]!).toBeCloseTo(numeric, 5)
  }
})

it('gives each touched row the sum of the gradients of its texts', () => {
  const touched = ints[(slot.counts >> 2) + 2 + shape.prefixes]!
  const texts = batchTexts()
  expect(touched).toBe(new Set(texts.flat()).size)
  for (let k = 0; k < touched; k++) {
    const token = ints[(slot.touched >> 2) + k]!
    const start = ints[(slot.touchedOffsets >> 2) + k]!
    const end = ints[(slot.touchedOffsets >> 2) + k + 1]!
    const holders = Array.from(
      ints.subarray((slot.touchedTexts >> 2) + start, (slot.touchedTexts >> 2) + end),
    )
    const expected = texts.flatMap((text, i) => text.filter((id) => id === token).map(() => i))
    expect(holders.sort((a, b) => a - b)).toEqual(expected)
  }
})
