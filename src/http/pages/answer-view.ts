/** Gives an answer as markup without script: headline, caveats, quotations with their place, what else can be asked. */
import { html } from 'hono/html'
import type { Answer, Citation } from '../../domain/answer.ts'
import { caveatsBesideReview, readByLine, unofficialNote, wasRead } from '../../domain/answer-marks.ts'
import type { DocumentMetadata } from '../../domain/document.ts'
import { emphasis, partsOf } from '../../domain/emphasis.ts'
import { fill } from '../../domain/fill-words.ts'
import { shortPath } from '../../domain/heading-path.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'
import { successorLinks } from './version-links.ts'

/** Quotations shown open; the others are behind one control. */
export const OPEN_QUOTATIONS = 3

/** `history` are the questions before this one; suggestions are asked in the same conversation. */
export function answerView(
  page: PageContext,
  library: Library,
  answer: Answer,
  question: string,
  history: readonly string[],
): Markup {
  const { words } = page
  const strong = emphasis(
    answer.headline,
    answer.citations.map((citation) => citation.quote),
  )
  const answerLang = answer.language === 'zh' ? 'zh-CN' : 'en'
  const open = answer.citations.slice(0, OPEN_QUOTATIONS)
  const rest = answer.citations.slice(OPEN_QUOTATIONS)
  const clarify = answer.status === 'clarify'
  const caveats = caveatsBesideReview(answer)
  return html`<article class="answer" data-status="${answer.status}" lang="${answerLang}">
<p class="answer-status" lang="${words.htmlLang}">${words[`status_${answer.status}`]}</p>
<p class="answer-headline">${emphasised(answer.headline, strong, 'strong')}</p>
${answer.reviewed ? html`<p class="answer-reviewed" lang="${words.htmlLang}">${visibleText(fill(words.reviewedByOn, answer.reviewed))}</p>` : NOTHING}
${
  caveats.length > 0
    ? html`<ul class="answer-caveats">${caveats.map((caveat) => html`<li>${visibleText(caveat)}</li>`)}</ul>`
    : NOTHING
}
${successorLinks(page, answer)}
${clarify ? suggestions(page, answer, question, history) : NOTHING}
${open.map((citation) => quotation(page, citation, answer, strong))}
${
  rest.length > 0
    ? html`<details class="answer-more"><summary lang="${words.htmlLang}">${fill(words.moreQuotations, { n: rest.length })}</summary>
${rest.map((citation) => quotation(page, citation, answer, strong))}</details>`
    : NOTHING
}
${answer.related.length > 0 ? nearest(page, answer) : NOTHING}
${clarify ? NOTHING : suggestions(page, answer, question, history)}
<footer class="answer-print" lang="${words.htmlLang}">
<p>${sourcesLine(library, answer)}</p>
<p>${[
    answer.generation === 'template' ? words.excerpt : words.modelText,
    unofficialNote(answer, words),
    answer.verified.characters > 0 ? fill(words.verified, { ...answer.verified }) : '',
  ]
    .filter(Boolean)
    .join(' · ')}</p>
${wasRead(answer) ? html`<p class="answer-reader">${readByLine(answer, words)}</p>` : NOTHING}
<p><a href="${page.href(`/a/${encodeURIComponent(answer.id)}`)}">${words.link}</a></p>
</footer>
</article>`
}

