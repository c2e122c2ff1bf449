import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLexicon, foldText, tokenize } from '../../src/text/tokenize.ts'

const NONE = createLexicon([])

describe('tokenize', () => {
  it.each([
    ['Han runs give characters and bigrams', '加氢站', ['加', '加氢', '氢', '氢站', '站']],
    ['one character alone stays', '人,车', ['人', '车']],
    ['function characters part words', '建设的光伏', ['建', '建设', '设', '光', '光伏', '伏']],
    ['a figure stays whole with its unit, and bare', '29.4万千瓦', ['29.4', '29.4万千瓦']],
    ['a share in signs', '达98%', ['达', '98', '98%']],
    ['thousands separators do not cut', '3,300个', ['3300', '3300个']],
    ['ordinals of statutes', '第十二条', ['第12条']],
    ['units in letters', '56kW', ['56', '56kw']],
    ['abbreviations, singular and lower case', 'VOCs PUE PM2.5', ['voc', 'pue', 'pm2.5']],
    ['a year by whatever it ends in', '2025年度,2025年底', ['2025', '2025年', '2025', '2025年', '底']],
    ['a number of a document before any word', '27号文件', ['27', '27号', '文', '文件', '件']],
    ['numerals in names stay Han', '十四五', ['十', '十四', '四', '四五', '五']],
    ['punctuation alone gives nothing', '？？?!!……，。', []],
  ])('%s', (_, text, tokens) => {
    expect(tokenize(text, NONE)).toEqual(tokens)
  })

  it.each([
    ['full width', '到２０２５年，ＰＵＥ不高于１.３（含）', '到2025年,PUE不高于1.3(含)'],
    ['traditional characters', '淨增森林面積要達到多少畝', '净增森林面积要达到多少亩'],
    ['Chinese year', '二〇二五年', '2025年'],
    ['Chinese share', '百分之九十以上', '90%以上'],
    ['Chinese cardinal', '五十家工厂', '50家工厂'],
    ['spaces beside Han', '到 2025 年 新增 29.4 万千瓦', '到2025年新增29.4万千瓦'],
    ['letter case', 'ldar', 'LDAR'],
  ])('spelling makes no difference: %s', (_, written, plain) => {
    expect(tokenize(written, NONE)).toEqual(tokenize(plain, NONE))
  })

  it('keeps every term of the lexicon whole, one inside another too, beside the bigrams', () => {
    const lexicon = createLexicon(['一般工业固体废物', '固体废物', '光伏'])
    const tokens = tokenize('一般工業固體廢物', lexicon)
    expect(tokens).toEqual(expect.arrayContaining(['一般工业固体废物', '固体废物', '固体', '废物']))
    expect(tokens.slice(0, 15)).toEqual(tokenize('一般工业固体废物', NONE))
  })

  it('folds once: folding folded text changes nothing, and no token holds a line break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const folded = foldText(text)
        expect(foldText(folded)).toBe(folded)
        expect(tokenize(text, NONE).join('')).not.toMatch(/\s/)
      }),
    )
  })
})
