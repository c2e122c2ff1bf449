import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Statement } from '../../src/domain/statement.ts'
import { alignTexts } from '../../src/versions/align.ts'
import { changesBetween, piecesOf } from '../../src/versions/changes-between.ts'

const statement = (text: string, index: number): Statement => ({
  document: 'd',
  index,
  paragraph: index,
  kind: 'sentence',
  span: { start: 0, end: text.length },
  context: '',
  text,
})
const of = (...texts: string[]) => texts.map(statement)

describe('changes between versions', () => {
  it('stand side by side; a number that moved is no change', () => {
    const { changes, same } = changesBetween(
      of(
        '第一条 本办法适用于全市。',
        '第二条 补贴标准为每户500元。',
        '第三条 由财政局负责。',
        '第四条 本条将被删除。',
      ),
      of(
        '第一条 本办法适用于全市。',
        '第二条 申请在线提交。',
        '第三条 补贴标准为每户800元。',
        '第四条 由财政局负责。',
      ),
    )
    expect(same).toBe(2)
    expect(
      changes.map((each) => [each.kind, 'from' in each && each.from.text, 'to' in each && each.to.text]),
    ).toEqual([
      ['added', false, '第二条 申请在线提交。'],
      ['changed', '第二条 补贴标准为每户500元。', '第三条 补贴标准为每户800元。'],
      ['removed', '第四条 本条将被删除。', false],
    ])
  })

  it('the changed words are marked', () => {
    const { from, to } = piecesOf('补贴标准为每户500元', '补贴标准为每户1200元')
    expect(from.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['5'])
    expect(to.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['12'])
  })

  const texts = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '戊'), { maxLength: 12 })

  it('every statement is listed or the same, in both versions', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const { changes, same } = changesBetween(of(...a), of(...b))
        const old = changes.filter(({ kind }) => kind !== 'added').length
        const young = changes.filter(({ kind }) => kind !== 'removed').length
        expect([old + same, young + same]).toEqual([a.length, b.length])
      }),
    )
  })

  it('pairs are equal texts, in order in both lists', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        let last: readonly [number, number] = [-1, -1]
        for (const [i, j] of alignTexts(a, b)) {
          expect(a[i]).toBe(b[j])
          expect(i > last[0] && j > last[1]).toBe(true)
          last = [i, j]
        }
      }),
    )
  })
})
