/** Lays a table onto lines: title rows as text, then a row a line, with the place of every cell. */
import type { TableCell, TableMap, TableRow } from '../../domain/document-map.ts'
import { countCharacters, type TableBlock, type TextBlock } from '../block.ts'
import { cleanText } from '../clean-text.ts'
import type { Sheet } from '../render-blocks.ts'
import { columnsOf, headingLine, oneLine, rowHeadingOf } from './columns.ts'
import { type Grid, gridOf } from './grid.ts'
import { headerRows, noteRows, rowCells, titleRows } from './header-rows.ts'

export interface LaidTable {
  /** Null where the grid is no table but a frame around text. */
  readonly table: TableMap | null
  /** Text of such a frame, for its maker to lay. */
  readonly texts: readonly TextBlock[]
  readonly characters: number
}

const SEPARATOR = ' | '

/** What stands around a table. */
export interface Surroundings {
  /** The line above, where it names the table. */
  readonly caption: string
  /** A merged cell is written again in each row that it covers, up to this length. */
  readonly longestRepeated: number
}

export function layTable(
  block: TableBlock,
  sheet: Sheet,
  { caption, longestRepeated }: Surroundings,
): LaidTable {
  const grid = gridOf(block.cells.map((cell) => ({ ...cell, text: cellText(cell.text) })))
  if (grid.columns === 0) return { table: null, texts: [], characters: 0 }
  const pageOf = (row: number) => block.rowPages?.[grid.sourceRows[row]!]
  if (grid.columns === 1) return { table: null, texts: framed(grid, pageOf), characters: 0 }
  if (isContentsList(grid)) return { table: null, texts: joinedRows(grid, pageOf), characters: 0 }
  const titles = titleRows(grid)
  const marked = grid.sourceRows.slice(titles).filter((row) => row < (block.headerRows ?? 0)).length
  const head = headerRows(grid, titles, marked)
  const end = grid.rows - noteRows(grid, titles + head)
  let characters = 0
  let note = caption
  const layWhole = (row: number) => {
    const { text } = grid.at(row, firstColumn(grid, row))
    const page = pageOf(row)
    if (page !== undefined) sheet.page(page)
    for (const line of text.split('\n')) sheet.add(line)
    characters += countCharacters(text)
    return text
  }
  const top = sheet.line
  for (let row = 0; row < titles; row++) note += `\n${layWhole(row)}`
  const first = sheet.line
  const places = new Map<object, { start: number; end: number }>()
  const rows: TableRow[] = []
  for (let row = titles; row < end; row++) {
    const page = pageOf(row)
    if (page !== undefined) sheet.page(page)
    const laid = layRow(grid, row, {
      read: row < titles + head ? headingLine : oneLine,
      sheet,
      places,
      longestRepeated,
    })
    rows.push(laid.row)
    characters += laid.characters
    sheet.add(laid.line)
  }
  const columns = columnsOf(grid, titles, titles + head, note)
  for (let row = end; row < grid.rows; row++) layWhole(row)
  const table: TableMap = {
    lines: [first, first + rows.length - 1],
    caption: titles > 0 ? top : null,
    headerRows: head,
    columns,
    rowHeading: rowHeadingOf(columns),
    rows,
  }
  return { table, texts: [], characters }
}

/** Every column has its place between bars, so that rows align; a cell over the whole width stands alone. */
function layRow(
  grid: Grid,
  row: number,
  {
    read,
    sheet,
    places,
    longestRepeated,
  }: {
    readonly read: (text: string) => string
    readonly sheet: Sheet
    readonly places: Map<object, { start: number; end: number }>
    readonly longestRepeated: number
  },
): { line: string; row: TableRow; characters: number } {
  const cells: TableCell[] = []
  let line = ''
  let characters = 0
  for (let column = 0; column < grid.columns; column++) {
    const cell = grid.at(row, column)
    const isFirst = cell.column === column
    const whole = cell.columns === grid.columns
    if (column > 0 && !whole) line += SEPARATOR
    if (!isFirst) continue
    const continued = cell.row < row
    const text = read(cell.text)
    const written = continued && (countCharacters(text) > longestRepeated || whole) ? '' : text
    const start = sheet.offset + line.length
    const place = { start, end: start + written.length }
    if (!continued) {
      characters += countCharacters(written)
      places.set(cell, place)
    }
    const span = written === '' && continued ? (places.get(cell) ?? place) : place
    cells.push({ column, columns: cell.columns, span, continued })
    line += written
  }
  return { line, row: { line: sheet.line, cells }, characters }
}

function framed(grid: Grid, pageOf: (row: number) => number | undefined): TextBlock[] {
  return Array.from({ length: grid.rows }, (_, row): TextBlock[] => {
    const cell = grid.at(row, 0)
    if (cell.row < row) return []
    const page = pageOf(row)
    return [{ kind: 'text', text: cell.text, ...(page !== undefined && { pages: [{ offset: 0, page }] }) }]
  }).flat()
}

const LEADERS = /^[.．·・•…_\s]{4,}$/

/** A list of contents whose dots stand in a column of their own. */
function isContentsList(grid: Grid): boolean {
  for (let row = 0; row < grid.rows; row++) {
    if (!rowCells(grid, row).some(({ text }) => LEADERS.test(text))) return false
  }
  return grid.rows > 0
}

function joinedRows(grid: Grid, pageOf: (row: number) => number | undefined): TextBlock[] {
  return Array.from({ length: grid.rows }, (_, row): TextBlock => {
    const page = pageOf(row)
    const text = rowCells(grid, row)
      .map((cell) => oneLine(cell.text))
      .join('')
    return { kind: 'text', text, ...(page !== undefined && { pages: [{ offset: 0, page }] }) }
  })
}

/** Bars inside of a cell would read as the next one. */
function cellText(text: string): string {
  return cleanText(text)
    .replaceAll('|', '｜')
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '')
    .join('\n')
}

function firstColumn(grid: Grid, row: number): number {
  for (let column = 0; column < grid.columns; column++) if (grid.at(row, column).text !== '') return column
  return 0
}
