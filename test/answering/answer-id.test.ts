import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boundHistory,
  decodeAnswerId,
  encodeAnswerId,
  MAX_HISTORY_CHARACTERS,
} from '../../src/answering/answer-id.ts'
import type { Question } from '../../src/domain/answer.ts'

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((s) => s.trim() !== '')
const question: fc.Arbitrary<Question> = fc.record(
  {
    question: text,
    history: fc.array(text, { maxLength: 20 }),
    corpus: text,
    lang: fc.constantFrom('zh' as const, 'en' as const),
    asOf: fc.constantFrom('2026-11-28', '1999-01-01'),
  },
  { requiredKeys: ['question', 'history'] },
)

describe('answer ids', () => {
  it('give the question back, whatever was asked', () => {
    fc.assert(
      fc.property(question, fc.string(), (asked, version) => {
        const id = encodeAnswerId({ question: asked, version })
        expect(id).toMatch(/^[\w-]+$/)
        expect(decodeAnswerId(id)).toEqual({ question: asked, version })
      }),
    )
  })

  it('stay short for common questions and bounded for the longest', () => {
    const short = encodeAnswerId({
      question: { question: '到2025年,新建加氢站多少座?', history: [] },
      version: 'ab12cd34',
    })
    expect(short.length).toBeLessThan(100)
    const longest = boundHistory({ question: '氢'.repeat(2000), history: Array(20).fill('站'.repeat(2000)) })
    expect(encodeAnswerId({ question: longest, version: 'ab12cd34' }).length).toBeLessThan(11_000)
  })

  it('are refused when a character is changed, cut or added', () => {
    const id = encodeAnswerId({ question: { question: '谁负责加氢站?', history: [] }, version: 'v' })
    for (let i = 0; i < id.length; i++) {
      const other = id[i] === 'A' ? 'Q' : 'A'
      expect(decodeAnswerId(id.slice(0, i) + other + id.slice(i + 1))).toBeNull()
    }
    expect(decodeAnswerId(id.slice(0, -2))).toBeNull()
    expect(decodeAnswerId(`${id}AA`)).toBeNull()
  })

  it('differ by the day asked about', () => {
    const on = (asOf?: string) =>
      encodeAnswerId({ question: { question: '问', history: [], ...(asOf && { asOf }) }, version: 'v' })
    expect(new Set([on(), on('2026-11-28'), on('2026-11-29')]).size).toBe(3)
  })

  it('of version 0.1, which name no day, still give their question', () => {
    const id =
      'WgDa9kd-WyJhYjEyY2QzNCIsIuiwgei0n-i0o-WKoOawouermT8iLCJ6aCIsMCwi5YiwMjAyNeW5tOW7uuWHoOW6pz8iXQ'
    expect(decodeAnswerId(id)).toEqual({
      question: { question: '谁负责加氢站?', history: ['到2025年建几座?'], lang: 'zh' },
      version: 'ab12cd34',
    })
  })

  it('never break on junk', () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(decodeAnswerId(junk)).toBeNull()
      }),
    )
  })
})

describe('boundHistory', () => {
  it('keeps the latest questions that fit, and all of them where they fit', () => {
    const asked = { question: 'q', history: ['a'.repeat(MAX_HISTORY_CHARACTERS), 'b', 'c'] }
    expect(boundHistory(asked).history).toEqual(['b', 'c'])
    expect(boundHistory({ question: 'q', history: ['a', 'b'] }).history).toEqual(['a', 'b'])
  })
})
