import { describe, expect, it } from 'vitest'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { makeXlsx, number, row, text } from './make-xlsx.ts'

const linesOf = (content: string) => content.replace(/\n$/, '').split('\n')

describe('workbooks', () => {
  it('read title, unit, heads of several rows and merged cells', async () => {
    const rows =
      row(1, text('A1', '2025年度能源指标表')) +
      row(2, text('A2', '单位：万千瓦')) +
      row(3, text('A3', '序号') + text('B3', '指标') + text('C3', '目标值')) +
      row(4, text('C4', '2024年') + text('D4', '2025年')) +
      row(5, number('A5', 1) + text('B5', '光伏') + number('C5', 20.5) + number('D5', 29.4)) +
      row(6, number('A6', 2) + number('D6', 3)) +
      row(8, text('A8', '注：数据为规划值。'))
    const merges = ['A1:D1', 'A2:D2', 'A3:A4', 'B3:B4', 'C3:D3', 'B5:B6', 'A8:D8']
    const { text: content, map } = await readDocumentFile(
      makeXlsx([{ name: 'Sheet1', rows, merges }]),
      'x.xlsx',
    )
    expect(linesOf(content)).toEqual([
      '2025年度能源指标表',
      '单位：万千瓦',
      '序号 | 指标 | 目标值 | ',
      '序号 | 指标 | 2024年 | 2025年',
      '1 | 光伏 | 20.5 | 29.4',
      '2 | 光伏 |  | 3',
      '注：数据为规划值。',
    ])
    expect(map.tables[0]).toMatchObject({ lines: [3, 6], caption: 1, headerRows: 2 })
    expect(map.tables[0]!.columns[3]).toEqual({ headings: ['目标值', '2025年'], unit: '万千瓦' })
  })

  it('show dates, percentages and amounts as the sheet does', async () => {
    const formats = ['yyyy"年"m"月"d"日"', '0.0%', '#,##0.00', '0"万元"', '@']
    const rows =
      row(
        1,
        ['日期', '比例', '金额', '合计', '代码', '短日期', '小数']
          .map((name, at) => text(`${'ABCDEFG'[at]}1`, name))
          .join(''),
      ) +
      row(
        2,
        number('A2', 45292, 1) +
          number('B2', 0.125, 2) +
          number('C2', 1234.5, 3) +
          number('D2', 30, 4) +
          number('E2', 7, 5) +
          number('F2', 45292, 6) +
          number('G2', 0.1 + 0.2),
      )
    const { text: content } = await readDocumentFile(makeXlsx([{ name: 'a', rows }], formats), 'x.xlsx')
    expect(linesOf(content)[1]).toBe('2024年1月1日 | 12.5% | 1,234.50 | 30万元 | 7 | 2024/1/1 | 0.3')
  })

  it('name several sheets, join rich strings, and leave out what is hidden', async () => {
    const strings = [
      '<si/>'.replace('<si/>', '<r><t>重</t></r><r><t>点</t></r><rPh sb="0" eb="1"><t>chong</t></rPh>'),
      '任务',
    ]
    const shared = (ref: string, at: number) => `<c r="${ref}" t="s"><v>${at}</v></c>`
    const rows =
      row(1, shared('A1', 0) + shared('B1', 1) + text('C1', '藏列')) +
      row(2, text('A2', '甲') + text('B2', '乙')) +
      row(3, text('A3', '藏行'), 'hidden="1"')
    const reading = await readDocumentFile(
      makeXlsx(
        [
          { name: '表一', rows, before: '<cols><col min="3" max="3" hidden="1"/></cols>' },
          {
            name: '表二',
            rows: row(1, text('A1', '一') + text('B1', '二')) + row(2, text('A2', '三') + text('B2', '四')),
          },
          { name: '底稿', rows: row(1, text('A1', '不公开')), state: 'hidden' },
        ],
        [],
        strings,
      ),
      'x.xlsx',
    )
    expect(linesOf(reading.text)).toEqual(['表一', '重点 | 任务', '甲 | 乙', '表二', '一 | 二', '三 | 四'])
    expect(reading.map.headings.map(({ line }) => line)).toEqual([1, 4])
    expect(reading.coverage.left).toMatchObject([{ what: 'hidden', characters: 7 }])
    expect(reading.warnings.join()).toContain('底稿')
  })

  it('divide a sheet of several tables, by blank rows and by titles', async () => {
    const cells = (at: number, values: readonly (string | number)[]) =>
      row(
        at,
        values
          .map((value, column) => {
            const ref = `${'ABCD'[column]}${at}`
            return typeof value === 'number' ? number(ref, value) : text(ref, value)
          })
          .join(''),
      )
    const rows =
      cells(1, ['附表1 重点项目']) +
      cells(2, ['序号', '项目', '投资（万元）']) +
      cells(3, ['一、交通项目']) +
      cells(4, [1, '甲', 100]) +
      cells(6, [2, '乙', 200]) +
      cells(8, ['附表2 责任分工']) +
      cells(9, ['序号', '任务', '责任单位', '时限']) +
      cells(10, [1, '丙', '区交通委', '2025年']) +
      cells(11, ['附表3 人员']) +
      cells(12, ['序号', '单位', '人数']) +
      cells(13, [1, '丁', 5])
    const { map } = await readDocumentFile(
      makeXlsx([{ name: 'Sheet1', rows, merges: ['A1:C1', 'A3:C3', 'A8:D8', 'A11:C11'] }]),
      'x.xlsx',
    )
    expect(
      map.tables.map(({ lines, caption, headerRows, columns }) => [
        lines,
        caption,
        headerRows,
        columns.map(({ headings }) => headings.join('/')),
      ]),
    ).toEqual([
      [[2, 5], 1, 1, ['序号', '项目', '投资']],
      [[7, 8], 6, 1, ['序号', '任务', '责任单位', '时限']],
      [[10, 11], 9, 1, ['序号', '单位', '人数']],
    ])
  })
})
