/** Finds the head of a table without upright rules: rows above its columns, some of whose headings stand over several. */
import type { GridCell } from '../block.ts'
import { joinLines } from '../clean-text.ts'
import { linesOfRuns } from './lines.ts'
import type { Columns, Piece, PieceRow } from './open-columns.ts'
import { lineSize, textOf } from './open-rows.ts'

const MOST_ROWS = 4
const FARTHEST = 2.2
const LONGEST = 20
/** Captions and sentences stand above tables, too. */
const OTHER = /^(?:附件|附表|表\s*\d|专栏|单位[：:])|[。；：]$/

/** Index of the first row that belongs to the head; `floor` is where another table ends. */
export function headFrom(rows: readonly PieceRow[], { spans, from }: Columns, floor: number): number {
  const size = lineSize(rows[from]!)
  let at = from
  while (at > floor && from - at < MOST_ROWS) {
    const row = rows[at - 1]!
    if (rows[at]!.y - row.y > FARTHEST * size || !isHead(row, spans, size)) break
    at--
  }
  return at
}

function isHead(row: PieceRow, spans: Columns['spans'], size: number): boolean {
  const covers = row.pieces.map((piece) => coverOf(piece, spans))
  if (Math.abs(lineSize(row) - size) > 0.1 * size) return false
  if (row.pieces.some((piece) => textOf(piece).length > LONGEST || OTHER.test(textOf(piece)))) return false
  // A line over all columns is a title, one alone over one column is text before the table.
  return (
    covers.every((cover) => cover !== null && cover.to - cover.from < spans.length - 1) &&
    (row.pieces.length > 1 || covers[0]!.to > covers[0]!.from)
  )
}

/** Cells of the rows above the columns; headings over several columns make a level of their own. */
export function headCells(
  rows: readonly PieceRow[],
  spans: Columns['spans'],
  page: number,
): { cells: GridCell[]; rows: number } {
  if (rows.length === 0) return { cells: [], rows: 0 }
  const placed = rows.flatMap(({ pieces }) =>
    pieces.map((piece) => ({ piece, cover: coverOf(piece, spans)! })),
  )
  const wide = placed.filter(({ cover }) => cover.to > cover.from)
  const levels = wide.length > 0 ? 2 : 1
  const cells: GridCell[] = wide.map(({ piece, cover }) => ({
    row: 0,
    column: cover.from,
    rows: 1,
    columns: cover.to - cover.from + 1,
    text: joinedText([piece], page),
  }))
  spans.forEach((_, column) => {
    const own = placed.filter(({ cover }) => cover.from === column && cover.to === column)
    if (own.length === 0) return
    const isCovered = wide.some(({ cover }) => cover.from <= column && cover.to >= column)
    const text = joinedText(
      own.map(({ piece }) => piece),
      page,
    )
    cells.push({ row: isCovered ? 1 : 0, column, rows: isCovered ? 1 : levels, columns: 1, text })
  })
  return { cells, rows: levels }
}

/** The columns that a piece stands over; between two columns it stands over both. */
function coverOf({ left, right }: Piece, spans: Columns['spans']): { from: number; to: number } | null {
  const over = spans.flatMap((span, index) => (right > span.left && left < span.right ? [index] : []))
  if (over.length > 0) return { from: over[0]!, to: over.at(-1)! }
  const behind = spans.findIndex((span) => span.left >= right)
  return behind > 0 ? { from: behind - 1, to: behind } : null
}

function joinedText(pieces: readonly Piece[], page: number): string {
  return pieces
    .flatMap(({ runs }) => linesOfRuns(runs, page))
    .reduce((text, line) => (text === '' ? line.text : joinLines(text, line.text)), '')
}
