/** Groups the lines of a table without rules between its rows: by rules, by distances, or around the figures of a column. */
import type { Columns, Piece, PieceRow } from './open-columns.ts'

/** Rows of a table as lines; those of its head come first. */
export interface RowGroups {
  /** How many of the lines are the head. */
  readonly head: number
  readonly groups: readonly (readonly PieceRow[])[]
}

export const FIGURE = /^[-+±≤≥<>约]?[\d,.，]+(?:[%％‰]|[\u3400-\u9fff/]{0,4})$|^[-—–/]$/
const LEAST_ANCHORS = 2
/** Distances that differ by less are the same. */
const SAME = 1.25

/** `above` of the lines stand over the columns, and are head. */
export function rowGroups(
  all: readonly PieceRow[],
  above: number,
  spans: Columns['spans'],
  rules: readonly number[],
): RowGroups {
  const lines = all.slice(above)
  const anchors = anchorsOf(lines, spans)
  const ruled = byRules(all, rules)
  // A rule below the head alone, and one at the end, divide no rows.
  if (ruled.length >= Math.max(3, 0.6 * anchors.length) && ruled[0]!.length >= above)
    return { head: ruled[0]!.length, groups: ruled.slice(1) }
  const bounds = rules.filter((y) => lines.some((line) => line.y < y))
  if (anchors.length < LEAST_ANCHORS) return { head: above, groups: byFirstCell(lines, spans) }
  const centred = around(lines, anchors, spans)
  const below = lines.flatMap((_, at) => (anchors.includes(at) ? [at] : []))
  const starts = centred && hasLinesAbove(centred, anchors) ? centred : below
  const first = starts[0]!
  const underRule = lines.findIndex((line) => bounds.length > 0 && line.y > Math.min(...bounds))
  const head = underRule > 0 && underRule < first ? underRule : first
  const rows = starts.map((start, index) =>
    lines.slice(index === 0 ? head : start, starts[index + 1] ?? lines.length),
  )
  return { head: above + head, groups: rows }
}

/** Lines with a figure, in the column that has the most of them: every row has one. */
function anchorsOf(lines: readonly PieceRow[], spans: Columns['spans']): number[] {
  const byColumn = spans.map((span) => {
    const filled = lines.flatMap(({ pieces }, line) => {
      const piece = pieces.find((each) => isIn(each, span))
      return piece ? [{ line, figure: FIGURE.test(textOf(piece)) && !/^\d{4}年?$/.test(textOf(piece)) }] : []
    })
    const first = filled.findIndex(({ figure }) => figure)
    const body = first < 0 ? [] : filled.slice(first)
    return body.every(({ figure }) => figure) ? body.map(({ line }) => line) : []
  })
  return byColumn.reduce((most, each) => (each.length > most.length ? each : most), [])
}

/** First line of each row where cells are centred: as many lines stand below a figure as above it; null where they are not. */
function around(
  lines: readonly PieceRow[],
  anchors: readonly number[],
  spans: Columns['spans'],
): number[] | null {
  const starts: number[] = []
  let end = lines.length
  for (let index = anchors.length - 1; index >= 0; index--) {
    const anchor = anchors[index]!
    const depth = lines[end - 1]!.y - lines[anchor]!.y
    const floor = index === 0 ? 0 : anchors[index - 1]! + 1
    const slack = 0.25 * lineSize(lines[anchor]!)
    let start = anchor
    while (start > floor && lines[anchor]!.y - lines[start - 1]!.y <= depth + slack) start--
    if (Math.abs(lines[anchor]!.y - lines[start]!.y - depth) > 2 * slack) return null
    if (!isCentred(lines.slice(start, end), lines[anchor]!, spans)) return null
    starts.unshift(start)
    end = start
  }
  return starts
}

/** Each cell of a row has its middle at the figure. */
function isCentred(lines: readonly PieceRow[], anchor: PieceRow, spans: Columns['spans']): boolean {
  const slack = 0.4 * lineSize(anchor)
  return spans.every((span) => {
    const own = lines.filter(({ pieces }) => pieces.some((piece) => isIn(piece, span))).map(({ y }) => y)
    return own.length === 0 || Math.abs((own[0]! + own.at(-1)!) / 2 - anchor.y) <= slack
  })
}

function hasLinesAbove(starts: readonly number[], anchors: readonly number[]): boolean {
  return starts.some((start, index) => start < anchors[index]!)
}

function byRules(lines: readonly PieceRow[], rules: readonly number[]): PieceRow[][] {
  const groups: PieceRow[][] = []
  lines.forEach((line, index) => {
    const before = lines[index - 1]
    if (before && !rules.some((y) => y > before.y && y < line.y)) groups.at(-1)!.push(line)
    else groups.push([line])
  })
  return groups
}

/** Without figures: wider distances divide rows, else a row begins where its first cell does. */
function byFirstCell(lines: readonly PieceRow[], spans: Columns['spans']): PieceRow[][] {
  const gaps = lines.slice(1).map((line, index) => line.y - lines[index]!.y)
  const least = Math.min(...gaps)
  const isSpaced = gaps.some((gap) => gap <= SAME * least) && gaps.some((gap) => gap > SAME * least)
  const opens = ({ pieces }: PieceRow) => pieces.some((piece) => isIn(piece, spans[0]!))
  const groups: PieceRow[][] = []
  lines.forEach((line, index) => {
    const starts = isSpaced ? gaps[index - 1]! > SAME * least : opens(line) || line.pieces.length > 1
    if (index === 0 || starts) groups.push([line])
    else groups.at(-1)!.push(line)
  })
  return groups
}

export function isIn(
  { left, right }: Pick<Piece, 'left' | 'right'>,
  span: Columns['spans'][number],
): boolean {
  const middle = (left + right) / 2
  return middle >= span.left && middle <= span.right
}

export function textOf({ runs }: Piece): string {
  return runs
    .map(({ text }) => text)
    .join('')
    .trim()
}

export function lineSize({ pieces }: PieceRow): number {
  return pieces[0]!.runs[0]!.size
}
