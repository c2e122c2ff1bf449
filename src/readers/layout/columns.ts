/** Puts the runs of a page into reading order where it is set in two columns: the left one, then the right one. */

import { linesOfRuns } from './lines.ts'
import type { Run } from './page.ts'

/** Rows on both sides that two columns take at least. */
const LEAST_ROWS = 8
const CROSSING = 0.2
const FULL = 0.55

export interface ColumnGroups {
  /** Runs in the order of reading; one group where the page has one column. */
  readonly groups: Run[][]
  /** Middle of the gap between two columns; null where there are none. */
  readonly gutter: number | null
}

/** `before` is the gutter of the page before: the end of a text leaves columns that are short. */
export function columnGroups(
  runs: readonly Run[],
  page: number,
  size: number,
  before: number | null,
): ColumnGroups {
  const own = gutterOf(runs, page, size)
  const gutter = own ?? (before !== null && goesOnAt(before, runs, size) ? before : null)
  if (gutter === null) return { groups: [[...runs]], gutter }
  const groups: Run[][] = []
  let left: Run[] = []
  let right: Run[] = []
  const close = () => {
    if (left.length > 0) groups.push(left)
    if (right.length > 0) groups.push(right)
    left = []
    right = []
  }
  // What runs across both columns (titles) divides them into an upper and a lower part.
  for (const row of rowsOf(runs, size)) {
    if (row.some((run) => run.x < gutter - size && run.x + run.width > gutter + size)) {
      close()
      groups.push(row)
      continue
    }
    for (const run of row) (run.x + run.width / 2 < gutter ? left : right).push(run)
  }
  close()
  return { groups, gutter }
}

/** No row runs over the gutter, and both sides have some. */
function goesOnAt(gutter: number, runs: readonly Run[], size: number): boolean {
  const filled = runs.filter(({ text }) => text.trim() !== '')
  const crosses = filled.some(({ x, width }) => x < gutter - size / 2 && x + width > gutter + size / 2)
  return !crosses && filled.some(({ x }) => x < gutter) && filled.some(({ x }) => x > gutter)
}

/** Middle of the gap between two columns of text. */
function gutterOf(runs: readonly Run[], page: number, size: number): number | null {
  const rows = rowsOf(runs, size)
  if (rows.length < LEAST_ROWS) return null
  const from = Math.min(...runs.map(({ x }) => x))
  const to = Math.max(...runs.map(({ x, width }) => x + width))
  const width = to - from
  if (width < 30 * size) return null
  let best: { at: number; rows: number } | null = null
  for (let at = from + 0.35 * width; at <= from + 0.65 * width; at += size / 2) {
    const crossing = rows.filter((row) =>
      row.some((run) => run.x < at + size / 2 && run.x + run.width > at - size / 2),
    )
    const both = rows.filter(
      (row) => !crossing.includes(row) && row.some((run) => run.x < at) && row.some((run) => run.x > at),
    )
    if (crossing.length > CROSSING * rows.length || both.length < LEAST_ROWS) continue
    if (!isFull(both, at, from, to, page) || (best && best.rows >= both.length)) continue
    best = { at, rows: both.length }
  }
  return best?.at ?? null
}

/** Columns of text fill their width; two columns of short entries are a table or a list of signatures. */
function isFull(
  rows: readonly (readonly Run[])[],
  at: number,
  from: number,
  to: number,
  page: number,
): boolean {
  const sides = [
    { runs: rows.flatMap((row) => row.filter((run) => run.x < at)), width: at - from },
    { runs: rows.flatMap((row) => row.filter((run) => run.x >= at)), width: to - at },
  ]
  return sides.every(({ runs, width }) => {
    const lines = linesOfRuns(runs, page)
    return (
      lines.filter((line) => line.right - line.left >= 0.85 * width - 2 * line.size).length >=
      FULL * lines.length
    )
  })
}

function rowsOf(runs: readonly Run[], size: number): Run[][] {
  const rows: Run[][] = []
  for (const run of [...runs].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row && run.y - row[0]!.y <= 0.45 * size) row.push(run)
    else rows.push([run])
  }
  return rows
}
