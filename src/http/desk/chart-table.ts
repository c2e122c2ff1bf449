/** Gives a table of figures that the page's script also draws as a plot; without the script, the table stands alone. */
import { html } from 'hono/html'
import { visibleText } from '../../domain/visible-text.ts'
import type { Markup } from '../pages/layout.ts'
import type { DeskWords } from './desk-page.ts'

export interface ChartTable {
  readonly id: string
  /** `stacked` bars by row, `line` by row, or one horizontal `bar` a row. */
  readonly kind: 'stacked' | 'line' | 'bar'
  readonly title: string
  /** Heading of the first column. */
  readonly heading: string
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly name: string
    /** Stands below the name, in the table alone. */
    readonly note?: string
    readonly cells: readonly (number | null)[]
  }[]
}

export function chartTable(
  words: DeskWords,
  { id, kind, title, heading, columns, rows }: ChartTable,
): Markup {
  return html`<section class="figure" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<div class="plot" data-plot="${kind}" data-table="${id}-table" role="img" aria-labelledby="${id}" aria-describedby="${id}-table" hidden></div>
<div class="scroll-x" tabindex="0" role="group" aria-label="${`${title} · ${words.chartTable}`}"><table class="desk-table" id="${id}-table">
<thead><tr><th scope="col">${heading}</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ name, note, cells }) =>
      html`<tr><th scope="row" data-name="${name}">${visibleText(name)}${note ? html` <span class="small soft" lang="zh-CN">${visibleText(note)}</span>` : ''}</th>${cells.map((cell) => html`<td>${cell ?? '–'}</td>`)}</tr>`,
  )}</tbody></table></div></section>`
}
