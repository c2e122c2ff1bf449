/** Joins tables that run over the ends of pages: repeated heads are dropped, cut rows and merged cells go on. */
import type { GridCell, TableBlock, Tally } from '../block.ts'
import { joinLines } from '../clean-text.ts'
import type { PageTable } from './page-tables.ts'

/** Share of the table's width by which its columns may differ from page to page. */
const SLACK = 0.015
const OPEN_SLACK = 0.06
const MOST_HEAD = 4

/** True when `next` may be the rest of `table`, which ends a page. */
export function continuesTable(table: PageTable, next: PageTable): boolean {
  if (table.open || next.open) return continuesOpen(table, next)
  const slack = SLACK * (table.right - table.left)
  const shift = next.left - table.left
  return (
    next.page === table.page + 1 &&
    table.columnEdges.length === next.columnEdges.length &&
    table.columnEdges.every((edge, index) => Math.abs(next.columnEdges[index]! - shift - edge) <= slack)
  )
}

/** Columns that gaps divide overlap their own of the page before, and no other. */
function continuesOpen(table: PageTable, next: PageTable): boolean {
  const starts = ({ columnEdges }: PageTable) => columnEdges.slice(0, -1)
  const width = table.right - table.left
  return (
    table.open === next.open &&
    next.page === table.page + 1 &&
    table.columnEdges.length === next.columnEdges.length &&
    starts(table).every((edge, index) => Math.abs(starts(next)[index]! - edge) <= OPEN_SLACK * width)
  )
}

/** One table from its parts, in the order of the pages. */
export function joinedTable(parts: readonly PageTable[], tally: Tally): TableBlock {
  let cells: GridCell[] = []
  const rowPages: number[] = []
  let headerRows = 0
  for (const part of parts) {
    if (cells.length === 0) {
      cells = [...part.cells]
    } else {
      const repeated = repeatedRows(cells, part.cells)
      headerRows = Math.max(headerRows, repeated)
      for (const cell of part.cells) if (cell.row < repeated) tally.leave('repeated_table_head', cell.text)
      append(
        cells,
        part.cells
          .filter((cell) => cell.row >= repeated)
          .map((cell) => ({ ...cell, row: cell.row - repeated })),
      )
    }
    const rows = rowCount(cells)
    while (rowPages.length < rows) rowPages.push(part.page)
  }
  return { kind: 'table', cells, rowPages, ...(headerRows > 0 && { headerRows }) }
}

function append(cells: GridCell[], more: readonly GridCell[]): void {
  if (more.length === 0) return
  const rows = rowCount(cells)
  const first = more.filter((cell) => cell.row === 0)
  const cut = isCutRow(cells, first, rows)
  if (!cut) {
    const goesOn = blankLead(first)
    for (const cell of more) {
      const above = cell.row === 0 && goesOn.has(cell.column) ? lastCell(cells, cell.column, rows) : -1
      const merges = above >= 0 && cells.some(({ column, rows }) => column === cell.column && rows > 1)
      if (merges) cells[above] = { ...cells[above]!, rows: rows + cell.rows - cells[above]!.row }
      else cells.push({ ...cell, row: rows + cell.row })
    }
    return
  }
  for (const cell of more) {
    if (cell.row > 0) {
      cells.push({ ...cell, row: rows + cell.row - 1 })
      continue
    }
    const at = lastCell(cells, cell.column, rows)
    const above = cells[at]
    if (!above) continue
    cells[at] = {
      ...above,
      text: joinLines(above.text, cell.text),
      rows: Math.max(above.rows, rows - above.row + cell.rows - 1),
    }
  }
}

/** The row of the page before was cut: its number is not repeated, and its text stops in mid-sentence. */
function isCutRow(cells: readonly GridCell[], first: readonly GridCell[], rows: number): boolean {
  const filled = first.filter(({ text }) => text.trim() !== '')
  if (filled.length === 0 || filled.length === first.length) return false
  const lead = first.find(({ column }) => column === 0)
  if (lead?.text.trim() !== '') return false
  const mergesLead = cells.some(({ column, rows: height, row }) => column === 0 && height > 1 && row > 0)
  const open = filled.filter((cell) => {
    const above = cells[lastCell(cells, cell.column, rows)]
    return above !== undefined && above.text.trim() !== '' && !/[。；！？]$/.test(above.text.trim())
  })
  return mergesLead ? open.length === filled.length && filled.length <= first.length / 2 : open.length > 0
}

/** Blank cells before the first filled one: a merge of the page before may go on in them. */
function blankLead(first: readonly GridCell[]): Set<number> {
  const blank = new Set<number>()
  for (const cell of [...first].sort((a, b) => a.column - b.column)) {
    if (cell.text.trim() !== '') break
    blank.add(cell.column)
  }
  return blank
}

/** Index of the cell that covers a column in the last row. */
function lastCell(cells: readonly GridCell[], column: number, rows: number): number {
  return cells.findLastIndex(
    (cell) => cell.column <= column && cell.column + cell.columns > column && cell.row + cell.rows >= rows,
  )
}

function rowCount(cells: readonly GridCell[]): number {
  return Math.max(0, ...cells.map(({ row, rows }) => row + rows))
}

/** How many rows at the top of `more` are those at the top of `cells`. */
function repeatedRows(cells: readonly GridCell[], more: readonly GridCell[]): number {
  let rows = 0
  while (rows < MOST_HEAD && rowText(more, rows) !== '' && rowText(more, rows) === rowText(cells, rows))
    rows++
  return rows < rowCount(more) ? rows : 0
}

function rowText(cells: readonly GridCell[], row: number): string {
  return cells
    .filter((cell) => cell.row === row)
    .map(({ text }) => text.replace(/\s/g, ''))
    .join('|')
    .replace(/^\|*$/, '')
}
