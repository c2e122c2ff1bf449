/** Gives a table's cells as a grid in which every place knows its cell; damaged spans are cut, gaps become blank cells. */
import type { GridCell } from '../block.ts'

export interface Grid {
  readonly rows: number
  readonly columns: number
  /** Rows of the original that these rows are. */
  readonly sourceRows: readonly number[]
  /** Cell that covers a place. */
  at(row: number, column: number): GridCell
}

/** The widest sheet of a spreadsheet has more; a table of a document never does. */
const MOST_COLUMNS = 512

/** Rows and columns without any text are dropped, as are those that only spans make. */
export function gridOf(cells: readonly GridCell[]): Grid {
  const { kept, sourceRows } = compact(cells)
  const rows = Math.max(0, ...kept.map(({ row }) => row + 1))
  const columns = Math.min(MOST_COLUMNS, Math.max(0, ...kept.map(({ column }) => column + 1)))
  const places: (GridCell | undefined)[] = new Array(rows * columns)
  for (const cell of kept) {
    if (cell.column >= columns) continue
    const bounds = {
      rows: Math.min(cell.rows, rows - cell.row),
      columns: Math.min(cell.columns, columns - cell.column),
    }
    const bounded =
      bounds.rows === cell.rows && bounds.columns === cell.columns ? cell : { ...cell, ...bounds }
    for (let row = cell.row; row < cell.row + bounds.rows; row++) {
      for (let column = cell.column; column < cell.column + bounds.columns; column++) {
        // Where two cells claim a place, the first has it.
        places[row * columns + column] ??= bounded
      }
    }
  }
  const blank = (row: number, column: number): GridCell => ({ row, column, rows: 1, columns: 1, text: '' })
  return {
    rows,
    columns,
    sourceRows,
    at: (row, column) => places[row * columns + column] ?? blank(row, column),
  }
}

/** Renumbers rows and columns so that only those remain in which some cell with text begins. */
function compact(cells: readonly GridCell[]): { kept: GridCell[]; sourceRows: number[] } {
  const filled = cells.filter(({ text }) => text.trim() !== '')
  const sourceRows = startsOf(filled, ({ row }) => row)
  const rows = ranks(sourceRows)
  const columns = ranks(startsOf(filled, ({ column }) => column))
  const kept = cells.flatMap((cell) => {
    const row = rows(cell.row)
    const column = columns(cell.column)
    const height = rows(cell.row + cell.rows) - row
    const width = columns(cell.column + cell.columns) - column
    if (height < 1 || width < 1) return []
    return [{ ...cell, row, column, rows: height, columns: width }]
  })
  return { kept, sourceRows }
}

function startsOf(cells: readonly GridCell[], startOf: (cell: GridCell) => number): number[] {
  return [...new Set(cells.map(startOf))].sort((a, b) => a - b)
}

/** How many starts lie before a place. */
function ranks(starts: readonly number[]): (at: number) => number {
  const known = new Map<number, number>()
  return (at) => {
    let rank = known.get(at)
    if (rank === undefined) {
      rank = lowerBound(starts, at)
      known.set(at, rank)
    }
    return rank
  }
}

function lowerBound(sorted: readonly number[], value: number): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}
