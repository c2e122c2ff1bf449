/** Gives rows as an aligned text table; Han characters take two columns of a terminal. */
import type { Cell } from '../http/csv.ts'

const MAX_WIDTH = 48

export function printTable(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): string {
  const cells = [columns, ...rows.map((row) => columns.map((column) => clipped(String(row[column] ?? ''))))]
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i]!))))
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat(widths[i]! - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function clipped(text: string): string {
  let line = text.replace(/\s+/g, ' ')
  if (widthOf(line) <= MAX_WIDTH) return line
  while (widthOf(line) > MAX_WIDTH - 1) line = [...line].slice(0, -1).join('')
  return `${line}…`
}

/** Columns by East Asian Width (UAX #11): wide and full-width characters take two. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1
  return width
}
