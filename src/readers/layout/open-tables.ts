/** Takes tables without upright rules out of the runs of a page: columns by gaps, rows by rules, distances or figures. */
import type { GridCell } from '../block.ts'
import { linesOfRuns } from './lines.ts'
import { type Columns, columnsFrom, type Piece, type PieceRow, pieceRows } from './open-columns.ts'
import { headCells, headFrom } from './open-heads.ts'
import { extentsOf } from './open-merges.ts'
import { isIn, lineSize, rowGroups, textOf } from './open-rows.ts'
import type { Rule, Run } from './page.ts'
import { cellText, type PageTable } from './page-tables.ts'

/** Fewer rows of several pieces are a signature or a spaced line. */
const LEAST_ROWS = 3
/** Two columns may be a list with hanging numbers, or columns of text: they need more. */
const LEAST_ROWS_OF_TWO = 4
const NUMBER = /^[（(]?[\d一二三四五六七八九十①-⑳]{1,3}[)）.．、]?$|^[●•◆■▪—\-–]$/
const LEADERS = /[.．·・•…]{4,}/
const CHAPTER = /^(?:第.{1,3}[章节条]|[一二三四五六七八九十]+、|附件)/

/** A place that the cell of another row covers. */
const COVERED = { from: 0, rows: 0 }

interface Place {
  readonly rules: readonly Rule[]
  readonly page: number
}

export function openTables(
  runs: readonly Run[],
  place: Place,
  size: number,
): { tables: PageTable[]; runs: Run[] } {
  const rows = pieceRows(runs, size)
  const tables: PageTable[] = []
  const taken = new Set<Run>()
  let floor = 0
  for (let at = 0; at < rows.length; ) {
    const columns = columnsFrom(rows, at, lineSize(rows[at]!))
    if (!columns || !isTable(rows.slice(columns.from, columns.to), columns)) {
      at++
      continue
    }
    const from = headFrom(rows, columns, floor)
    tables.push(tableOf(rows.slice(from, columns.to), columns, columns.from - from, place))
    for (const { pieces } of rows.slice(from, columns.to))
      for (const run of pieces.flatMap((piece) => piece.runs)) taken.add(originOf(run, runs))
    at = columns.to
    floor = at
  }
  return { tables, runs: runs.filter((run) => !taken.has(run)) }
}

/** A run that was cut at its blanks belongs to the one it was cut from. */
function originOf(run: Run, runs: readonly Run[]): Run {
  if (runs.includes(run)) return run
  return (
    runs.find((each) => each.y === run.y && each.x <= run.x + 1e-6 && each.text.includes(run.text)) ?? run
  )
}

function isTable(rows: readonly PieceRow[], { spans }: Columns): boolean {
  const several = rows.filter(({ pieces }) => pieces.length > 1)
  const least = spans.length === 2 ? LEAST_ROWS_OF_TWO : LEAST_ROWS
  if (several.length < least || several.length < 0.3 * rows.length) return false
  if (spans.length > 2 && several.filter(({ pieces }) => pieces.length > 2).length < 2) return false
  const columns = spans.map((span) =>
    several.flatMap(({ pieces }) => pieces.filter((piece) => isIn(piece, span))),
  )
  if (columns.flat().some((piece) => LEADERS.test(textOf(piece)))) return false
  const first = columns[0]!.map(textOf)
  // A list of contents without dots.
  if (
    columns.at(-1)!.every((piece) => /^\d{1,3}$/.test(textOf(piece))) &&
    first.filter((text) => CHAPTER.test(text)).length > 1
  )
    return false
  if (spans.length === 2 && first.every((text) => NUMBER.test(text))) return false
  return columns.filter((pieces, index) => isText(pieces, spans[index]!)).length < 2
}

/** Columns of text fill their width, line for line. */
function isText(pieces: readonly Piece[], span: Columns['spans'][number]): boolean {
  const long = pieces.filter(({ left, right, runs }) => {
    const size = runs[0]!.size
    return right - left >= Math.max(0.85 * (span.right - span.left), 9 * size)
  })
  return long.length > 0.5 * pieces.length
}

/** `above` of the lines stand over the columns and are surely head. */
function tableOf(
  lines: readonly PieceRow[],
  { spans }: Columns,
  above: number,
  { rules, page }: Place,
): PageTable {
  const left = spans[0]!.left
  const right = spans.at(-1)!.right
  const ruled = rules
    .filter(
      ({ x1, x2, y1, y2 }) => y1 === y2 && Math.min(x2, right) - Math.max(x1, left) >= 0.6 * (right - left),
    )
    .map(({ y1 }) => y1)
  const body = rowGroups(lines, above, spans, ruled)
  const head = headCells(lines.slice(0, body.head), spans, page)
  const cells: GridCell[] = [...head.cells]
  spans.forEach((span, column) => {
    const extents = extentsOf(body.groups, span, column === 0)
    body.groups.forEach((group, index) => {
      const { from, rows } = extents ? (extents.get(index) ?? COVERED) : { from: index, rows: 1 }
      if (rows === 0) return
      const runs = group.flatMap(({ pieces }) =>
        pieces.filter((piece) => isIn(piece, span)).flatMap((piece) => piece.runs),
      )
      const text = cellText(linesOfRuns(runs, page), { ...span, top: 0, bottom: 0 })
      cells.push({ row: head.rows + from, column, rows, columns: 1, text })
    })
  })
  const top = lines[0]!.y - lineSize(lines[0]!)
  const columnEdges = [...spans.map((span) => span.left), right]
  return { page, cells, columnEdges, open: true, left, right, top, bottom: lines.at(-1)!.y }
}
