/** Gives the filter of a register from the address, the form that sets it, and the links that export what it keeps. */
import { html, raw } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { FactFilter, Selection } from '../select-facts.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

/** Documents that a select box can list; with more of them a document is chosen from its page. */
const MOST_OPTIONS = 300

/** Blank and impossible values are left out, so that a form sent with empty fields filters nothing. */
export function filterOf({ here }: PageContext, library: Library): FactFilter {
  const value = (name: string, longest: number) =>
    here.searchParams.get(name)?.trim().slice(0, longest) || undefined
  const document = value('document', 200)
  const year = Number(value('year', 4))
  return {
    ...(document !== undefined && library.has(document) ? { document } : {}),
    body: value('body', 100),
    q: value('q', 200),
    ...(Number.isInteger(year) && year >= 1900 && year <= 2200 ? { year } : {}),
  }
}

/** The filter as parameters of an address. */
export function filterParameters(filter: FactFilter): Record<string, string | number | undefined> {
  return { document: filter.document, body: filter.body, year: filter.year, q: filter.q }
}

export interface FilterForm {
  readonly path: string
  readonly filter: FactFilter
  readonly years?: readonly number[]
  readonly bodies?: readonly string[]
  /** Controls of one register only. */
  readonly more?: Markup
}

export function filterForm(page: PageContext, library: Library, form: FilterForm): Markup {
  const { words, here, href } = page
  const { filter, path } = form
  const kept = ['lang', 'elder'].filter((name) => here.searchParams.has(name))
  const filtered = Object.values(filterParameters(filter)).some((value) => value !== undefined)
  return html`<form class="filters" method="get" action="${path}" role="search" aria-label="${words.filter}">
${library.size > 1 && library.size <= MOST_OPTIONS ? documentSelect(page, library, filter) : hiddenDocument(filter)}
${
  form.years
    ? html`<label>${words.filterYear}<select name="year"><option value="">${words.all}</option>${form.years.map(
        (year) =>
          html`<option value="${year}"${year === filter.year ? raw(' selected') : ''}>${year}</option>`,
      )}</select></label>`
    : NOTHING
}
${
  form.bodies
    ? html`<label>${words.filterBody}<input name="body" list="bodies" value="${filter.body ?? ''}" maxlength="100" autocomplete="off"></label>
<datalist id="bodies">${form.bodies.slice(0, MOST_OPTIONS).map((name) => html`<option value="${name}"></option>`)}</datalist>`
    : NOTHING
}
<label>${words.filterWords}<input name="q" type="search" value="${filter.q ?? ''}" maxlength="200"></label>
${form.more ?? NOTHING}
${kept.map((name) => html`<input type="hidden" name="${name}" value="${here.searchParams.get(name)}">`)}
<button type="submit">${words.filter}</button>
${filtered ? html`<a class="button" href="${href(path)}">${words.filterClear}</a>` : NOTHING}
</form>`
}

function documentSelect({ words }: PageContext, library: Library, filter: FactFilter): Markup {
  return html`<label>${words.filterDocument}<select name="document"><option value="">${words.all}</option>${[
    ...library.values(),
  ].map(
    ({ tree }) =>
      html`<option value="${tree.document}"${tree.document === filter.document ? raw(' selected') : ''}>${visibleText(tree.metadata.title.value.slice(0, 40))}</option>`,
  )}</select></label>`
}

function hiddenDocument({ document }: FactFilter): Markup {
  return document === undefined ? NOTHING : html`<input type="hidden" name="document" value="${document}">`
}

export interface ExportLink {
  readonly path: string
  readonly label: string
}

/** How many rows there are, and the files that hold exactly these rows. */
export function exportLinks(
  page: PageContext,
  filter: FactFilter,
  count: { readonly shown: number; readonly all: number },
  links: readonly ExportLink[],
): Markup {
  const { words } = page
  const parameters = filterParameters(filter)
  const address = (path: string) => {
    const url = new URL(path, 'http://x')
    for (const [name, value] of Object.entries(parameters))
      if (value !== undefined) url.searchParams.set(name, String(value))
    return url.pathname + url.search
  }
  const counted = count.shown === count.all ? words.rowsShown : words.rowsFiltered
  return html`<div class="exports"><p role="status">${fill(counted, { n: count.shown, all: count.all })}</p>
${
  count.shown > 0
    ? html`<p class="export-links"><span>${fill(words.exportAs, { n: count.shown })}</span>${links.map(
        ({ path, label }) => html`<a class="button" href="${address(path)}" download>${label}</a>`,
      )}</p>`
    : NOTHING
}</div>`
}

/** Rows on one page; the exports hold all. */
export const ROWS = 300

export function pager(page: PageContext, path: string, filter: FactFilter, at: number, rows: number): Markup {
  const pages = Math.ceil(rows / ROWS)
  if (pages <= 1) return NOTHING
  const { words, href } = page
  const to = (number: number) => href(path, { ...filterParameters(filter), page: number })
  return html`<nav class="pager"><p>${fill(words.page, { page: at, pages })}</p>
${at > 1 ? html`<a class="button" href="${to(at - 1)}">${words.previous}</a>` : NOTHING}
${at < pages ? html`<a class="button" href="${to(at + 1)}">${words.next}</a>` : NOTHING}</nav>`
}

/** The rows of the page that is asked for; of the last one where there are fewer. */
export function registerPage<T>({ here }: PageContext, selection: Selection<T>) {
  const asked = Math.max(1, Number.parseInt(here.searchParams.get('page') ?? '1', 10) || 1)
  const page = selection.page((asked - 1) * ROWS, ROWS)
  const last = Math.max(1, Math.ceil(page.total / ROWS))
  return asked <= last ? { at: asked, ...page } : { at: last, ...selection.page((last - 1) * ROWS, ROWS) }
}
