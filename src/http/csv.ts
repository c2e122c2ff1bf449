/** Gives CSV (RFC 4180) from rows of named cells, as Excel opens it: BOM, CRLF, no cell that runs as a formula. */

export type Cell = string | number | boolean | null

export type Rows = Iterable<Readonly<Record<string, Cell>>>

/** Rows share the columns of `columns`, in that order; a missing cell is empty. */
export function toCsv(columns: readonly string[], rows: Rows): string {
  return [...csvLines(columns, rows)].join('')
}

/** The same line by line. */
export function* csvLines(columns: readonly string[], rows: Rows): Generator<string> {
  yield `\ufeff${columns.join(',')}\r\n`
  for (const row of rows) yield `${columns.map((column) => writeCell(row[column] ?? null)).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection); a lone sign cannot run. */
function writeCell(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' && /^[=+\-@\t\r](?!$)/.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
