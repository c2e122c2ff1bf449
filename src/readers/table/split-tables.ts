/** Divides a grid that holds several tables, one below the other, each with its own title and head: a sheet, or one table of a document. */
import type { GridCell, TableBlock } from '../block.ts'
import { isNamedHead } from './header-rows.ts'

/** Titles of tables, as rows hold them. */
const TITLE =
  /^(?:附件|附表|表|专栏|续表)\s*[\d一二三四五六七八九十]|(?:表|清单|名单|目录|一览|情况)(?:[（(].{1,20}[)）])?$/
const MOST_TITLES = 3

export function splitTables(block: TableBlock): TableBlock[] {
  const rows = rowsOf(block.cells)
  const numbers = [...rows.keys()].sort((a, b) => a - b)
  const starts = numbers.filter(
    (row, index) => index > 0 && opensTable(numbers, index, rows) && !isCrossed(block.cells, row),
  )
  if (starts.length === 0) return [block]
  return [Number.NEGATIVE_INFINITY, ...starts].map((from, index) => {
    const cells = block.cells.filter(
      ({ row }) => row >= from && row < (starts[index] ?? Number.POSITIVE_INFINITY),
    )
    // What the original marks as heads stands at the top of the first one.
    return { ...block, cells, ...(index > 0 && { headerRows: 0 }) }
  })
}

/** Filled cells by row. */
function rowsOf(cells: readonly GridCell[]): Map<number, GridCell[]> {
  const rows = new Map<number, GridCell[]>()
  for (const cell of cells) {
    if (cell.text.trim() === '') continue
    const row = rows.get(cell.row)
    if (row) row.push(cell)
    else rows.set(cell.row, [cell])
  }
  return rows
}

/** Behind a blank row or with a title of its own, and above a head. */
function opensTable(numbers: readonly number[], at: number, rows: ReadonlyMap<number, GridCell[]>): boolean {
  const isApart = numbers[at]! - numbers[at - 1]! > 1
  let head = at
  while (head < numbers.length && head - at < MOST_TITLES && rows.get(numbers[head]!)!.length === 1) head++
  const isTitled = head > at && TITLE.test(rows.get(numbers[at]!)![0]!.text.trim())
  if (!isApart && !isTitled) return false
  // A title may stand behind a paragraph that is no title: the table opens at the title.
  return head < numbers.length - 1 && isNamedHead(rows.get(numbers[head]!)!.map(({ text }) => text))
}

function isCrossed(cells: readonly GridCell[], row: number): boolean {
  return cells.some((cell) => cell.row < row && cell.row + cell.rows > row)
}
