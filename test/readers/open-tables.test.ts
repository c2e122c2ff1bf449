/** Tables without upright rules in PDF and OFD: columns by gaps, rows by rules, distances or figures. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { makeOfd, ofdText } from './make-ofd.ts'
import { makePdf, type PdfPage, type PdfText, paragraph } from './make-pdf.ts'

const folder = (name: string) =>
  fileURLToPath(new URL(`../../node_modules/pdfjs-dist/${name}/`, import.meta.url))
const pdfAssets = { cMaps: folder('cmaps'), fonts: folder('standard_fonts') }
const read = (pages: readonly PdfPage[]) => readDocumentFile(makePdf(pages), 'x.pdf', { pdfAssets })
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')

const BEFORE =
  '为贯彻落实国家和省的决策部署，结合本区实际，现将重点任务分解如下，请各单位认真组织实施，按时报送进展情况。'
/** Digits of the test's font are as wide as characters. */
const X = [90, 130, 250, 340, 430]
/** Texts of one line at the places of their columns; blanks leave none. */
const at = (y: number, texts: readonly string[], xs: readonly number[] = X): PdfText[] =>
  texts.flatMap((text, column) => (text === '' ? [] : [{ text, x: xs[column]!, y, size: 12 }]))
const ROWS = [
  ['1', '建成加氢站', '2', '6', '区交通委'],
  ['2', '推广新能源车', '300', '500', '区发展改革委'],
  ['3', '光伏发电装机', '20.5', '29.4', '区发展改革委'],
]
const HEAD = [
  ...at(300, ['', '', '目标值（个）']).map((text) => ({ ...text, x: 290 })),
  ...at(306, ['序号', '重点任务', '', '', '责任单位']),
  ...at(313, ['', '', '2024年', '2025年', '']),
]
const COLUMNS = [['序号'], ['重点任务'], ['目标值', '2024年'], ['目标值', '2025年'], ['责任单位']]

describe('columns that gaps divide', () => {
  it('are a table with a head of two levels, between paragraphs', async () => {
    const { text, map } = await read([
      {
        texts: [
          ...paragraph(BEFORE, 90, 150, 26),
          ...HEAD,
          ...ROWS.flatMap((row, index) => at(340 + 24 * index, row)),
          ...paragraph(BEFORE, 90, 470, 26),
        ],
      },
    ])
    expect(linesOf(text)).toEqual([
      BEFORE,
      '序号 | 重点任务 | 目标值（个） |  | 责任单位',
      '序号 | 重点任务 | 2024年 | 2025年 | 责任单位',
      ...ROWS.map((row) => row.join(' | ')),
      BEFORE,
    ])
    expect(map.tables[0]!.columns.map(({ headings }) => headings)).toEqual(COLUMNS)
  })

  it('join the lines of a cell around the figures of its row', async () => {
    const texts = [
      ...at(300, ['序号', '重点任务', '数量', '责任单位']),
      ...at(330, ['', '推进居民小区和单位']),
      ...at(337, ['1', '', '40', '区交通委']),
      ...at(344, ['', '配建充电设施']),
      ...at(366, ['2', '建成加氢站', '2', '区交通委']),
      ...at(386, ['', '完善便捷高效的出行']),
      ...at(400, ['3', '服务网络并接入全市', '5', '区大数据局']),
      ...at(414, ['', '统一的监测平台']),
    ]
    const { text } = await read([{ texts: [...paragraph(BEFORE, 90, 150, 26), ...texts] }])
    expect(linesOf(text).slice(1)).toEqual([
      '序号 | 重点任务 | 数量 | 责任单位',
      '1 | 推进居民小区和单位配建充电设施 | 40 | 区交通委',
      '2 | 建成加氢站 | 2 | 区交通委',
      '3 | 完善便捷高效的出行服务网络并接入全市统一的监测平台 | 5 | 区大数据局',
    ])
  })

  it('keep rows between level rules, and cells in the middle of several rows', async () => {
    const rows = ['装机容量', '储能规模', '绿电占比', '公交分担率', '充电桩', '轨道里程']
    const texts = [
      ...at(300, ['类别', '指标', '单位', '数值']),
      ...rows.flatMap((name, index) =>
        at(330 + 20 * index, [
          index % 3 === 1 ? ['能源', '交通'][Math.floor(index / 3)]! : '',
          name,
          '个',
          String(30 + index),
        ]),
      ),
    ]
    const rules = [285, 310, 440].map((y) => [85, y, 480, y] as const)
    const { text } = await read([{ texts: [...paragraph(BEFORE, 90, 150, 26), ...texts], rules }])
    expect(linesOf(text).slice(1)).toEqual([
      '类别 | 指标 | 单位 | 数值',
      ...rows.map((name, index) => `${index < 3 ? '能源' : '交通'} | ${name} | 个 | ${30 + index}`),
    ])
  })

  it('go on over pages, their repeated heads dropped', async () => {
    const head = at(700, ['序号', '重点任务', '数量', '责任单位'])
    const part = (from: number, y: number) =>
      Array.from({ length: 4 }, (_, row) =>
        at(y + 20 * row, [
          String(from + row),
          `第${from + row}项任务`,
          String(10 * (from + row)),
          '区交通委',
        ]),
      ).flat()
    const { text, map } = await read([
      { texts: [...paragraph(BEFORE, 90, 150, 26), ...head, ...part(1, 722)] },
      {
        texts: [
          ...head.map((each) => ({ ...each, y: 60 })),
          ...part(5, 82),
          ...paragraph(BEFORE, 90, 300, 26),
        ],
      },
    ])
    expect(map.tables).toHaveLength(1)
    expect(linesOf(text).filter((line) => line.startsWith('序号'))).toHaveLength(1)
    expect(linesOf(text)).toContain('8 | 第8项任务 | 80 | 区交通委')
  })

  it('are read in OFD, too', async () => {
    const xs = [20, 40, 100, 130]
    const objects = [
      ['序号', '任务', '数量', '单位'],
      ...ROWS.map(([n, name, a, , body]) => [n!, name!, a!, body!]),
    ]
      .flatMap((row, index) => row.map((text, column) => ofdText(text, xs[column]!, 100 + 8 * index, 4)))
      .join('')
    const { text } = await readDocumentFile(makeOfd({ pages: [objects] }), 'x.ofd')
    expect(linesOf(text)[1]).toBe('1 | 建成加氢站 | 2 | 区交通委')
  })
})

it.each([
  [
    'signatures',
    [
      ['甲方：某区人民政府', '乙方：某公司'],
      ['代表：张三', '代表：李四'],
      ['2024年1月', '2024年1月'],
    ],
  ],
  [
    'a list of contents',
    [
      ['第一章 总则', '1'],
      ['第二章 任务', '3'],
      ['第三章 保障', '8'],
      ['附件', '12'],
      ['附则', '15'],
    ],
  ],
  [
    'hanging numbers',
    [
      ['1.', '建立台账'],
      ['2.', '按月调度'],
      ['3.', '督查考核'],
      ['4.', '严格问责'],
    ],
  ],
])('%s are no table', async (_, rows) => {
  const { map } = await read([{ texts: rows.flatMap((row, index) => at(300 + 24 * index, row, [120, 320])) }])
  expect(map.tables).toEqual([])
})
