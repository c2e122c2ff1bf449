import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pageAt } from '../../src/domain/document-map.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { makePdf, type PdfPage, paragraph, pdfTable } from './make-pdf.ts'

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const pdfAssets = { cMaps: `${join(folder, 'cmaps')}/`, fonts: `${join(folder, 'standard_fonts')}/` }
const readBytes = (bytes: Uint8Array) => readDocumentFile(bytes, 'x.pdf', { pdfAssets })
const read = (pages: readonly PdfPage[]) => readBytes(makePdf(pages))
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')

const FIRST =
  '为贯彻落实国家关于碳达峰碳中和的决策部署，统筹推进减污降碳协同增效，结合本区实际，制定本实施方案，到二〇二五年取得明显成效。'
const SECOND =
  '各镇人民政府和各街道办事处要加强组织领导，明确责任分工，细化工作措施，确保各项任务落到实处，并按年度报送进展情况。'
const COLUMNS = [80, 130, 330, 520] as const

describe('paragraphs', () => {
  it('are joined over lines and pages, with the page of each stretch', async () => {
    const lines = paragraph(FIRST + SECOND, 90, 700, 26)
    const pages: PdfPage[] = [
      { texts: lines.filter(({ y }) => y < 760) },
      { texts: lines.filter(({ y }) => y >= 760).map((line, at) => ({ ...line, y: 100 + 28 * at })) },
    ]
    const full = {
      texts: [
        ...paragraph(FIRST, 90, 100, 26),
        ...paragraph(SECOND, 90, 240, 26),
        ...paragraph(FIRST, 90, 380, 26),
        ...pages[0]!.texts,
      ],
    }
    const { text, map } = await read([full, pages[1]!])
    expect(linesOf(text)).toEqual([FIRST, SECOND, FIRST, FIRST + SECOND])
    expect(map.pages).toHaveLength(2)
    const second = map.pages[1]!
    expect(second).toMatchObject({ page: 2, line: 4 })
    const cut = text.slice(second.start, second.start + 4)
    expect(pages[1]!.texts[0]!.text.startsWith(cut)).toBe(true)
    expect([pageAt(map, 0), pageAt(map, second.start - 1), pageAt(map, second.start)]).toEqual([1, 1, 2])
  })

  it('do not take in headings, signatures and dates', async () => {
    const { text } = await read([
      {
        texts: [
          { text: '关于印发实施方案的通知', x: 200, y: 60, size: 22 },
          { text: '一、总体要求', x: 122, y: 110 },
          ...paragraph(FIRST, 90, 138, 26),
          { text: '（一）主要目标', x: 122, y: 250 },
          ...paragraph(SECOND, 90, 278, 26),
          { text: '某区人民政府', x: 380, y: 400 },
          { text: '2024年1月3日', x: 370, y: 428 },
        ],
      },
    ])
    expect(linesOf(text)).toEqual([
      '关于印发实施方案的通知',
      '一、总体要求',
      FIRST,
      '（一）主要目标',
      SECOND,
      '某区人民政府',
      '2024年1月3日',
    ])
  })

  it('lose running heads, page numbers and hyphens, which are told', async () => {
    const page = (at: number, texts: PdfPage['texts']): PdfPage => ({
      texts: [
        { text: '某区人民政府公报', x: 240, y: 40, size: 12 },
        ...texts,
        { text: `— ${at} —`, x: 280, y: 800, size: 14 },
      ],
    })
    const english = [
      { text: 'This plan is about the environ-', x: 90, y: 300, size: 16 },
      { text: 'mental protection of the district', x: 90, y: 328, size: 16 },
    ]
    const { text, coverage } = await read([
      page(1, [...paragraph(FIRST, 90, 100, 26), ...english.slice(0, 2)]),
      page(2, paragraph(SECOND, 90, 100, 26)),
      page(3, paragraph(FIRST, 90, 100, 26)),
    ])
    expect(text).not.toMatch(/公报|—/)
    expect(text).toContain(SECOND)
    expect(coverage.left.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['page_number', 'running_head']),
    )
    expect(coverage.share).toBeLessThan(1)
  })

  it('are read column by column', async () => {
    const column = (text: string, x: number) => paragraph(text.repeat(3), x, 140, 14, 14)
    const { text } = await read([
      {
        texts: [
          { text: '某区人民政府公报目录与文件汇编的通知全文', x: 140, y: 80, size: 18 },
          ...column(FIRST, 70),
          ...column(SECOND, 310),
        ],
      },
    ])
    expect(linesOf(text)).toEqual([
      '某区人民政府公报目录与文件汇编的通知全文',
      FIRST.repeat(3),
      SECOND.repeat(3),
    ])
  })

  it('keep no watermark', async () => {
    const mark = 'BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <6c345370> Tj ET'
    const { text, coverage } = await read([{ texts: paragraph(FIRST, 90, 100, 26), more: mark }])
    expect(text).toBe(`${FIRST}\n`)
    expect(coverage.left).toMatchObject([{ what: 'rotated', sample: '水印' }])
  })
})

