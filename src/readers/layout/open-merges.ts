/** Tells how many rows a cell covers in a table without rules: one that stands in the middle of several rows, or above blanks. */
import type { Columns, Piece, PieceRow } from './open-columns.ts'
import { FIGURE, isIn, lineSize, textOf } from './open-rows.ts'

export interface Extent {
  readonly from: number
  readonly rows: number
}

/** Extent of the cell that each row has in a column; null where each row has its own, or where it cannot be told. */
export function extentsOf(
  groups: readonly (readonly PieceRow[])[],
  span: Columns['spans'][number],
  isFirst: boolean,
): Map<number, Extent> | null {
  const places = groups.map((group) => ({
    y: middle(group.map(({ y }) => y)),
    own: group.flatMap(({ y, pieces }) =>
      pieces.filter((piece) => isIn(piece, span)).map((piece) => ({ y, piece })),
    ),
  }))
  const filled = places.flatMap(({ own }, row) => (own.length > 0 ? [row] : []))
  if (filled.length < 2 || filled.length > 0.7 * groups.length) return null
  if (filled.some((row) => places[row]!.own.some(({ piece }) => isFigure(piece)))) return null
  const slack = lineSize(groups[0]![0]!)
  const centred = new Map<number, Extent>()
  let end = groups.length
  for (const row of [...filled].reverse()) {
    const own = middle(places[row]!.own.map(({ y }) => y))
    const top = 2 * own - places[end - 1]!.y
    const from = places.findIndex(({ y }) => y >= top - 0.6 * slack)
    if (from < 0 || from > row || Math.abs(places[from]!.y - top) > 0.6 * slack) break
    centred.set(row, { from, rows: end - from })
    end = from
  }
  if (centred.size === filled.length && end === 0) return centred
  // What names several rows from above stands in the first column.
  if (!isFirst || filled[0] !== 0) return null
  return new Map(
    filled.map((row, index) => [row, { from: row, rows: (filled[index + 1] ?? groups.length) - row }]),
  )
}

function isFigure(piece: Piece): boolean {
  return FIGURE.test(textOf(piece))
}

function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2
}
