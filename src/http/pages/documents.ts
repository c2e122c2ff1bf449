/** Gives the list of all documents, a page at a time, from the library. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Health } from '../../ports/services.ts'
import { documentEntry } from './home.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

const PAGE_SIZE = 50

export function documentsPage(page: PageContext, library: Library, failed: Health['skipped']): Markup {
  const { words, here, href } = page
  const documents = [...library.values()]
  const pages = Math.max(1, Math.ceil(documents.length / PAGE_SIZE))
  const at = Math.min(Math.max(1, Number.parseInt(here.searchParams.get('page') ?? '1', 10) || 1), pages)
  const shown = documents.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE)
  return html`<div class="column"><h1>${words.documentsTitle}</h1><p class="lead">${words.documentsLead}</p>
<ul class="documents">${shown.map((document) => documentEntry(page, document))}</ul>
${
  pages > 1
    ? html`<nav class="pager"><p>${fill(words.page, { page: at, pages })}</p>
${at > 1 ? html`<a class="button" href="${href('/d', { page: at - 1 })}">${words.previous}</a>` : NOTHING}
${at < pages ? html`<a class="button" href="${href('/d', { page: at + 1 })}">${words.next}</a>` : NOTHING}</nav>`
    : NOTHING
}
${
  failed.length === 0
    ? NOTHING
    : html`<section aria-labelledby="failed"><h2 id="failed">${words.failedTitle}</h2><dl class="failures">${failed.map(({ file, reason }) => html`<dt>${visibleText(file)}</dt><dd>${visibleText(reason)}</dd>`)}</dl></section>`
}</div>`
}
