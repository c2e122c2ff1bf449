import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildBm25, idf, searchBm25 } from '../../src/retrieval/bm25.ts'

const token = fc.constantFrom('加氢', '光伏', '绿地', '2025年', 'pue', '不在任何文本里')
const documents = fc.array(
  fc.array(
    token.filter((t) => t !== '不在任何文本里'),
    { maxLength: 30 },
  ),
  { maxLength: 40 },
)
const query = fc.dictionary(token, fc.double({ min: 0, max: 3, noNaN: true }))

/** The formula word for word, over token lists. */
function naiveScore(
  texts: readonly (readonly string[])[],
  text: readonly string[],
  terms: Record<string, number>,
) {
  const average = texts.reduce((sum, t) => sum + t.length, 0) / texts.length
  return Object.entries(terms).reduce((sum, [term, weight]) => {
    const df = texts.filter((t) => t.includes(term)).length
    const tf = text.filter((t) => t === term).length
    const norm = 1.2 * (0.25 + (0.75 * text.length) / average)
    return (
      sum +
      (tf ? (weight * Math.log(1 + (texts.length - df + 0.5) / (df + 0.5)) * tf * 2.2) / (tf + norm) : 0)
    )
  }, 0)
}

describe('BM25', () => {
  it('gives the scores and the order of the formula', () => {
    fc.assert(
      fc.property(documents, query, fc.integer({ min: 0, max: 50 }), (texts, terms, k) => {
        const expected = texts
          .map((text, id) => ({ id, score: naiveScore(texts, text, terms) }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score || a.id - b.id)
        const found = searchBm25(buildBm25(texts), new Map(Object.entries(terms)), k)
        expect(found).toHaveLength(Math.min(k, expected.length))
        for (const [rank, hit] of found.entries()) {
          expect(hit.score).toBeCloseTo(expected[rank]!.score, 9)
          expect(hit.score).toBeCloseTo(naiveScore(texts, texts[hit.id]!, terms), 9)
        }
      }),
    )
  })

  it('stays within id ranges', () => {
    fc.assert(
      fc.property(documents, fc.nat(40), fc.nat(40), (texts, a, b) => {
        const [start, end] = [Math.min(a, b, texts.length), Math.min(Math.max(a, b), texts.length)]
        const index = buildBm25(texts)
        const terms = new Map([['光伏', 1]])
        const all = searchBm25(index, terms, 100)
        const within = searchBm25(index, terms, 100, [[start, end]])
        expect(within).toEqual(all.filter(({ id }) => id >= start && id < end))
      }),
    )
  })

  it('knows rarer terms from commoner ones, and gives unknown ones nothing', () => {
    const index = buildBm25([['a', 'b'], ['a'], ['a', 'c']])
    expect(idf(index, 'b')).toBeGreaterThan(idf(index, 'a'))
    expect(idf(index, 'x')).toBe(0)
    expect(searchBm25(index, new Map([['x', 1]]), 10)).toEqual([])
    expect(searchBm25(buildBm25([]), new Map([['a', 1]]), 10)).toEqual([])
  })
})
