/** Gives a document as a page to read: outline, addressable paragraphs, marked quotations, search, annotations. */
import { html, raw } from 'hono/html'
import type { Answer, Citation } from '../../domain/answer.ts'
import { todayInChina } from '../../domain/china-day.ts'
import { citationUrl, spansOf } from '../../domain/citation-url.ts'
import type { Paragraph, Section } from '../../domain/document.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { overlaps } from '../../domain/span.ts'
import type { Translation } from '../../domain/translation.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { termOf } from '../../validity/term.ts'
import { statusOn } from '../../validity/validity.ts'
import { findText } from './find-text.ts'
import { englishTitle } from './home.ts'
import { type Markup, NOTHING } from './layout.ts'
import { type Mark, markedParts, markedText } from './marked-text.ts'
import type { PageContext } from './page-context.ts'
import { factsByParagraph, paragraphNotes } from './reader-notes.ts'
import { firstEndingAfter, marksByParagraph, readerParts } from './reader-parts.ts'
import { englishByParagraph, translationNote, wantsTranslation } from './reader-translation.ts'
import { versionLinks } from './version-links.ts'

/** Hits that are marked and listed; a word on every line would bury the text. */
const MOST_HITS = 200
const CONTEXT = 14

export interface ReaderParts {
  /** The answer that the reader comes from; its quotations in this document can be walked through. */
  readonly answer: Answer | null
  readonly translation: Translation | undefined
}

export function readerPage(
  page: PageContext,
  library: Library,
  document: ReadDocument,
  { answer, translation }: ReaderParts,
): Markup {
  const { words, here } = page
  const { source, tree, facts } = document
  const cited = spansOf(here.searchParams.get('q') ?? undefined, source.text.length)
  const wanted = (here.searchParams.get('find') ?? '').slice(0, 100)
  const found = findText(source.text, wanted, MOST_HITS)
  const marks = marksByParagraph<Mark>(tree.paragraphs, [
    ...cited.map((span, i) => ({ ...span, kind: 'cited' as const, id: `q${i + 1}` })),
    ...found.map((span, i) => ({ ...span, kind: 'found' as const, id: `f${i + 1}` })),
  ])
  const notes = factsByParagraph(facts)
  const anchored = new Set<string>()
  const { title, number, issuer, date } = tree.metadata
  const term = termOf(document)
  const facting = here.searchParams.get('facts') !== 'off'
  const beside = translation && wantsTranslation(page) ? translation : null
  const english = beside && englishByParagraph(beside, tree.paragraphs)
  const tooling: Tooling = {
    document: tree.document,
    wanted,
    hits: found.length,
    facting,
    beside: translation ? beside !== null : null,
    cited: cited.length > 0,
  }
  return html`<article class="reader"${facting ? '' : raw(' data-facts="off"')}${english ? raw(' data-translation="on"') : ''}>
<header class="reader-head"><h1 lang="zh-CN">${visibleText(title.value)}</h1>
${englishTitle(page, source)}
<dl class="facts-line">${[
    [words.documentNumber, number?.value],
    [words.issuer, issuer?.value],
    [words.date, date?.value],
    [words.validity, statusOn(document, library, todayInChina())],
    [words.effective, term.effective],
    [words.expires, term.expires],
  ].map(([term, value]) =>
    value ? html`<div><dt>${term}</dt><dd lang="zh-CN">${visibleText(value)}</dd></div>` : NOTHING,
  )}</dl>
${versionLinks(page, library, document)}
${citationWalk(page, tree.document, answer, cited[0]?.start)}
${tools(page, tooling)}
</header>
<nav class="outline" aria-label="${words.readerOutline}"><details open><summary>${words.readerOutline}</summary>${outline(tree.sections)}</details></nav>
<div class="reader-text">
${beside ? translationNote(page, beside) : NOTHING}
${found.length > 0 ? hitList(page, document, found) : NOTHING}
${readerParts(tree.paragraphs).map(
  (part) =>
    html`<div class="part">${part.map(
      (paragraph) =>
        html`<div class="row" data-role="${paragraph.role}">${block(page, document, paragraph, marks.get(paragraph.index) ?? [], anchored)}${englishOf(english?.get(paragraph.index))}${paragraphNotes(page, source.text, paragraph.line, notes.get(paragraph.index))}</div>`,
    )}</div>`,
)}
</div>
<footer class="reader-foot"><details><summary>${words.receipt}</summary><p>${fill(words.receiptText, {
    characters: tree.receipt.characters,
    inside: `${Math.round(tree.receipt.insideLeaf * 1000) / 10}%`,
    brackets: tree.receipt.unparsedBrackets.length,
    gaps: tree.receipt.numberingGaps.length,
  })}</p></details>
<p><a href="/api/documents/${encodeURIComponent(tree.document)}/text">${words.plainText}</a> · <a href="/api/documents/${encodeURIComponent(tree.document)}/original">${words.original}</a></p></footer>
</article>`
}

