/** Gives the way from a document to the version in force, and to what changed from the version before it. */
import { html } from 'hono/html'
import type { Answer } from '../../domain/answer.ts'
import { todayInChina } from '../../domain/china-day.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { validityOf } from '../../validity/validity.ts'
import { olderVersion } from './changes.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

export function versionLinks(page: PageContext, library: Library, document: ReadDocument): Markup {
  const { words, href } = page
  const today = todayInChina()
  const { successor } = validityOf(document, library, today)
  const older = olderVersion(library, document)
  const next = successor === undefined ? null : library.get(successor)!
  if (!older && !next) return NOTHING
  const { id } = document.source
  return html`<p class="version-links">${
    next
      ? html`${words.inForceNow}: <a href="${href(`/d/${encodeURIComponent(next.source.id)}`)}" lang="zh-CN">${visibleText(next.tree.metadata.title.value)}</a> `
      : NOTHING
  }${
    older
      ? html`<a class="button" href="${href(`/d/${encodeURIComponent(id)}/changes`, { from: older.source.id })}">${words.changesLink}</a>`
      : NOTHING
  }</p>`
}

/** The successors of what an answer quotes though it is not in force. */
export function successorLinks({ words, href }: PageContext, { outOfForce = [] }: Answer): Markup {
  const named = outOfForce.flatMap(({ successor }) => (successor ? [successor] : []))
  if (named.length === 0) return NOTHING
  return html`<p class="answer-successors" lang="${words.htmlLang}">${words.inForceNow}: ${named.map(
    ({ url, title }) => html`<a href="${href(url)}" lang="zh-CN">${visibleText(title)}</a> `,
  )}</p>`
}
