import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignTranslation } from '../../src/translation/align-translation.ts'
import { englishSentences } from '../../src/translation/english-sentences.ts'
import { piecesOf, translationOf } from '../../src/translation/translation-of.ts'

const SOURCE = '一、目标\n\n到2025年,建成6座。力争2030年翻番。(区水务局等按职责分工负责)\n只有一句。'
const ENGLISH =
  'I. Goals\r\n\r\nBy 2025, 6 will be built. The district will strive to double them by 2030. (Responsible: the District Water Authority and other bodies.)\r\nOne sentence. And another.\r\n'

describe('an aligned translation', () => {
  const translation = alignTranslation({ id: 'plan', text: SOURCE }, ENGLISH)

  it('pairs sentences where their numbers agree, else the line', () => {
    expect(
      translation.pieces.map(({ span, english }) => [SOURCE.slice(span.start, span.end), english]),
    ).toEqual([
      ['一、目标', 'I. Goals'],
      ['到2025年,建成6座。', 'By 2025, 6 will be built.'],
      ['力争2030年翻番。', 'The district will strive to double them by 2030.'],
      ['(区水务局等按职责分工负责)', '(Responsible: the District Water Authority and other bodies.)'],
      ['只有一句。', 'One sentence. And another.'],
    ])
    expect(translation.lines).toHaveLength(4)
    expect(translation.lines[1]).toBe('')
  })

  it('gives the English of a quotation', () => {
    const at = (quote: string) => ({
      start: SOURCE.indexOf(quote),
      end: SOURCE.indexOf(quote) + quote.length,
    })
    expect(translationOf(translation, at('建成6座'))).toBe('By 2025, 6 will be built.')
    expect(translationOf(translation, at('建成6座。力争'))).toBe(
      'By 2025, 6 will be built. The district will strive to double them by 2030.',
    )
    expect(translationOf(translation, at('\n\n'))).toBe('')
    expect(piecesOf(translation, at('只有')).map(({ line }) => line)).toEqual([4])
  })

  it('finds the same pieces as a search of all', () => {
    fc.assert(
      fc.property(fc.nat(SOURCE.length), fc.nat(SOURCE.length), (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a]
        const all = translation.pieces.filter(({ span }) => span.start < end && start < span.end)
        expect(piecesOf(translation, { start, end })).toEqual(start === end ? expect.anything() : all)
      }),
    )
  })

  it('covers each line that is not blank, in order', () => {
    const line = fc.array(fc.constantFrom('甲', '2025年', '。', '(', ')', '“', ';', ' '), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const source = lines.map((words) => words.join('')).join('\n')
        const english = source.replace(/[^\n]+/g, (text) =>
          text.trim() === '' ? text : 'One. Two (2). Three.',
        )
        const { pieces } = alignTranslation({ id: 'x', text: source }, `${english}\n`)
        let end = 0
        for (const { span } of pieces) {
          expect(source.slice(end, span.start).trim()).toBe('')
          expect(source.slice(span.start, span.end)).not.toContain('\n')
          end = span.end
        }
        expect(source.slice(end).trim()).toBe('')
      }),
    )
  })
})

describe('English sentences', () => {
  it.each([
    ['Jia Fu Fa [2023] No. 27', 1],
    ['1. Developing Energy', 1],
    ['(II) Working Principles', 1],
    ['I. Goals. By 2025, all will be done.', 2],
    ['PM2.5 falls. NOx (e.g. NO2) falls.', 2],
    ['By 2025 (i.e. the end of the plan. Or later), it is done. Next.', 2],
    ['The U.S. Department of Energy agrees. So do others.', 2],
    ['It said “stop.” Then it went on.', 2],
    ['Costs rise, etc. The rest falls.', 2],
    ['One (open bracket. Two. Three.', 3],
    ['First. (Responsible: A, B (Group) Co., Ltd. and other bodies.) Last.', 3],
    ['', 0],
  ])('%s: %i', (line, count) => {
    expect(englishSentences(line)).toHaveLength(count)
  })

  it('are the line again', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(englishSentences(line).join('').replace(/\s/g, '')).toBe(line.replace(/\s/g, ''))
      }),
    )
  })
})
