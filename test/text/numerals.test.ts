import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChineseNumeral, readNumerals, toChineseNumeral } from '../../src/text/numerals.ts'

describe('parseChineseNumeral', () => {
  it.each([
    ['十', 10],
    ['十二', 12],
    ['两千', 2000],
    ['一百零五', 105],
    ['三百五', 350],
    ['一万二', 12_000],
    ['一亿二千万', 120_000_000],
    ['三万亿', 3e12],
    ['二〇二五', 2025],
    ['二○三○', 2030],
    ['三点五', 3.5],
    ['百分之九十', 90],
    ['百分之六点五', 6.5],
    ['千分之三', 3],
    ['壹佰', 100],
  ])('%s is %d', (text, value) => expect(parseChineseNumeral(text)).toBe(value))

  it.each(['', '十四五', '亿', '十分', '一、二', '12', '一点', '一点二点三'])('%s is no numeral', (text) =>
    expect(parseChineseNumeral(text)).toBeNull(),
  )

  it('reads back every numeral that toChineseNumeral writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(parseChineseNumeral(toChineseNumeral(value))).toBe(value)
      }),
    )
  })
})

describe('toChineseNumeral', () => {
  it.each([
    [0, '零'],
    [10, '十'],
    [21, '二十一'],
    [110, '一百一十'],
    [1002, '一千零二'],
    [10_500, '一万零五百'],
  ])('%d is %s', (value, text) => expect(toChineseNumeral(value)).toBe(text))

  it.each([-1, 1.5, 1e8])('%d is out of range', (value) =>
    expect(() => toChineseNumeral(value)).toThrow(RangeError),
  )
})

describe('readNumerals', () => {
  it.each([
    ['百分之二十', '20%'],
    ['二〇二五年', '2025年'],
    ['第十二条', '第12条'],
    ['二万元以上五万元以下', '2万元以上5万元以下'],
    ['三个月', '3个月'],
    ['一般，三线一单，“十四五”，千亿级', '一般，三线一单，“十四五”，千亿级'],
    ['29.4万千瓦', '29.4万千瓦'],
  ])('%s reads %s', (text, read) => expect(readNumerals(text)).toBe(read))
})
