import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reciprocalRankFusion } from '../../src/retrieval/fusion.ts'
import type { ScoredId } from '../../src/retrieval/top-k.ts'

const list = fc.uniqueArray(fc.record({ id: fc.nat(30), score: fc.integer({ min: -50, max: 50 }) }), {
  selector: ({ id }) => id,
  maxLength: 20,
})
const scale = (entries: readonly ScoredId[], factor: number, shift: number) =>
  entries.map(({ id, score }) => ({ id, score: score * factor + shift }))
const ids = (entries: readonly ScoredId[]) => entries.map(({ id }) => id)

it('sees ranks only, and prefers what both lists hold', () => {
  const a = [
    { id: 1, score: 9 },
    { id: 2, score: 1 },
  ]
  const b = [
    { id: 2, score: 0.3 },
    { id: 3, score: 0.2 },
  ]
  expect(ids(reciprocalRankFusion([a, b]))).toEqual([2, 1, 3])
  expect(reciprocalRankFusion([scale(a, 100, 5), b])).toEqual(reciprocalRankFusion([a, b]))
})

it('holds every id once, best first, ties by id, and keeps the order of a list alone', () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const fused = reciprocalRankFusion([a, b])
      expect(ids(fused).sort()).toEqual([...new Set([...ids(a), ...ids(b)])].sort())
      expect(fused).toEqual(fused.toSorted((x, y) => y.score - x.score || x.id - y.id))
      expect(ids(reciprocalRankFusion([a]))).toEqual(ids(a))
    }),
  )
})
