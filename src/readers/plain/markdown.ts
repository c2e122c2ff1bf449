/** Finds the tables (`| a | b |` over `|---|---|`) and headings (`## …`) of a Markdown text, which stays as it is. */
import type { DocumentMap, TableCell, TableMap, TableRow } from '../../domain/document-map.ts'
import { type Line, linesOf } from '../../text/lines.ts'
import { columnsOf, rowHeadingOf } from '../table/columns.ts'
import { gridOf } from '../table/grid.ts'

const RULE = /^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$/

export function markdownTables(text: string): TableMap[] {
  const lines = linesOf(text)
  const tables: TableMap[] = []
  for (let i = 1; i < lines.length; i++) {
    if (!lines[i]!.text.includes('-') || !RULE.test(lines[i]!.text) || !isRow(lines[i - 1])) continue
    if (lines[i]!.number !== lines[i - 1]!.number + 1) continue
    const rows = [lines[i - 1]!]
    let end = i + 1
    while (isRow(lines[end]) && lines[end]!.number === lines[end - 1]!.number + 1) rows.push(lines[end++]!)
    if (rows.length > 1) tables.push(tableOf(rows))
    i = end - 1
  }
  return tables
}

export function markdownHeadings(text: string): DocumentMap['headings'] {
  return linesOf(text).flatMap(({ number, text: line }) => {
    const marks = /^(#{1,6})\s+\S/.exec(line)
    return marks ? [{ line: number, level: marks[1]!.length }] : []
  })
}

function isRow(line: Line | undefined): boolean {
  return line?.text.includes('|') ?? false
}

function tableOf(lines: readonly Line[]): TableMap {
  const rows = lines.map((line): TableRow => ({ line: line.number, cells: cellsOf(line) }))
  const grid = gridOf(
    rows.flatMap(({ cells }, row) =>
      cells.map(({ column, span }) => {
        const { text, span: own } = lines[row]!
        return {
          row,
          column,
          rows: 1,
          columns: 1,
          text: text.slice(span.start - own.start, span.end - own.start),
        }
      }),
    ),
  )
  const columns = columnsOf(grid, 0, 1, '')
  return {
    lines: [lines[0]!.number, lines.at(-1)!.number],
    caption: null,
    headerRows: 1,
    columns,
    rowHeading: rowHeadingOf(columns),
    rows,
  }
}

function cellsOf({ text, span }: Line): TableCell[] {
  const inner = /^\s*\|?/.exec(text)![0].length
  const end = text.length - /\|?\s*$/.exec(text)![0].length
  const cells: TableCell[] = []
  let from = inner
  for (const part of text.slice(inner, Math.max(inner, end)).split('|')) {
    const start = span.start + from + (part.length - part.trimStart().length)
    cells.push({
      column: cells.length,
      columns: 1,
      span: { start, end: Math.max(start, start + part.trim().length) },
      continued: false,
    })
    from += part.length + 1
  }
  return cells
}
