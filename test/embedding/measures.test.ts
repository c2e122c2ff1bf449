import { describe, expect, it } from 'vitest'
import { hit, mean, ndcg, recall, reciprocalRank } from '../../src/evaluation/ir-measures.ts'

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
