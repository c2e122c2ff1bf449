/** Gives the register of responsibilities: matrix of bodies and sections, and every statement with its task, by filter. */
import { html } from 'hono/html'
import { citationUrl } from '../../domain/citation-url.ts'
import type { BodyMention, Responsibility } from '../../domain/facts.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { bodiesNamed, countRecords, registerSummary } from '../register-summary.ts'
import { headingsOf, selectResponsibilities } from '../select-facts.ts'
import { exportLinks, filterForm, filterOf, pager, registerPage } from './filters.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

const EXPORTS = [
  { path: '/export/responsibilities.xlsx', label: 'XLSX' },
  { path: '/api/responsibilities?format=csv', label: 'CSV' },
]
/** Characters of a task that are shown before the rest is opened. */
const PREVIEW = 110

export function responsibilitiesPage(page: PageContext, library: Library): Markup {
  const { words } = page
  const filter = filterOf(page, library)
  const { at, total, records } = registerPage(page, selectResponsibilities(library, filter))
  const all = countRecords(library, 'responsibilities')
  const bodies =
    filter.document === undefined ? registerSummary(library).bodies : bodiesNamed(library, filter.document)
  const chosen =
    library.get(filter.document ?? '') ?? (library.size === 1 ? [...library.values()][0] : undefined)
  return html`<div class="register"><h1>${words.responsibilitiesTitle}</h1><p class="lead">${words.responsibilitiesLead}</p>
${filterForm(page, library, { path: '/responsibilities', filter, bodies })}
${exportLinks(page, filter, { shown: total, all }, [...EXPORTS, { path: '/export/responsibilities.docx', label: words.exportDocx }])}
${filter.body ? NOTHING : chosen ? matrix(page, chosen) : html`<p class="soft">${words.matrixChoose}</p>`}
${filter.body ? html`<h2>${visibleText(fill(words.tasksOf, { body: filter.body, n: total }))}</h2>` : NOTHING}
${total === 0 ? html`<p>${words.noRows}</p>` : NOTHING}
<ol class="tasks">${records.map((each) => task(page, library.get(each.document)!, each, filter.body))}</ol>
${pager(page, '/responsibilities', filter, at, total)}</div>`
}

function task(
  page: PageContext,
  document: ReadDocument,
  each: Responsibility,
  body: string | undefined,
): Markup {
  const { words, href } = page
  const { source, tree } = document
  const heading = tree.sections.find(({ span }) => span.start === each.scope.start)?.heading
  const text = source.text.slice(heading?.end ?? each.scope.start, each.scope.end).trim()
  const line = tree.paragraphs[each.paragraph]?.line ?? each.line
  return html`<li class="task"><p class="task-path" lang="zh-CN">${visibleText(headingsOf(each, document).join(' › ') || tree.metadata.title.value)}</p>
<p class="task-bodies" lang="zh-CN">${each.bodies.map((mention, i) => html`${i > 0 ? '、' : ''}${bodyName(page, mention, body)}`)}${each.nonExhaustive ? ' 等' : ''}</p>
<p class="small soft">${[each.nonExhaustive ? words.nonExhaustive : '', each.leadStated ? '' : words.leadNone].filter(Boolean).join(' · ')}</p>
${
  text.length > PREVIEW
    ? html`<details><summary><span lang="zh-CN">${visibleText(text.slice(0, PREVIEW))}…</span> <span class="more">${words.wholeTask}</span></summary><p lang="zh-CN" class="task-text">${visibleText(text)}</p></details>`
    : html`<p lang="zh-CN" class="task-text">${visibleText(text)}</p>`
}
<p><a class="source" href="${href(citationUrl(each.document, each, line))}">${words.assigned} <span lang="zh-CN">${visibleText(each.locator)}</span></a></p></li>`
}

function bodyName(page: PageContext, { name, role }: BodyMention, wanted: string | undefined): Markup {
  const { words, href } = page
  const stated = role === 'lead' ? words.roleLead : role === 'support' ? words.roleSupport : ''
  const shown = visibleText(name)
  return html`<a href="${href('/responsibilities', { body: name })}">${wanted && name.includes(wanted) ? html`<mark>${shown}</mark>` : shown}</a>${stated ? html`<span class="tag">${stated}</span>` : NOTHING}`
}

/** Bodies by first-level section; each figure leads to what it counts. */
function matrix(page: PageContext, document: ReadDocument): Markup {
  const { words, href } = page
  const { tree, facts } = document
  const top = tree.sections.filter(
    ({ level, span }) =>
      level === 1 && facts.responsibilities.some(({ start }) => span.start <= start && start < span.end),
  )
  if (top.length === 0) return NOTHING
  const bodies = bodiesNamed(new Map([[tree.document, document]]), tree.document)
  const count = (body: string, section: (typeof top)[number]) =>
    facts.responsibilities.filter(
      ({ start, bodies }) =>
        section.span.start <= start && start < section.span.end && bodies.some(({ name }) => name === body),
    ).length
  return html`<section class="matrix" aria-labelledby="matrix"><h2 id="matrix">${words.matrixTitle}</h2><p class="small">${words.matrixLead}</p>
<div class="scroll-x" tabindex="0" role="group" aria-labelledby="matrix"><table><thead><tr><th scope="col">${words.matrixBody}</th>${top.map(({ number, title }) => html`<th scope="col" lang="zh-CN"><span title="${visibleText(title)}">${visibleText(number + title)}</span></th>`)}<th scope="col">${words.chartSum}</th></tr></thead>
<tbody>${bodies.map((body) => {
    const counts = top.map((section) => count(body, section))
    return html`<tr><th scope="row" lang="zh-CN"><a href="${href('/responsibilities', { body, document: tree.document })}">${visibleText(body)}</a></th>${counts.map(
      (n, i) =>
        n === 0
          ? html`<td><span class="none" aria-hidden="true">·</span><span class="visually-hidden">0</span></td>`
          : html`<td><a href="${href('/responsibilities', { body, document: tree.document, q: top[i]!.title })}">${n}</a></td>`,
    )}<td>${counts.reduce((a, b) => a + b, 0)}</td></tr>`
  })}</tbody></table></div></section>`
}
