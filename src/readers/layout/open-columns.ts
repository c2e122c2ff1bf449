/** Finds stretches of a page whose rows stand in columns that only gaps divide: tables without upright rules. */
import type { Run } from './page.ts'

/** A stretch of a row between two gaps. */
export interface Piece {
  readonly runs: readonly Run[]
  readonly left: number
  readonly right: number
}

/** Pieces on one baseline, from left to right. */
export interface PieceRow {
  readonly y: number
  readonly pieces: readonly Piece[]
}

export interface Columns {
  /** From left to right. */
  readonly spans: readonly { readonly left: number; readonly right: number }[]
  /** First row and the one behind the last. */
  readonly from: number
  readonly to: number
}

/** Share of the size by which baselines of one row may differ. */
const SAME_LINE = 0.45
/** A gap from this share of the size on divides pieces. */
const GAP = 0.9
/** Distance of two rows of one table, in sizes. */
const FARTHEST = 3.6
const MOST_COLUMNS = 24
/** How far a line alone may go beyond the first column. */
const GROWTH = 1.5

export function pieceRows(runs: readonly Run[], size: number): PieceRow[] {
  const rows: Run[][] = []
  const filled = runs.filter(({ text }) => text.trim() !== '').flatMap(withoutWideBlanks)
  for (const run of filled.sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row && run.y - row[0]!.y <= SAME_LINE * Math.min(run.size, row[0]!.size)) row.push(run)
    else rows.push([run])
  }
  return rows.map((row) => ({ y: row[0]!.y, pieces: piecesOf(row, size) }))
}

function piecesOf(row: readonly Run[], size: number): Piece[] {
  const pieces: { runs: Run[]; left: number; right: number }[] = []
  for (const run of [...row].sort((a, b) => a.x - b.x)) {
    const last = pieces.at(-1)
    if (last && run.x - last.right < GAP * size) {
      last.runs.push(run)
      last.right = Math.max(last.right, run.x + run.width)
    } else pieces.push({ runs: [run], left: run.x, right: run.x + run.width })
  }
  return pieces
}

/** Columns that were typed with blanks are one run: it is cut, by the widths that its characters have on the whole. */
function withoutWideBlanks(run: Run): Run[] {
  if (!/\S(?: {4,}|\u3000{2,})\S/.test(run.text)) return [run]
  const widthOf = (text: string) =>
    [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? 0.5 : 1), 0)
  const scale = run.width / widthOf(run.text)
  return [...run.text.matchAll(/\S+(?:[ \u3000]{1,3}(?! {1,}|\u3000)\S+)*/g)].map((match) => ({
    ...run,
    text: match[0],
    x: run.x + widthOf(run.text.slice(0, match.index)) * scale,
    width: widthOf(match[0]) * scale,
  }))
}

/** The columns that rows from `from` on keep to; null where that row has too few pieces. */
export function columnsFrom(rows: readonly PieceRow[], from: number, size: number): Columns | null {
  const seed = rows[from]!
  if (seed.pieces.length < 2) return null
  let spans = seed.pieces.map(({ left, right }) => ({ left, right }))
  let to = from + 1
  let lastFull = to
  for (; to < rows.length; to++) {
    const row = rows[to]!
    if (row.y - rows[to - 1]!.y > FARTHEST * size) break
    const next = withRow(spans, row, size)
    if (!next || next.length > MOST_COLUMNS) break
    spans = next
    if (row.pieces.length > 1 || isWrapped(row, rows[to - 1]!, spans, size)) lastFull = to + 1
  }
  return { spans, from, to: lastFull }
}

/** Null where the row does not fit: a piece over two columns, or two pieces in one. */
function withRow(
  spans: readonly { readonly left: number; readonly right: number }[],
  { pieces }: PieceRow,
  size: number,
): { left: number; right: number }[] | null {
  const next = spans.map((span) => ({ ...span }))
  const taken = new Set<number>()
  for (const { left, right } of pieces) {
    const over = spans.flatMap((span, index) =>
      right > span.left + 0.1 * size && left < span.right - 0.1 * size ? [index] : [],
    )
    const [only] = over
    if (over.length > 1 || (only !== undefined && taken.has(only))) return null
    if (only === undefined) {
      // A line alone beside all columns is none of the table.
      if (pieces.length < 2) return null
      next.push({ left, right })
      continue
    }
    taken.add(only)
    const span = next[only]!
    // A paragraph begins where the first column does.
    if (pieces.length === 1 && only === 0 && right - span.right > GROWTH * size) return null
    next[only] = { left: Math.min(span.left, left), right: Math.max(span.right, right) }
  }
  next.sort((a, b) => a.left - b.left)
  const apart = next.every((span, index) => index === 0 || span.left - next[index - 1]!.right >= 0.3 * size)
  return apart ? next : null
}

/** A line alone that goes on with a cell behind the first column. */
function isWrapped(
  row: PieceRow,
  before: PieceRow,
  spans: readonly { readonly left: number; readonly right: number }[],
  size: number,
): boolean {
  return row.pieces[0]!.left > spans[0]!.right && row.y - before.y <= 1.9 * size
}
