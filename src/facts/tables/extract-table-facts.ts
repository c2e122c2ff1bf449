/** Reads targets and responsibilities out of tables (任务分解表, 指标表) by the headings of their columns. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Paragraph, SourceText } from '../../domain/document.ts'
import type { TableCell, TableMap, TableRow } from '../../domain/document-map.ts'
import type { BodyMention, Responsibility, Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { toSource } from '../../text/view.ts'
import type { Reader } from '../reader.ts'
import { readBracket } from '../responsibilities/bracket.ts'
import { cellFigure } from './cell-figure.ts'
import { type ColumnRoles, columnRoles, type FigureColumn } from './columns.ts'

export interface TableFacts {
  readonly targets: readonly Target[]
  readonly responsibilities: readonly Responsibility[]
}

/** Only tables with headings speak: without them no cell says what it is. */
export function extractTableFacts(reader: Reader, { map }: SourceText, bodies: BodyTable): TableFacts {
  const targets: Target[] = []
  const responsibilities: Responsibility[] = []
  const byLine = new Map(reader.tree.paragraphs.map((paragraph) => [paragraph.line, paragraph]))
  for (const table of map?.tables ?? []) {
    const roles = columnRoles(table)
    if (table.headerRows === 0 || (roles.responsible.length === 0 && roles.figures.length === 0)) continue
    const head = table.rows.slice(0, table.headerRows)
    for (const row of table.rows.slice(table.headerRows)) {
      const paragraph = byLine.get(row.line)
      if (!paragraph) continue
      const place = { reader, paragraph, table, row, roles, head, bodies }
      const responsible = responsibilityOf(place)
      if (responsible) responsibilities.push(responsible)
      targets.push(...roles.figures.flatMap((column) => targetOf(place, column) ?? []))
    }
  }
  return { targets, responsibilities }
}

interface Place {
  readonly reader: Reader
  readonly paragraph: Paragraph
  readonly table: TableMap
  readonly row: TableRow
  readonly roles: ColumnRoles
  readonly head: readonly TableRow[]
  readonly bodies: BodyTable
}

function responsibilityOf({ reader, paragraph, row, roles, table, bodies }: Place): Responsibility | null {
  const mentions: BodyMention[] = []
  const spans: Span[] = []
  let open = false
  let leadStated = false
  for (const { index, role } of roles.responsible) {
    const cell = cellAt(row, index)
    if (!cell || isBlank(cell)) continue
    const view = reader.view(paragraph, cell.span)
    const reading = readBracket(view.text, 0, view.text.length, bodies, true)
    if (!reading) continue
    spans.push(cell.span)
    open ||= reading.open
    leadStated ||= reading.leadStated || role === 'lead'
    for (const { start, end, role: own } of reading.bodies) {
      const name = reader.printed(view, start, end)
      mentions.push({
        name,
        role: own ?? (role === 'responsible' && !reading.leadStated ? null : role),
        ...toSource(view, start, end),
      })
    }
  }
  if (mentions.length === 0) return null
  const own = spans.filter((span) => within(span, paragraph.span))
  const quoted = own.length > 0 ? { start: own[0]!.start, end: own.at(-1)!.end } : spans[0]!
  const matter = table.rowHeading === null ? undefined : cellAt(row, table.rowHeading)
  return {
    ...reader.locate(paragraph, quoted),
    bodies: mentions,
    nonExhaustive: open,
    scope: matter && !isBlank(matter) ? matter.span : paragraph.span,
    scopeKind: 'sentences',
    form: 'bracket',
    leadStated,
  }
}

function targetOf(
  { reader, paragraph, table, row, roles, head }: Place,
  column: FigureColumn,
): Target | null {
  const cell = cellAt(row, column.index)
  const named = table.rowHeading === null ? undefined : cellAt(row, table.rowHeading)
  if (!cell || isBlank(cell) || cell.columns > 1 || !named || isBlank(named) || named === cell) return null
  const text = (span: Span) => reader.source.slice(span.start, span.end)
  const figure = cellFigure(text(cell.span))
  if (!figure) return null
  const written = text(named.span)
  const bracketed = /[（(]([^（()）]{1,12})[)）]\s*$/.exec(written)
  const unitCell = roles.unit === null ? undefined : cellAt(row, roles.unit)
  const unit = figure.unit || (unitCell && text(unitCell.span).trim()) || column.unit || bracketed?.[1] || ''
  // A bare figure under a heading that names no unit may count anything.
  if (unit === '' && column.purpose !== 'goal') return null
  const subject =
    bracketed && bracketed[1] === unit ? written.slice(0, bracketed.index).trim() : written.trim()
  const heading = head
    .toReversed()
    .map((above) => cellAt(above, column.index))
    .find((above) => above && !isBlank(above))
  const base = roles.base === null || roles.base === column.index ? undefined : cellAt(row, roles.base)
  const due = roles.deadline === null ? undefined : cellAt(row, roles.deadline)
  const dated = column.year !== null ? heading : due && !isBlank(due) ? due : undefined
  return {
    ...reader.locate(paragraph, paragraph.span),
    kind: 'quantity',
    subject,
    subjectSpan: named.span,
    scope: null,
    comparator: figure.comparator,
    value: figure.value,
    unit,
    valueSpan: cell.span,
    deadline: dated ? text(dated.span).trim() : null,
    deadlineSpan: dated?.span ?? null,
    deadlineInherited: dated === heading,
    year: column.year ?? (dated ? yearIn(text(dated.span)) : null),
    firmness: 'firm',
    baseline: base && !isBlank(base) ? text(base.span).trim() : null,
    condition: null,
    purpose: column.purpose,
    clause: paragraph.span,
  }
}

function cellAt({ cells }: TableRow, column: number): TableCell | undefined {
  return cells.find((cell) => cell.column <= column && column < cell.column + cell.columns)
}

function isBlank({ span }: TableCell): boolean {
  return span.end <= span.start
}

function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

function yearIn(text: string): number | null {
  const year = /20\d\d/.exec(text)
  return year ? Number(year[0]) : null
}
