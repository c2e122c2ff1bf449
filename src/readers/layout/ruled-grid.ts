/** Finds ruled tables: rules that cross → grids of cells, merged where no rule divides them. */
import type { Box, Rule } from './page.ts'

export interface GridBox extends Box {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

export interface RuledGrid extends Box {
  readonly cells: readonly GridBox[]
  readonly columnEdges: readonly number[]
}

interface Straight {
  /** Place across: y of a horizontal rule, x of a vertical one. */
  at: number
  from: number
  to: number
}

const MOST_RULES = 6000
const MOST_EDGES = 400

/** `unit` is the size of the text of the page. Grids of one column are frames, and are left out. */
export function ruledGrids(rules: readonly Rule[], unit: number): RuledGrid[] {
  const slack = 0.3 * unit
  const level: Straight[] = []
  const upright: Straight[] = []
  for (const { x1, y1, x2, y2 } of rules.slice(0, MOST_RULES)) {
    if (Math.abs(y1 - y2) <= slack / 2 && x2 - x1 > slack) level.push({ at: (y1 + y2) / 2, from: x1, to: x2 })
    else if (Math.abs(x1 - x2) <= slack / 2 && y2 - y1 > slack)
      upright.push({ at: (x1 + x2) / 2, from: y1, to: y2 })
  }
  const horizontal = joined(level, slack).filter((line) => line.to - line.from >= unit)
  const vertical = joined(upright, slack).filter((line) => line.to - line.from >= 0.7 * unit)
  return groups(horizontal, vertical, slack).flatMap(
    ([rows, columns]) => gridOf(rows, columns, slack, unit) ?? [],
  )
}

/** Pieces of one line become one line: cells are often framed one by one. */
function joined(lines: readonly Straight[], slack: number): Straight[] {
  const sorted = [...lines].sort((a, b) => a.at - b.at || a.from - b.from)
  const tracks: Straight[][] = []
  for (const line of sorted) {
    const track = tracks.at(-1)
    if (track && line.at - track[0]!.at <= slack) track.push(line)
    else tracks.push([line])
  }
  return tracks.flatMap((track) => {
    const result: Straight[] = []
    for (const line of track.sort((a, b) => a.from - b.from)) {
      const last = result.at(-1)
      if (last && line.from <= last.to + slack) last.to = Math.max(last.to, line.to)
      else result.push({ ...line, at: track[0]!.at })
    }
    return result
  })
}

/** Lines that touch, directly or through others. */
function groups(horizontal: Straight[], vertical: Straight[], slack: number): [Straight[], Straight[]][] {
  const parent = [...horizontal, ...vertical].map((_, index) => index)
  const find = (at: number): number => {
    let root = at
    while (parent[root] !== root) root = parent[root]!
    for (let next = at; parent[next] !== root; ) {
      const up = parent[next]!
      parent[next] = root
      next = up
    }
    return root
  }
  horizontal.forEach((h, i) => {
    vertical.forEach((v, j) => {
      const meets =
        v.at >= h.from - slack && v.at <= h.to + slack && h.at >= v.from - slack && h.at <= v.to + slack
      if (meets) parent[find(i)] = find(horizontal.length + j)
    })
  })
  const found = new Map<number, [Straight[], Straight[]]>()
  const groupOf = (index: number) => {
    const root = find(index)
    const group = found.get(root) ?? [[], []]
    found.set(root, group)
    return group
  }
  for (const [index, line] of horizontal.entries()) groupOf(index)[0].push(line)
  for (const [index, line] of vertical.entries()) groupOf(horizontal.length + index)[1].push(line)
  // Browsers leave the edge open where a page cuts a table.
  return [...found.values()].filter(
    ([rows, columns]) => rows.length + columns.length >= 3 && columns.length >= 1 && rows.length >= 1,
  )
}

function gridOf(
  horizontal: readonly Straight[],
  vertical: readonly Straight[],
  slack: number,
  unit: number,
): RuledGrid | null {
  // Tables may be open at the sides or at the ends: the other rules say how far they reach.
  const xs = edges([...vertical.map(({ at }) => at), ...ends(horizontal)], slack)
  const ys = edges([...horizontal.map(({ at }) => at), ...ends(vertical)], slack)
  if (xs.length < 3 || ys.length < 2 || xs.length > MOST_EDGES || ys.length > MOST_EDGES) return null
  const columns = xs.length - 1
  const rows = ys.length - 1
  if (rows * columns > 40_000) return null
  const divides = (lines: readonly Straight[], at: number, from: number, to: number) => {
    const middle = (from + to) / 2
    return lines.some(
      (line) => Math.abs(line.at - at) <= slack && line.from - slack <= middle && line.to + slack >= middle,
    )
  }
  const owner = new Int32Array(rows * columns).fill(-1)
  const cells: GridBox[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (owner[row * columns + column] !== -1) continue
      let right = column + 1
      while (
        right < columns &&
        owner[row * columns + right] === -1 &&
        !divides(vertical, xs[right]!, ys[row]!, ys[row + 1]!)
      )
        right++
      let bottom = row + 1
      while (bottom < rows && isOpenBelow(bottom)) bottom++
      for (let r = row; r < bottom; r++)
        for (let c = column; c < right; c++) owner[r * columns + c] = cells.length
      cells.push({
        row,
        column,
        rows: bottom - row,
        columns: right - column,
        left: xs[column]!,
        right: xs[right]!,
        top: ys[row]!,
        bottom: ys[bottom]!,
      })
      function isOpenBelow(at: number): boolean {
        for (let c = column; c < right; c++) {
          if (owner[at * columns + c] !== -1 || divides(horizontal, ys[at]!, xs[c]!, xs[c + 1]!)) return false
        }
        return true
      }
    }
  }
  if (new Set(cells.map((cell) => cell.column)).size < 2) return null
  if (ys.at(-1)! - ys[0]! < unit || xs.at(-1)! - xs[0]! < 3 * unit) return null
  return { cells, columnEdges: xs, left: xs[0]!, right: xs.at(-1)!, top: ys[0]!, bottom: ys.at(-1)! }
}

function ends(lines: readonly Straight[]): number[] {
  return lines.length === 0
    ? []
    : [Math.min(...lines.map(({ from }) => from)), Math.max(...lines.map(({ to }) => to))]
}

/** Places in order, those that are nearly the same once. */
function edges(places: readonly number[], slack: number): number[] {
  const found: number[] = []
  for (const place of [...places].sort((a, b) => a - b)) {
    if (found.length === 0 || place - found.at(-1)! > 1.5 * slack) found.push(place)
  }
  return found
}
