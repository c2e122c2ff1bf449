import { describe, expect, it } from 'vitest'
import type { ReadStatement } from '../../src/answering/evidence/evidence.ts'
import { namesOtherYears, statesOtherFigures } from '../../src/answering/evidence/other-values.ts'
import { findClaims } from '../../src/answering/understanding/figures.ts'

const stating = (text: string, context = '') => ({ statement: { text, context } }) as ReadStatement

describe('a statement of other years than asked', () => {
  it.each([
    ['到2025年,建成加氢站6座。', '', [2030], true],
    ['到2025年,建成加氢站6座。', '', [2025], false],
    ['2023—2027年建成加氢站6座。', '', [2025], false],
    ['2023—2027年建成加氢站6座。', '', [2028], true],
    ['建成加氢站6座。', '二、2025年目标', [2030], true],
    ['建成加氢站6座。', '', [2030], false],
    ['“十四五”期间建成加氢站6座。', '', [2030], true],
    ['到2025年,建成加氢站6座。', '', [], false],
  ])('%s in “%s”, asked of %j: %s', (text, context, years, other) => {
    expect(namesOtherYears(stating(text, context), years)).toBe(other)
  })
})

describe('a statement of other figures than asserted', () => {
  it.each([
    ['引进企业3家。', '是不是要引进50家企业', true],
    ['引进企业50家。', '是不是要引进50家企业', false],
    ['引进企业50家,培育3家。', '是不是要培育3家', false],
    ['罚款二十万元。', '罚款是200000元吗', false],
    ['罚款二十万元。', '罚款是30万元吗', true],
    ['建成站点3座。', '是不是要引进50家企业', false],
    ['引进企业。', '是不是要引进50家企业', false],
  ])('%s, asked: %s — %s', (text, question, other) => {
    expect(statesOtherFigures(stating(text), findClaims(question, []))).toBe(other)
  })
})
