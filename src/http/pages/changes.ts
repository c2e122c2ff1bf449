/** Gives what changed between two versions of a document as a page: changed statements side by side. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import type { Statement } from '../../domain/statement.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import { successorsOf } from '../../validity/successors.ts'
import { type Change, changesBetween, type Piece, piecesOf } from '../../versions/changes-between.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

/** Rows of the table; two texts that share nothing would give thousands. */
const MOST_ROWS = 1000

export function changesPage(page: PageContext, from: ReadDocument, to: ReadDocument): Markup {
  const { words } = page
  const { changes, same } = changesBetween(statementsOf(from), statementsOf(to))
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length
  const lead = fill(words.changesLead, {
    changed: count('changed'),
    added: count('added'),
    removed: count('removed'),
    same,
  })
  const shown = changes.slice(0, MOST_ROWS)
  return html`<article class="column changes"><h1>${words.changesTitle}</h1><p class="lead">${lead}</p>
${
  changes.length === 0
    ? NOTHING
    : html`<div class="scroll-x" tabindex="0" role="group" aria-label="${words.changesTitle}"><table class="changes-table">
<thead><tr>${[from, to].map((each) => html`<th scope="col" lang="zh-CN">${versionLink(page, each)}</th>`)}</tr></thead>
<tbody>${shown.map((change) => row(page, change, from, to))}</tbody></table></div>`
}
${shown.length < changes.length ? html`<p>${fill(words.changesMore, { n: changes.length - shown.length })}</p>` : NOTHING}</article>`
}

/** The older version that a document names; null where it names none of this library. */
export function olderVersion(library: Library, { source }: ReadDocument): ReadDocument | null {
  for (const [old, successors] of successorsOf(library)) {
    if (successors.some(({ id }) => id === source.id)) return library.get(old) ?? null
  }
  return null
}

function versionLink({ href }: PageContext, { source, tree }: ReadDocument): Markup {
  const { title, number, date } = tree.metadata
  const line = [number?.value, date?.value].filter(Boolean).join(' · ')
  return html`<a href="${href(`/d/${encodeURIComponent(source.id)}`)}">${visibleText(title.value)}</a>${line ? html` <span class="small soft">${visibleText(line)}</span>` : NOTHING}`
}

function row(page: PageContext, change: Change, from: ReadDocument, to: ReadDocument): Markup {
  if (change.kind === 'changed') {
    const pieces = piecesOf(change.from.text, change.to.text)
    return html`<tr data-change="changed">${cell(page, from, change.from, pieces.from, 'del')}${cell(page, to, change.to, pieces.to, 'ins')}</tr>`
  }
  const whole = ({ text }: Statement) => [{ text, changed: true }]
  const missing = (word: string) => html`<td class="soft small">${word}</td>`
  return change.kind === 'added'
    ? html`<tr data-change="added">${missing(page.words.changesAdded)}${cell(page, to, change.to, whole(change.to), 'ins')}</tr>`
    : html`<tr data-change="removed">${cell(page, from, change.from, whole(change.from), 'del')}${missing(page.words.changesRemoved)}</tr>`
}

function cell(
  { href, words }: PageContext,
  document: ReadDocument,
  statement: Statement,
  pieces: readonly Piece[],
  mark: 'del' | 'ins',
): Markup {
  const { line, locator } = document.tree.paragraphs[statement.paragraph]!
  const marked = pieces.map(({ text, changed }) => {
    if (!changed) return visibleText(text)
    return mark === 'del' ? html`<del>${visibleText(text)}</del>` : html`<ins>${visibleText(text)}</ins>`
  })
  return html`<td lang="zh-CN">${marked} <a class="small" href="${href(`/d/${encodeURIComponent(document.source.id)}#p${line}`)}" aria-label="${fill(words.paragraphLink, { line })}">${locator || line}</a></td>`
}
