import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldedWords, holdsWord } from '../../src/http/folded-words.ts'

describe('words of a query', () => {
  it('are folded', () => {
    expect(foldedWords(' ＰＵＥ　用水\n㈠ ')).toEqual(['pue', '用水', '(一)'])
    expect(foldedWords('')).toEqual([])
  })

  it('are found as in the folded text, whatever characters it has', () => {
    const character = fc.oneof(
      fc.constantFrom(
        '用',
        '水',
        '一',
        '⽤',
        '⽔',
        '㊀',
        '㈠',
        '㋀',
        '月',
        '〸',
        '十',
        'Ｐ',
        'p',
        ' ',
        '\u0301',
      ),
      fc
        .integer({ min: 0x20, max: 0x2fa1f })
        .filter((code) => code < 0xd800 || code > 0xdfff)
        .map((code) => String.fromCodePoint(code)),
    )
    const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(''))
    const word = fc.constantFrom('用水', '用', '一', '十', '月', 'p', 'pu', '(一)')
    const found = fc.property(text, word, (t, w) => {
      expect(holdsWord(t, w)).toBe(fold(t).includes(w))
    })
    fc.assert(found, { numRuns: 2000 })
  })

  it('are looked for in the folded text wherever a character folds into Han', () => {
    for (let code = 0x80; code <= 0x3ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      const han = /[\u4e00-\u9fff]/.exec(character.normalize('NFKC'))?.[0]
      if (han !== undefined && !holdsWord(character, han)) expect.fail(code.toString(16))
    }
  })
})
