import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTopK } from '../../src/retrieval/top-k.ts'

it('keeps what sorting and slicing keeps, in any order of arrival, ties by lower id', () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 })
  fc.assert(
    fc.property(scores, fc.nat(20), fc.boolean(), (values, k, backwards) => {
      const entries = values.map((score, id) => ({ id, score }))
      const top = createTopK(k)
      for (const { id, score } of backwards ? entries.toReversed() : entries) top.offer(id, score)
      expect(top.take()).toEqual(entries.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, k))
    }),
  )
})
