/** Clauses part at stops outside brackets and figures, and slice back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitClauses } from '../../../src/facts/clauses.ts'
import { viewOf } from '../../../src/text/view.ts'

function clausesOf(text: string): string[] {
  return splitClauses(viewOf(text, { start: 0, end: text.length })).map(
    ({ span, stop }) => text.slice(span.start, span.end) + stop,
  )
}

describe('splitClauses', () => {
  it.each([
    [
      'a comma parts',
      '到2025年,新增29.4万千瓦,其中1.06万千瓦。',
      ['到2025年,', '新增29.4万千瓦,', '其中1.06万千瓦。'],
    ],
    ['full width too', '一是甲，二是乙；三是丙。', ['一是甲,', '二是乙;', '三是丙。']],
    ['thousands stay whole', '总额1,200万元,增长5%。', ['总额1,200万元,', '增长5%。']],
    ['ratios stay whole', '按照1:1比例配资。', ['按照1:1比例配资。']],
    [
      'brackets hide their commas',
      '加氢站(含撬装站,加油站)6座,建成。',
      ['加氢站(含撬装站,加油站)6座,', '建成。'],
    ],
    ['titles hide theirs', '落实《甲,乙》,推进。', ['落实《甲,乙》,', '推进。']],
    [
      'an unclosed bracket hides nothing',
      '加氢站(含撬装站,加油站,建成。',
      ['加氢站(含撬装站,', '加油站,', '建成。'],
    ],
    ['a closed pair inside an unclosed one still hides', '甲(乙“丙,丁”,戊。', ['甲(乙“丙,丁”,', '戊。']],
    ['an unclosed sentence has no stop', '甲,乙', ['甲,', '乙']],
  ])('%s', (_, text, expected) => {
    expect(clausesOf(text)).toEqual(expected)
  })

  it('covers all but the stops of any text, in order', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一二甲乙0-9,，;；:。()（）“”《》.]{0,60}$/), (text) => {
        const view = viewOf(text, { start: 0, end: text.length })
        const clauses = splitClauses(view)
        let at = 0
        for (const clause of clauses) {
          expect(clause.start).toBeGreaterThanOrEqual(at)
          expect(view.text.slice(at, clause.start)).toMatch(/^[,;:。!?.]*$/)
          at = clause.end
        }
        expect(view.text.slice(at)).toMatch(/^[,;:。!?.]*$/)
      }),
    )
  })
})