function quotation(page: PageContext, citation: Citation, answer: Answer, strong: readonly string[]): Markup {
  const { words } = page
  const label = answer.citations.length > 1 ? fill(words.quotationN, { n: citation.n }) : words.quotation
  return html`<figure class="quotation" id="c${citation.n}">
<figcaption lang="${words.htmlLang}"><span class="quotation-n">${label}</span> ${headingPath(citation.path, citation.locator)}${citation.page === undefined ? NOTHING : html` <span class="quotation-page">${fill(words.originalPage, { page: citation.page })}</span>`}</figcaption>
<blockquote lang="zh-CN"><p>${emphasised(citation.quote, strong, 'mark')}</p></blockquote>
${
  citation.translation
    ? html`<div class="quotation-translation"><p class="translation-label" lang="${words.htmlLang}">${words.translation}</p>
<p lang="en">${visibleText(citation.translation)}</p></div>`
    : NOTHING
}
<a class="quotation-link" lang="${words.htmlLang}" href="${sourceHref(page, citation.url, answer.id)}" aria-label="${fill(words.seeSourceOf, { where: `${citation.title} ${citation.locator}` })}">${words.seeSource}</a>
</figure>`
}

/** The short path for the eye, whole headings for those who hover. */
function headingPath(path: readonly string[], locator: string): Markup {
  const { numbers, heading } = shortPath(path, locator)
  return html`<span class="quotation-path" lang="zh-CN" title="${visibleText(path.join(' › '))}">${visibleText(numbers)}${heading ? html` <span class="quotation-heading">${visibleText(heading)}</span>` : ''}</span>`
}

function nearest(page: PageContext, answer: Answer): Markup {
  const { words } = page
  return html`<section class="nearest"><h2 lang="${words.htmlLang}">${words.nearest}</h2>
${answer.related.slice(0, 3).map(
  (
    passage,
  ) => html`<figure class="quotation"><figcaption lang="zh-CN">${visibleText(passage.locator)}</figcaption>
<blockquote lang="zh-CN"><p>${visibleText(passage.quote)}</p></blockquote>
<a class="quotation-link" lang="${words.htmlLang}" href="${sourceHref(page, passage.url, null)}" aria-label="${fill(words.seeSourceOf, { where: passage.locator })}">${words.seeSource}</a></figure>`,
)}</section>`
}

function suggestions(
  page: PageContext,
  answer: Answer,
  question: string,
  history: readonly string[],
): Markup {
  if (answer.suggestions.length === 0) return NOTHING
  const { words } = page
  const before = [...history, question].slice(-3)
  return html`<nav class="chips" aria-label="${answer.status === 'clarify' ? words.whichOne : words.alsoAsk}">
<p lang="${words.htmlLang}">${answer.status === 'clarify' ? words.whichOne : words.alsoAsk}</p>
<ul>${answer.suggestions.map((text) => html`<li><a class="chip" href="${askHref(page, text, before)}">${visibleText(text)}</a></li>`)}</ul></nav>`
}

/** The address of the answer page for a question within a conversation. */
export function askHref(page: PageContext, question: string, history: readonly string[]): string {
  const parameters = new URLSearchParams({ q: question })
  for (const earlier of history) parameters.append('h', earlier)
  const corpus = page.here.searchParams.get('corpus')
  if (corpus) parameters.set('corpus', corpus)
  return page.href(`/ask?${parameters}`)
}

/** A citation's own address, made one of this site's (never another scheme or host), with the way back to the answer. */
export function sourceHref(page: PageContext, url: string, answerId: string | null): string {
  return page.href(url.startsWith('/d/') ? url : '/d', { a: answerId })
}

/** Title, number and date of each document that is cited. */
export function sourcesLine(library: Library, answer: Answer): string {
  const ids = [...new Set(answer.citations.map((citation) => citation.document))]
  return ids
    .map((id) => library.get(id)?.tree.metadata)
    .filter((metadata): metadata is DocumentMetadata => metadata !== undefined)
    .map(({ title, number, date }) =>
      visibleText([`《${title.value}》`, number?.value, date?.value].filter(Boolean).join(' · ')),
    )
    .join(';')
}

function emphasised(text: string, strings: readonly string[], tag: 'strong' | 'mark'): Markup[] {
  return partsOf(text, strings).map(({ text, strong }) => {
    const shown = visibleText(text)
    if (!strong) return html`${shown}`
    return tag === 'strong' ? html`<strong>${shown}</strong>` : html`<mark>${shown}</mark>`
  })
}