/** One paragraph. Its address sits at the first quotation in it, so that the fragment scrolls there without script. */
function block(
  page: PageContext,
  { source, tree }: ReadDocument,
  paragraph: Paragraph,
  allMarks: readonly Mark[],
  anchored: Set<string>,
): Markup {
  const { line, role, span, body } = paragraph
  const inline = role === 'body' && span.start < body.start && body.start < body.end
  const lead: Mark[] = inline ? [{ start: span.start, end: body.start, kind: 'lead', id: '' }] : []
  const marks = [...lead, ...allMarks]
  const cited = allMarks.find((mark) => mark.kind === 'cited' && overlaps(mark, span))
  const text = (start: number, end: number) =>
    start < end ? markedText(source.text, markedParts({ start, end }, marks, paragraph.gaps), anchored) : []
  const inside = cited !== undefined && cited.start > span.start
  const id = inside ? NOTHING : html` id="p${line}"`
  const content = inside
    ? [
        ...text(span.start, cited.start),
        html`<span class="anchor" id="p${line}"></span>`,
        ...text(cited.start, span.end),
      ]
    : text(span.start, span.end)
  const anchor = html`<a class="line" href="#p${line}" aria-label="${fill(page.words.paragraphLink, { line })}">${line}</a>`
  const section = paragraph.section === null ? undefined : tree.sections[paragraph.section]
  if (role === 'heading' && section?.line === line) {
    const level = Math.min(section.level + 1, 6)
    return html`${raw(`<h${level} class="level-${section.level}"`)}${id} lang="zh-CN">${content}${raw(`</h${level}>`)}${anchor}`
  }
  if (role === 'wrapper') {
    const note = tree.receipt.pageNumberLines.includes(line) ? page.words.pageNumber : page.words.wrapper
    return html`<p class="wrapper"${id} lang="zh-CN">${content} <span class="wrapper-note" lang="${page.words.htmlLang}">(${note})</span></p>${anchor}`
  }
  return html`<p${id} lang="zh-CN" data-cited="${cited ? 'yes' : 'no'}">${content}</p>${anchor}`
}

function englishOf(text: string | undefined): Markup {
  return text ? html`<p class="english" lang="en">${visibleText(text)}</p>` : NOTHING
}

function outline(sections: readonly Section[]): Markup {
  return html`<ol>${sections
    .filter(({ level, title, kind }) => level <= 3 && kind !== 'box' && (title !== '' || level <= 2))
    .map(
      ({ line, level, number, title }) =>
        html`<li class="level-${level}"><a href="#p${line}" lang="zh-CN">${visibleText(`${number}${/^第/.test(number) ? ' ' : ''}${title.slice(0, 40)}`)}</a></li>`,
    )}</ol>`
}

