/** Gives a 任务分解表 as a Word document (DOCX), from its rows and the documents that they come from. */
import {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  type IRunOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { visibleText } from '../domain/visible-text.ts'
import type { TaskRow } from './task-rows.ts'

export interface TaskTable {
  /** Title and number of each document, as the basis of the table. */
  readonly sources: readonly string[]
  readonly rows: readonly TaskRow[]
}

/** Heading and width in twentieths of a point; together the text width of a landscape A4 page. */
const COLUMNS: readonly (readonly [heading: string, width: number])[] = [
  ['序号', 700],
  ['任务原文', 5600],
  ['目标值', 2400],
  ['时限', 1300],
  ['责任单位', 2400],
  ['依据', 1200],
  ['责任人', 1000],
]
const PAGE = { width: 11_906, height: 16_838, margin: 1100 }
/** Faces of official documents (GB/T 9704); Word falls back where they are not installed. */
const TITLE_FACE = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '方正小标宋简体' }
const TEXT_FACE = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' }

/** The file's bytes. 责任人 stays blank: the document names bodies, and the user's office names people. */
export async function taskTableDocx({ sources, rows }: TaskTable): Promise<Uint8Array> {
  const heading = new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: { value: 500, rule: HeightRule.ATLEAST },
    children: COLUMNS.map(([text, width]) => cell(text, width, { bold: true, centred: true })),
  })
  const body = rows.map(
    (row, i) =>
      new TableRow({
        cantSplit: true,
        children: [String(i + 1), row.task, row.target, row.deadline, row.bodies, row.basis, ''].map(
          (text, column) => cell(text, COLUMNS[column]![1], { centred: column === 0 || column === 5 }),
        ),
      }),
  )
  const document = new Document({
    creator: '政答',
    title: '任务分解表',
    styles: {
      default: { document: { run: { font: TEXT_FACE, size: 21, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.LANDSCAPE },
            margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
          },
        },
        footers: { default: footer() },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 160 },
            children: [new TextRun({ text: '任务分解表', font: TITLE_FACE, size: 36 })],
          }),
          ...sources.map((source) => new Paragraph({ children: [run(`依据：${source}`)] })),
          new Paragraph({
            spacing: { after: 160 },
            children: [
              run(
                '任务原文、目标值、时限和责任单位均摘自文件原文；“等”表示名单不完整；责任人由使用单位填写。',
              ),
            ],
          }),
          new Table({
            width: { size: COLUMNS.reduce((sum, [, width]) => sum + width, 0), type: WidthType.DXA },
            columnWidths: COLUMNS.map(([, width]) => width),
            rows: [heading, ...body],
          }),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

function cell(text: string, width: number, style: { bold?: boolean; centred?: boolean } = {}): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          alignment: style.centred ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [run(line, style.bold ? { bold: true } : {})],
        }),
    ),
  })
}

/** Characters that XML or a reader's eye cannot take are printed as their code. */
function run(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ ...options, text: visibleText(text) })
}

function footer(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}
