import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hit, mean, ndcg, recall, reciprocalRank } from '../../src/evaluation/ir-measures.ts'
import { convexFusion, reciprocalRankFusion } from '../../src/retrieval/fusion.ts'

const judged = new Map([
  ['a', 1],
  ['b', 1],
  ['z', 0],
])

describe('measures of a ranking', () => {
  it.each([
    [['a', 'b', 'c'], 1, 1, 1],
    [['c', 'a', 'b'], (1 / Math.log2(3) + 1 / 2) / (1 + 1 / Math.log2(3)), 0.5, 1],
    [['z', 'c', 'a'], 1 / 2 / (1 + 1 / Math.log2(3)), 1 / 3, 0.5],
    [['c', 'd'], 0, 0, 0],
    [[], 0, 0, 0],
  ])('%s', (ranking, gain, rank, found) => {
    expect(ndcg(ranking, judged)).toBeCloseTo(gain, 12)
    expect(reciprocalRank(ranking, judged)).toBeCloseTo(rank, 12)
    expect(recall(ranking, judged, 10)).toBeCloseTo(found, 12)
  })

  it('looks no further than k', () => {
    const ranking = ['c', 'd', 'a']
    expect([
      ndcg(ranking, judged, 2),
      reciprocalRank(ranking, judged, 2),
      recall(ranking, judged, 2),
    ]).toEqual([0, 0, 0])
    expect([hit(ranking, judged, 2), hit(ranking, judged, 3)]).toEqual([0, 1])
  })

  it('counts nothing where nothing is relevant', () => {
    expect([ndcg(['a'], new Map()), recall(['a'], new Map(), 5), mean([])]).toEqual([0, 0, 0])
  })
})

const list = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: -50, max: 50 })), {
    selector: ([id]) => id,
    maxLength: 12,
  })
  .map((entries) =>
    entries.map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id),
  )

describe('fusion', () => {
  it('takes the union, with the least score for what a list lacks', () => {
    const dense = [
      { id: 1, score: 0.9 },
      { id: 2, score: 0.5 },
    ]
    const lexical = [
      { id: 3, score: 20 },
      { id: 2, score: 10 },
      { id: 1, score: 5 },
    ]
    expect(convexFusion(dense, lexical, 0.5)).toEqual([
      { id: 1, score: 0.5 },
      { id: 3, score: 0.5 },
      { id: 2, score: 0.5 / 3 },
    ])
    expect(reciprocalRankFusion([dense, lexical]).map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('does not depend on the scale of either list', () => {
    fc.assert(
      fc.property(list, list, fc.constantFrom(0.25, 0.5, 0.75), (dense, lexical, weight) => {
        const doubled = lexical.map(({ id, score }) => ({ id, score: 4 * score + 8 }))
        expect(convexFusion(dense, doubled, weight)).toEqual(convexFusion(dense, lexical, weight))
      }),
    )
  })

  it('keeps the order of a list that has all the weight', () => {
    fc.assert(
      fc.property(list, list, (dense, lexical) => {
        const own = new Set(dense.map(({ id }) => id))
        const kept = convexFusion(dense, lexical, 1).filter(({ id }) => own.has(id))
        expect(kept.map(({ id }) => id)).toEqual(dense.map(({ id }) => id))
      }),
    )
  })
})
