/** Training with worker threads on a task of a few words: it learns, it repeats, it goes on from its checkpoint. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Prepared } from '../../src/training/prepare.ts'
import type { Recipe } from '../../src/training/recipe.ts'
import { buildTokenStore } from '../../src/training/token-store.ts'
import { train } from '../../src/training/train.ts'

const folders: string[] = []
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'zhengda-train-')))
  return folders.at(-1)!
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

const WORDS = 40
/** Word w translates word w + 20. */
const documents = Array.from({ length: 18 }, (_, i) => [
  `${i + 2} ${((i + 5) % 18) + 2}`,
  `${i + 22} ${((i + 5) % 18) + 22}`,
])
const empty = {
  offsets: new Uint32Array(WORDS + 1),
  targets: new Uint16Array(0),
  probabilities: new Float32Array(0),
}
const prepared: Prepared = {
  vocabulary: {
    pieces: Array.from({ length: WORDS }, (_, i) => `w${i}`),
    scores: new Array<number>(WORDS).fill(-1),
  },
  stores: new Map([['pairs', buildTokenStore(documents, (text) => text.split(' ').map(Number))]]),
  toEnglish: empty,
  toChinese: empty,
}
const recipe: Recipe = {
  seed: 3,
  dimensions: 32,
  batch: 16,
  steps: 200,
  temperature: 0.1,
  rate: 0.02,
  warmUp: 0.05,
  finalRate: 0.01,
  prefixes: [],
  prefixChance: 0,
  maximumTokens: 4,
  mixture: [{ source: 'pairs', kind: 'pairs', weight: 1 }],
}
const run = (place: string, more: { initial?: Float32Array; log?: (line: string) => void } = {}) =>
  train({ recipe, prepared, folder: place, threads: 2, log: () => {}, ...more })

it('brings translations together, and gives the same table again', async () => {
  const lines: string[] = []
  const table = await run(folder(), { log: (line) => lines.push(line) })
  const rowOf = (word: number) => table.subarray(word * 32, (word + 1) * 32)
  const cosine = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, x, d) => sum + x * b[d]!, 0) / (Math.hypot(...a) * Math.hypot(...b))
  for (let word = 2; word < 20; word++) {
    const own = cosine(rowOf(word), rowOf(word + 20))
    const others = Array.from({ length: 18 }, (_, i) => i + 22).filter((other) => other !== word + 20)
    expect(own).toBeGreaterThan(Math.max(...others.map((other) => cosine(rowOf(word), rowOf(other)))))
  }
  expect(lines).toEqual([expect.stringMatching(/^step 200\/200 loss \d+\.\d{4} \d+ ms\/step, 0 min left$/)])
  expect(await run(folder())).toEqual(table)
})

it('goes on from a checkpoint, here a finished one, and starts from a table it is given', async () => {
  const place = folder()
  const table = await run(place)
  const lines: string[] = []
  expect(await run(place, { log: (line) => lines.push(line) })).toEqual(table)
  expect(lines).toEqual(['resumed at step 200'])
  expect(await run(folder(), { initial: table })).not.toEqual(table)
})
