/** Gives a register as an Excel workbook (XLSX, ECMA-376), row by row, from its columns and rows: no more than a piece is in memory. */
import { strToU8, Zip, ZipDeflate } from 'fflate'
import { visibleText } from '../domain/visible-text.ts'
import { escapeXml, fixedParts, sheetHead } from './xlsx-parts.ts'

export type SheetCell = string | number | boolean | null

/** Characters that a cell of Excel can hold. */
const LONGEST_CELL = 32_767
/** Rows that a sheet of Excel can hold, with the heading. */
const MOST_ROWS = 1_048_576
/** Characters of markup that are packed at once. */
const PIECE = 65_536
const NARROW = 14
const WIDE = 60
/** Formats of cells, in the order of the style sheet. */
const HEADING = 1
const WRAPPED = 2
/** The same rows give the same file. */
const MODIFIED = '2000-01-01T00:00:00'

/** The file's bytes, piece by piece. Text is written as text, so that no cell runs as a formula. */
export function* registerXlsx(
  sheet: string,
  columns: readonly string[],
  rows: Iterable<Readonly<Record<string, SheetCell>>>,
): Generator<Uint8Array<ArrayBuffer>> {
  let packed: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    packed.push(piece as Uint8Array<ArrayBuffer>)
  })
  const open = (name: string) => {
    const part = new ZipDeflate(name, { level: 6 })
    part.mtime = MODIFIED
    zip.add(part)
    return part
  }
  for (const [name, content] of Object.entries(fixedParts(sheet))) open(name).push(strToU8(content), true)
  const part = open('xl/worksheets/sheet1.xml')
  let markup = ''
  for (const row of sheetRows(columns, rows)) {
    markup += row
    if (markup.length < PIECE) continue
    part.push(strToU8(markup))
    markup = ''
    yield* packed
    packed = []
  }
  part.push(strToU8(`${markup}</sheetData></worksheet>`), true)
  zip.end()
  yield* packed
}

function* sheetRows(
  columns: readonly string[],
  rows: Iterable<Readonly<Record<string, SheetCell>>>,
): Generator<string> {
  const wide = (column: string) => /quote|Text|bodies|action|subject|heading/.test(column)
  yield sheetHead(columns.map((column) => (wide(column) ? WIDE : NARROW)))
  const letters = columns.map((_, i) => columnLetters(i))
  const headings = columns.map((column, i) => textCell(`${letters[i]}1`, column, HEADING))
  yield `<row r="1">${headings.join('')}</row>`
  let n = 1
  for (const row of rows) {
    if (++n > MOST_ROWS) throw new Error(`a sheet holds ${MOST_ROWS} rows at most`)
    const cells = columns.map((column, i) => cell(`${letters[i]}${n}`, row[column] ?? null))
    yield `<row r="${n}">${cells.join('')}</row>`
  }
}

function cell(place: string, value: SheetCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${Number(value)}</v></c>`
  return textCell(place, visibleText(value).slice(0, LONGEST_CELL), WRAPPED)
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}
