/** Gives the frame of the desk's pages: its words in the reader's language, its own navigation, and what was just done. */
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import deskWords from '../../data/interface-desk.json' with { type: 'json' }
import { fill } from '../../domain/fill-words.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { layout, type Markup, NOTHING } from '../pages/layout.ts'
import { type PageContext, pageContext } from '../pages/page-context.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'

export type DeskWords = typeof deskWords.zh
export type DeskPlace = 'overview' | 'documents' | 'gaps' | 'questions' | 'figures'
export type DeskContext = Context<{ Variables: DeskVariables }>

/** The page context with the words of the desk. */
export interface DeskPage extends Omit<PageContext, 'words'> {
  readonly site: PageContext
  readonly words: DeskWords
}

export function deskPage(c: Context): DeskPage {
  const site = pageContext(c)
  return { ...site, site, words: deskWords[site.lang] }
}

export interface DeskParts {
  readonly title: string
  /** Null before sign-in: no navigation. */
  readonly place: DeskPlace | null
  readonly content: Markup
  /** What went wrong with what was just submitted. */
  readonly failure?: string
  readonly status?: 200 | 401 | 404 | 422 | 429
}

const DONE = {
  linked: 'doneLinked',
  not_covered: 'doneNotCovered',
  sent: 'doneSent',
  added: 'doneAdded',
  removed: 'doneRemoved',
  published: 'donePublished',
  replaced: 'doneReplaced',
  withdrawn: 'doneWithdrawn',
  discarded: 'doneDiscarded',
} as const

export type Done = keyof typeof DONE

export function sendDesk(
  c: DeskContext,
  options: DeskOptions,
  parts: DeskParts,
): Response | Promise<Response> {
  const page = deskPage(c)
  const { words } = page
  const done = c.req.query('done') ?? ''
  const told = Object.hasOwn(DONE, done) ? words[DONE[done as Done]] : ''
  const content = html`<div class="desk">
${parts.place ? navigation(page, parts.place, c.get('by')) : NOTHING}
${told && !parts.failure ? html`<p class="desk-told" role="status">${told}</p>` : NOTHING}
${parts.failure ? html`<p class="desk-failed" role="alert">${visibleText(parts.failure)}</p>` : NOTHING}
${parts.content}
</div>`
  c.header('Content-Language', page.site.words.htmlLang)
  return c.html(
    layout(page.site, options.assets, {
      title: `${parts.title} · ${words.desk}`,
      place: 'other',
      content,
      scripts: ['desk'],
      styles: ['deskStyle'],
    }),
    parts.status ?? 200,
  )
}

function navigation({ words, href }: DeskPage, place: DeskPlace, by: string): Markup {
  const entries: readonly (readonly [DeskPlace, string, string])[] = [
    ['overview', '/desk', words.navOverview],
    ['documents', '/desk/documents', words.navDocuments],
    ['gaps', '/desk/gaps', words.navGaps],
    ['questions', '/desk/questions', words.navQuestions],
    ['figures', '/desk/figures', words.navFigures],
  ]
  return html`<div class="desk-bar"><nav class="desk-nav" aria-label="${words.deskNav}">${entries.map(
    ([name, path, label]) =>
      html`<a href="${href(path)}"${name === place ? raw(' aria-current="page"') : ''}>${label}</a>`,
  )}</nav>
<form class="desk-out" method="post" action="${href('/desk/sign-out')}"><span class="small">${fill(words.signedInAs, { name: visibleText(by) })}</span> <button class="button" type="submit">${words.signOut}</button></form></div>`
}

/** Back to a page of the desk, which then tells what was done; other pages see no trace of the form. */
export function goTo(c: Context, path: string, done?: Done): Response {
  return c.redirect(deskPage(c).href(path, { done }), 303)
}

/** A field of a submitted form, trimmed; empty where it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