interface Tooling {
  readonly document: string
  readonly wanted: string
  readonly hits: number
  readonly facting: boolean
  /** Whether the English stands beside the text; null where there is none. */
  readonly beside: boolean | null
  readonly cited: boolean
}

function tools(page: PageContext, { document, wanted, hits, facting, beside, cited }: Tooling): Markup {
  const { words, here } = page
  const turned = new URL(here)
  turned.searchParams.set('translation', beside ? 'off' : 'on')
  const kept = [...here.searchParams].filter(([name]) => name !== 'find')
  const toggled = new URL(here)
  if (facting) toggled.searchParams.set('facts', 'off')
  else toggled.searchParams.delete('facts')
  return html`<div class="reader-tools"><form method="get" action="${here.pathname}" role="search">
<label for="find">${words.readerFind}</label><input id="find" name="find" type="search" maxlength="100" value="${wanted}">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">${words.readerFindButton}</button></form>
<a class="button" data-toggle-facts data-on="${words.readerFactsOn}" data-off="${words.readerFactsOff}" href="${toggled.pathname + toggled.search}">${facting ? words.readerFactsOff : words.readerFactsOn}</a>
${beside === null ? NOTHING : html`<a class="button" data-toggle-translation href="${turned.pathname + turned.search}${cited ? '#q1' : ''}">${beside ? words.readerTranslationOff : words.readerTranslationOn}</a>`}
<a class="button" href="${page.href('/', { corpus: document })}">${words.askThis}</a>
${wanted ? html`<p role="status">${visibleText(fill(hits > 0 ? words.readerHits : words.readerNoHits, { q: wanted, n: hits }))}</p>` : NOTHING}</div>`
}

function hitList(
  page: PageContext,
  { source, tree }: ReadDocument,
  found: readonly { start: number; end: number }[],
) {
  return html`<details class="hits" open><summary>${page.words.readerFind}</summary><ol lang="zh-CN">${found.map(
    (span, i) => {
      const paragraph = tree.paragraphs[firstEndingAfter(tree.paragraphs, span.start)]
      const before = source.text.slice(Math.max(paragraph?.span.start ?? 0, span.start - CONTEXT), span.start)
      const after = source.text.slice(span.end, Math.min(paragraph?.span.end ?? span.end, span.end + CONTEXT))
      return html`<li><a href="#f${i + 1}"><span class="hit-place">${visibleText(paragraph?.locator || `${paragraph?.line ?? ''}`)}</span> ${visibleText(before)}<b>${visibleText(source.text.slice(span.start, span.end))}</b>${visibleText(after)}</a></li>`
    },
  )}</ol></details>`
}

/** Previous and next quotation of the answer within this document, and the way back. */
function citationWalk(
  page: PageContext,
  document: string,
  answer: Answer | null,
  at: number | undefined,
): Markup {
  if (at === undefined) return NOTHING
  const { words } = page
  const cited = (answer?.citations ?? []).filter((citation) => citation.document === document)
  const index = cited.findIndex(({ start }) => start === at)
  const link = (citation: Citation | undefined, text: string) =>
    citation
      ? html`<a class="button" href="${page.href(citationUrl(document, citation, citation.line), { a: answer?.id, translation: page.here.searchParams.get('translation') })}">${text}</a>`
      : html`<span class="button" aria-disabled="true">${text}</span>`
  return html`<nav class="citation-walk" aria-label="${words.readerCited}">
<p><mark class="cited">${words.readerCitedLead}</mark>${cited.length > 1 && index >= 0 ? ` ${index + 1}/${cited.length}` : ''} <a href="#q1">${words.readerCited}</a></p>
${cited.length > 1 && index >= 0 ? html`${link(cited[index - 1], words.previous)}${link(cited[index + 1], words.next)}` : NOTHING}
${answer ? html`<a class="button" href="${page.href(`/a/${encodeURIComponent(answer.id)}`)}">${words.readerBackToAnswer}</a>` : NOTHING}</nav>`
}
