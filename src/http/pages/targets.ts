/** Gives the register of targets: filter, chart by year and field, table with past-due mark, exports. */
import { html } from 'hono/html'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Responsibility, Target } from '../../domain/facts.ts'
import type { Library } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { countRecords, registerSummary } from '../register-summary.ts'
import { selectTargets } from '../select-facts.ts'
import { exportLinks, filterForm, filterOf, filterParameters, pager, registerPage } from './filters.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'
import { chartData, yearChart } from './year-chart.ts'

const EXPORTS = [
  { path: '/export/targets.xlsx', label: 'XLSX' },
  { path: '/api/targets?format=csv', label: 'CSV' },
  { path: '/export/targets.ics', label: 'ICS' },
]

/** `thisYear`: targets of earlier years are past due. */
export function targetsPage(page: PageContext, library: Library, thisYear: number): Markup {
  const { words, href } = page
  const filter = filterOf(page, library)
  const targets = selectTargets(library, filter)
  const { at, total, records } = registerPage(page, targets)
  const { years, bodies } = registerSummary(library)
  const all = countRecords(library, 'targets')
  const chart = chartData(targets, library, words.chartOther)
  return html`<div class="register"><h1>${words.targetsTitle}</h1><p class="lead">${words.targetsLead}</p>
${filterForm(page, library, { path: '/targets', filter, years, bodies })}
${exportLinks(page, filter, { shown: total, all }, [...EXPORTS, { path: '/export/targets.docx', label: words.exportDocx }])}
${total === 0 ? html`<p>${words.noRows}</p>` : NOTHING}
${
  total > 0 && chart.columns.length > 0
    ? yearChart(page, chart, (field, year) =>
        href('/targets', { ...filterParameters(filter), q: field, year: year ?? undefined }),
      )
    : NOTHING
}
${total > 0 ? table(page, library, records, thisYear) : NOTHING}
${pager(page, '/targets', filter, at, total)}</div>`
}

function table(page: PageContext, library: Library, targets: readonly Target[], thisYear: number): Markup {
  const { words, href } = page
  const columns = [
    words.columnSubject,
    words.columnValue,
    words.columnDeadline,
    words.columnFirmness,
    words.columnBodies,
    words.columnSource,
  ]
  return html`<table class="rows" role="table"><caption class="visually-hidden">${words.targetsTitle}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((label) => html`<th scope="col" role="columnheader">${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${targets.map((target) => {
    const { source, facts, tree } = library.get(target.document)!
    const value = source.text.slice(target.valueSpan.start, target.valueSpan.end)
    const bodies = responsibleFor(target, facts.responsibilities)
    const past = target.year !== null && target.year < thisYear
    const line = tree.paragraphs[target.paragraph]?.line ?? target.line
    return html`<tr role="row"><th scope="row" role="rowheader" data-label="${columns[0]}" lang="zh-CN">${visibleText(target.subject)}${target.scope && !target.subject.includes(target.scope) ? html` <span class="tag">${visibleText(target.scope)}</span>` : NOTHING}${target.condition ? html` <span class="tag">${visibleText(target.condition)}</span>` : NOTHING}</th>
<td role="cell" data-label="${columns[1]}" lang="zh-CN"><b>${visibleText(value)}</b></td>
<td role="cell" data-label="${columns[2]}">${target.deadline ? html`<span lang="zh-CN">${visibleText(target.deadline)}</span>${target.deadlineInherited ? html` <span class="small soft">(${words.deadlineInherited})</span>` : NOTHING}` : html`<span class="soft">${words.yearNone}</span>`}${past ? html`<span class="past-due">${words.pastDue}</span>` : NOTHING}</td>
<td role="cell" data-label="${columns[3]}">${words[`firmness_${target.firmness}`]}</td>
<td role="cell" data-label="${columns[4]}" lang="zh-CN">${visibleText(bodies)}</td>
<td role="cell" data-label="${columns[5]}"><a class="source" href="${href(citationUrl(target.document, target.clause, line))}" title="${visibleText(target.quote)}" lang="zh-CN">${visibleText(target.locator || `${line}`)}</a></td></tr>`
  })}</tbody></table>`
}

/** Bodies responsible for the text in which a record stands, in the document's order and with its 等; empty for none. */
export function responsibleFor(
  record: { start: number; end: number },
  responsibilities: readonly Responsibility[],
): string {
  return responsibilities
    .filter(({ scope }) => contains(scope, record))
    .map(
      ({ bodies, nonExhaustive }) => bodies.map(({ name }) => name).join('、') + (nonExhaustive ? '等' : ''),
    )
    .join('；')
}
