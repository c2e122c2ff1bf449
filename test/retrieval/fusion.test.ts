import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convexFusion, reciprocalRankFusion } from '../../src/retrieval/fusion.ts'
import type { ScoredId } from '../../src/retrieval/top-k.ts'

/** Lists of distinct ids with whole scores, so that scaling them loses no digit. */
const list = fc.uniqueArray(fc.record({ id: fc.nat(30), score: fc.integer({ min: -50, max: 50 }) }), {
  selector: ({ id }) => id,
  maxLength: 20,
})
const weight = fc.constantFrom(0, 0.25, 0.5, 0.75, 1)
const scale = (entries: readonly ScoredId[], factor: number, shift: number) =>
  entries.map(({ id, score }) => ({ id, score: score * factor + shift }))
const ids = (entries: readonly ScoredId[]) => entries.map(({ id }) => id)

describe('convex fusion', () => {
  it('ignores the scale and the zero of either list', () => {
    fc.assert(
      fc.property(
        list,
        list,
        weight,
        fc.constantFrom(0.5, 2, 1024),
        fc.integer({ min: -64, max: 64 }),
        (a, b, w, f, s) => {
          expect(ids(convexFusion(scale(a, f, s), b, w))).toEqual(ids(convexFusion(a, b, w)))
          expect(ids(convexFusion(a, scale(b, f, s), w))).toEqual(ids(convexFusion(a, b, w)))
        },
      ),
    )
  })

  it('holds every id once, and at weight 1 keeps the order of the first list', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(ids(convexFusion(a, b, 0.5)).sort()).toEqual([...new Set([...ids(a), ...ids(b)])].sort())
        const alone = convexFusion(a, [], 1)
        expect(ids(alone)).toEqual(ids(a.toSorted((x, y) => y.score - x.score || x.id - y.id)))
      }),
    )
  })
})

it('reciprocal rank fusion sees ranks only, and prefers what both lists hold', () => {
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
