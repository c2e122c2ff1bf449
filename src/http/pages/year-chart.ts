/** Gives a chart of targets by year and field as SVG without script or style attributes, with a table of the same counts. */
import { html } from 'hono/html'
import type { Target } from '../../domain/facts.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Markup } from './layout.ts'
import type { PageContext } from './page-context.ts'

export interface ChartRow {
  readonly field: string
  /** Counts by column, in the order of the columns. */
  readonly counts: readonly number[]
}

export interface ChartData {
  /** Years, ascending; null for targets without a year, last. */
  readonly columns: readonly (number | null)[]
  readonly rows: readonly ChartRow[]
}

/** Fields beyond these are counted together, so that the chart stays readable. */
const MOST_FIELDS = 20

type Counts = Map<number | null, number>

/** Fields are second-level headings of one document, or the documents where there are several. */
export function chartData(targets: Iterable<Target>, library: Library, other: string): ChartData {
  const byDocument = countsBy(targets, ({ document }) => document)
  const several = byDocument.size > 1
  const titleOf = (document: string) => library.get(document)!.tree.metadata.title.value
  const counted: Iterable<readonly [string, Counts]> = several
    ? [...byDocument].map(([document, counts]) => [titleOf(document), counts] as const)
    : countsBy(targets, (target) => fieldOf(target, library))
  const years = new Set([...byDocument.values()].flatMap((counts) => [...counts.keys()]))
  const columns: (number | null)[] = [...years].filter((year) => year !== null).sort((a, b) => a - b)
  if (years.has(null)) columns.push(null)
  const rows = new Map<string, number[]>()
  for (const [field, counts] of counted) {
    const name = rows.has(field) || rows.size < MOST_FIELDS ? field : other
    const row = rows.get(name) ?? columns.map(() => 0)
    for (const [year, count] of counts) row[columns.indexOf(year)]! += count
    rows.set(name, row)
  }
  return { columns, rows: [...rows].map(([field, counts]) => ({ field, counts })) }
}

/** Counts by year of each field, in the order in which the fields come. */
function countsBy(targets: Iterable<Target>, fieldOf: (target: Target) => string): Map<string, Counts> {
  const fields = new Map<string, Counts>()
  for (const target of targets) {
    const field = fieldOf(target)
    const counts = fields.get(field) ?? new Map<number | null, number>()
    counts.set(target.year, (counts.get(target.year) ?? 0) + 1)
    fields.set(field, counts)
  }
  return fields
}

function fieldOf(target: Target, library: Library): string {
  const { tree } = library.get(target.document)!
  let section = tree.sections[tree.paragraphs[target.paragraph]?.section ?? -1]
  while (section && section.level > 2 && section.parent !== null) section = tree.sections[section.parent]
  return section ? section.title || section.number : tree.metadata.title.value
}

const LABEL = 250
const STEP = 92
const ROW = 44
const TOP = 34

/** `address` leads from a circle to the targets that it counts. */
export function yearChart(
  page: PageContext,
  { columns, rows }: ChartData,
  address: (field: string, year: number | null) => string,
): Markup {
  const { words } = page
  const width = LABEL + columns.length * STEP + 10
  const height = TOP + rows.length * ROW + 8
  const largest = Math.max(1, ...rows.flatMap(({ counts }) => counts))
  const heading = (year: number | null) => (year === null ? words.yearNone : String(year))
  const x = (i: number) => LABEL + i * STEP + STEP / 2
  return html`<section class="chart" aria-labelledby="chart"><h2 id="chart">${words.chartTitle}</h2><p class="small">${words.chartLead}</p>
<div class="chart-body"><div class="scroll-x" tabindex="0" role="group" aria-labelledby="chart"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${words.chartTitle}">
${columns.map((year, i) => html`<text class="chart-year" x="${x(i)}" y="20" text-anchor="middle">${heading(year)}</text><line class="chart-grid" x1="${x(i)}" x2="${x(i)}" y1="${TOP - 6}" y2="${height}"/>`)}
${rows.map(({ field, counts }, row) => {
  const y = TOP + row * ROW + ROW / 2
  return html`<line class="chart-grid" x1="0" x2="${width}" y1="${TOP + row * ROW}" y2="${TOP + row * ROW}"/><text class="chart-field" lang="zh-CN" x="0" y="${y + 5}">${visibleText(shortened(field))}</text>${counts.map(
    (count, i) =>
      count === 0
        ? ''
        : html`<a href="${address(field, columns[i] ?? null)}" aria-label="${visibleText(`${field} ${heading(columns[i] ?? null)}: ${count}`)}"><rect class="chart-hit" x="${x(i) - STEP / 2}" y="${y - ROW / 2}" width="${STEP}" height="${ROW}"/><circle class="chart-dot" cx="${x(i)}" cy="${y}" r="${radius(count, largest)}"/><text class="chart-count" x="${x(i)}" y="${y + 4.5}" text-anchor="middle">${count}</text></a>`,
  )}`
})}
</svg></div>
<details open><summary>${words.chartTable}</summary><div class="scroll-x" tabindex="0" role="group" aria-label="${words.chartTable}"><table><thead><tr><th scope="col">${words.chartField}</th>${columns.map((year) => html`<th scope="col">${heading(year)}</th>`)}<th scope="col">${words.chartSum}</th></tr></thead>
<tbody>${rows.map(({ field, counts }) => html`<tr><th scope="row" lang="zh-CN">${visibleText(field)}</th>${counts.map((count) => html`<td>${count}</td>`)}<td>${sum(counts)}</td></tr>`)}</tbody></table></div></details></div></section>`
}

/** Area grows with the count; the smallest circle still holds its figure. */
function radius(count: number, largest: number): number {
  return Math.round((9 + 9 * Math.sqrt(count / largest)) * 10) / 10
}

function shortened(text: string): string {
  return text.length <= 16 ? text : `${text.slice(0, 15)}…`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