describe('ruled tables', () => {
  const HEAD = ['序号', '重点任务', '责任单位']

  it('become rows under their headings, among the text', async () => {
    const table = pdfTable(
      [HEAD, ['1', '建成加氢站2座', '区交通委'], ['2', '推广新能源车', '']],
      COLUMNS,
      220,
    )
    const { text, map } = await read([
      {
        texts: [...paragraph(FIRST, 90, 80, 26), ...table.texts, ...paragraph(SECOND, 90, 330, 26)],
        rules: table.rules!,
      },
    ])
    expect(linesOf(text)).toEqual([
      FIRST,
      '序号 | 重点任务 | 责任单位',
      '1 | 建成加氢站2座 | 区交通委',
      '2 | 推广新能源车 | ',
      SECOND,
    ])
    expect(map.tables[0]).toMatchObject({ lines: [2, 4], headerRows: 1, rowHeading: 1 })
  })

  it('go on over pages, their repeated heads dropped', async () => {
    const first = pdfTable([HEAD, ['1', '甲项任务', '区甲局']], COLUMNS, 700)
    const second = pdfTable([HEAD, ['2', '乙项任务', '区乙局']], COLUMNS, 60)
    const { text, map, coverage } = await read([
      { texts: [...paragraph(FIRST, 90, 100, 26), ...first.texts], rules: first.rules! },
      { texts: [...second.texts, ...paragraph(SECOND, 90, 300, 26)], rules: second.rules! },
    ])
    expect(linesOf(text)).toEqual([
      FIRST,
      '序号 | 重点任务 | 责任单位',
      '1 | 甲项任务 | 区甲局',
      '2 | 乙项任务 | 区乙局',
      SECOND,
    ])
    expect(map.tables).toHaveLength(1)
    expect(map.pages.map(({ page, line }) => [page, line])).toEqual([
      [1, 1],
      [2, 4],
    ])
    expect(coverage.left).toMatchObject([{ what: 'repeated_table_head', characters: 10 }])
  })

  it('join a row that the end of a page cuts', async () => {
    const first = pdfTable([HEAD, ['1', '建设充电设施并', '区交通委']], COLUMNS, 700)
    const second = pdfTable(
      [
        ['', '接入监测平台', ''],
        ['2', '乙项任务', '区乙局'],
      ],
      COLUMNS,
      60,
    )
    const { text } = await read([first, second])
    expect(linesOf(text)).toEqual([
      '序号 | 重点任务 | 责任单位',
      '1 | 建设充电设施并接入监测平台 | 区交通委',
      '2 | 乙项任务 | 区乙局',
    ])
  })

  it('merge cells where no rule divides them, and join wrapped cells', async () => {
    const [left, a, b, right] = COLUMNS
    const { text } = await read([
      {
        texts: [
          { text: '类别', x: left + 4, y: 117, size: 12 },
          { text: '任务', x: a + 4, y: 117, size: 12 },
          { text: '责任', x: b + 4, y: 117, size: 12 },
          { text: '能源', x: left + 4, y: 150, size: 12 },
          { text: '推进光伏发电项目建设和并网运', x: a + 4, y: 141, size: 12 },
          { text: '行', x: a + 4, y: 156, size: 12 },
          { text: '区发展改革委', x: b + 4, y: 141, size: 12 },
          { text: '建设加氢站', x: a + 4, y: 177, size: 12 },
          { text: '区交通委', x: b + 4, y: 177, size: 12 },
        ],
        rules: [
          [left, 100, right, 100],
          [left, 124, right, 124],
          [a, 160, right, 160],
          [left, 184, right, 184],
          ...COLUMNS.map((x) => [x, 100, x, 184] as const),
        ],
      },
    ])
    expect(linesOf(text)).toEqual([
      '类别 | 任务 | 责任',
      '能源 | 推进光伏发电项目建设和并网运行 | 区发展改革委',
      '能源 | 建设加氢站 | 区交通委',
    ])
  })
})

describe('a PDF made by an office program', () => {
  it('gives the text of the docx that it was made from', async () => {
    const sample = (name: string) =>
      new Uint8Array(readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url)))
    const docx = await readDocumentFile(sample('sample.docx'), 'sample.docx')
    const pdf = await readBytes(sample('sample.pdf'))
    // The note stands behind the paragraph in one, and behind its page in the other.
    const plain = (text: string) =>
      linesOf(text.replace(/^［注1］.*\n/m, '')).map((line) => line.replace(/ (?!\|)(?<!\| )/g, ''))
    expect(plain(pdf.text)).toEqual(plain(docx.text))
    expect(pdf.map.tables.map(({ headerRows, columns, rows }) => [headerRows, columns, rows.length])).toEqual(
      docx.map.tables.map(({ headerRows, columns, rows }) => [headerRows, columns, rows.length]),
    )
    expect(pdf.map.notes).toHaveLength(1)
  })
})

it('a scan says so, and is read by OCR where that is on', async () => {
  const picture = 'q 400 0 0 500 90 200 cm BI /W 8 /H 8 /CS /G /BPC 8 ID '.concat('\x80'.repeat(64), ' EI Q')
  const scan = makePdf([{ texts: [], more: picture }])
  await expect(readBytes(scan)).rejects.toMatchObject({
    code: 'file_scanned',
    message: expect.stringMatching(/OCR=on/),
  })
  const recognise = async () => [
    { text: '关于印发方案的通知', left: 300, top: 100, width: 270, height: 30 },
    { text: '各单位要抓好落实。', left: 100, top: 300, width: 270, height: 30 },
  ]
  const reading = await readDocumentFile(scan, 'x.pdf', { pdfAssets, recognise })
  expect(reading.text).toBe('关于印发方案的通知\n各单位要抓好落实。\n')
  expect(reading.map.notes.map(({ kind }) => kind)).toEqual(['ocr', 'ocr'])
  expect(reading.warnings.join()).toContain('OCR')
})

it('500 pages are read within their limits', async () => {
  const { text, map } = await read(
    Array.from({ length: 500 }, (_, at) => ({
      texts: [{ text: `第${at + 1}条规定本条的内容。`, x: 90, y: 300 }],
    })),
  )
  expect(linesOf(text)).toHaveLength(500)
  expect(map.pages).toHaveLength(500)
})
