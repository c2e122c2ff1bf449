/** Gives the server-rendered pages as one Hono app, from the services and the list of built scripts and styles. */
import { type Context, Hono } from 'hono'
import { decodeAnswerId } from '../../answering/answer-id.ts'
import { MAX_HISTORY_TURNS, QUESTION } from '../../answering/question-schema.ts'
import type { Answer } from '../../domain/answer.ts'
import { todayInChina } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Log } from '../../ports/log.ts'
import type { Services } from '../../ports/services.ts'
import type { QuestionLog } from '../../store/question-log.ts'
import { openPermalink } from '../permalink.ts'
import { originsOf } from '../portal-origins.ts'
import type { AppVariables } from '../request-log.ts'
import { askPage, notice } from './ask.ts'
import { changesPage, olderVersion } from './changes.ts'
import { documentsPage } from './documents.ts'
import { checkPage, framePage } from './embed.ts'
import { exportRoutes } from './exports.ts'
import { feedbackRoutes } from './feedback.ts'
import { homePage } from './home.ts'
import type { PageParts } from './layout.ts'
import { obligationsPage } from './obligations.ts'
import { type PageContext, pageContext } from './page-context.ts'
import { readerPage } from './reader.ts'
import { responsibilitiesPage } from './responsibilities.ts'
import { sendPage } from './send-page.ts'
import { keptBy, startRoutes } from './start.ts'
import { createSuggest } from './suggested-questions.ts'
import { targetsPage } from './targets.ts'
import type { WebAssets } from './web-assets.ts'

export interface PageOptions {
  /** Built scripts and styles; without them the pages work unstyled and without script. */
  readonly assets?: WebAssets
  /** Where readers' verdicts on answers go; without it they are refused. */
  readonly log?: Log
  /** True to log the answer's id, which holds the question's text. */
  readonly logQuestions?: boolean
  /** Where what was asked and judged is kept. */
  readonly questions?: QuestionLog
  /** Which sites may frame the pages and call the API, for the check that portals can make. */
  readonly embedding?: { readonly frameAncestors: readonly string[]; readonly corsOrigins: readonly string[] }
  /** True where work may begin before a request: questions from facts are tried out then. */
  readonly suggestAtStart?: boolean
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#17508f"/><path d="M8 10h16M8 16h16M8 22h9" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><circle cx="23" cy="22" r="2.6" fill="#f3c94b"/></svg>'

/** `/`, `/ask`, `/a/:id`, `/d`, `/d/:id`, the registers and the embedding pages. */
export function pages(services: Services, options: PageOptions = {}): Hono<{ Variables: AppVariables }> {
  const app = new Hono<{ Variables: AppVariables }>()
  const { library } = services
  const suggest = createSuggest(services, options.questions && (() => options.questions!.often()))
  if (options.suggestAtStart) for (const lang of ['zh', 'en'] as const) suggest(lang)
  const send = (c: Context, page: PageContext, parts: PageParts, status: 200 | 400 | 404 = 200) =>
    sendPage(c, page, options.assets, parts, status)

  app.get('/', async (c) => {
    const page = pageContext(c)
    return send(c, page, {
      title: '',
      place: 'ask',
      content: homePage(page, library, suggest(page.lang, c.req.query('corpus') || undefined, keptBy(c))),
      scripts: ['chat'],
      layout: 'chat',
    })
  })

  app.get('/icon.svg', (c) =>
    c.body(ICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=86400' }),
  )

  app.get('/ask', async (c) => {
    const page = pageContext(c)
    const { words } = page
    const asked = QUESTION.safeParse({
      question: c.req.query('q') ?? '',
      history: (c.req.queries('h') ?? []).slice(-MAX_HISTORY_TURNS),
      corpus: c.req.query('corpus') || undefined,
    })
    const corpus = asked.data?.corpus
    if (!asked.success || (corpus !== undefined && !library.has(corpus))) {
      const blank = (c.req.query('q') ?? '').trim() === ''
      const text = asked.success ? words.documentMissing : blank ? words.emptyQuestion : words.tooLong
      const content = notice(page, words.askTitle, text, '')
      return send(c, page, { title: words.askTitle, place: 'ask', content }, 400)
    }
    const { question, history } = asked.data
    const answer = await services.ask(asked.data)
    c.set('asked', { question, answer })
    const content = askPage(page, library, question, history, answer)
    return send(c, page, { title: question.slice(0, 60), place: 'ask', content })
  })

  app.get('/a/:id', async (c) => {
    const page = pageContext(c)
    const { words } = page
    const opened = await openPermalink(services, c.req.param('id'))
    if (opened.state === 'unreadable') {
      const content = notice(page, words.permalinkMissing, words.permalinkMissingText, '')
      return send(c, page, { title: words.permalinkMissing, place: 'ask', content }, 404)
    }
    const { question, history } = opened.question
    if (opened.state === 'removed') {
      const text = fill(words.permalinkRemovedText, { id: opened.document })
      const content = notice(page, words.permalinkRemoved, visibleText(text), question)
      return send(c, page, { title: words.permalinkRemoved, place: 'ask', content }, 404)
    }
    const content = askPage(page, library, question, history, opened.answer)
    return send(c, page, { title: question.slice(0, 60), place: 'ask', content })
  })

  app.get('/d', (c) => {
    const page = pageContext(c)
    const content = documentsPage(page, library, services.health.skipped)
    return send(c, page, { title: page.words.documentsTitle, place: 'documents', content })
  })

  app.get('/d/:id', async (c) => {
    const page = pageContext(c)
    const { words } = page
    const document = library.get(c.req.param('id'))
    if (!document) {
      const content = notice(page, words.documentMissing, words.notFoundText)
      return send(c, page, { title: words.documentMissing, place: 'documents', content }, 404)
    }
    const content = readerPage(page, library, document, {
      answer: await answerOf(services, c.req.query('a')),
      translation: services.sidecars.translations.get(document.source.id),
    })
    const title = document.tree.metadata.title.value
    return send(c, page, { title, place: 'documents', content, scripts: ['reader'], layout: 'wide' })
  })

  app.get('/d/:id/changes', (c) => {
    const page = pageContext(c)
    const { words } = page
    const document = library.get(c.req.param('id'))
    const from = document && (library.get(c.req.query('from') ?? '') ?? olderVersion(library, document))
    if (!document || !from) {
      const [title, text] = document
        ? [words.changesNone, words.changesNoneText]
        : [words.documentMissing, words.notFoundText]
      return send(c, page, { title, place: 'documents', content: notice(page, title, text) }, 404)
    }
    const content = changesPage(page, from, document)
    return send(c, page, { title: words.changesTitle, place: 'documents', content, layout: 'wide' })
  })

  app.get('/targets', (c) => {
    const page = pageContext(c)
    const content = targetsPage(page, library, Number(todayInChina().slice(0, 4)))
    return send(c, page, { title: page.words.targetsTitle, place: 'targets', content })
  })

  app.get('/responsibilities', (c) => {
    const page = pageContext(c)
    const content = responsibilitiesPage(page, library)
    return send(c, page, { title: page.words.responsibilitiesTitle, place: 'responsibilities', content })
  })

  app.get('/obligations', (c) => {
    const page = pageContext(c)
    const content = obligationsPage(page, library)
    return send(c, page, { title: page.words.obligationsTitle, place: 'obligations', content })
  })

  app.get('/embed', (c) => {
    const page = pageContext(c)
    c.header('Vary', 'Accept-Language')
    return c.html(framePage(page, options.assets))
  })

  app.get('/embed/check', (c) => {
    const page = pageContext(c)
    const { frameAncestors = ["'self'"], corsOrigins = [] } = options.embedding ?? {}
    const asked = c.req.query('corpus')
    // A server with one document embeds that one.
    const corpus = asked && library.has(asked) ? asked : library.size === 1 ? [...library.keys()][0]! : ''
    const listed = originsOf(library, corpus)
    const rules = {
      server: page.here.origin,
      portal: originOf(c.req.query('origin')),
      frameAncestors: [...frameAncestors, ...listed],
      corsOrigins: [...corsOrigins, ...listed],
    }
    const content = checkPage(page, corpus, rules, options.assets)
    return send(c, page, { title: page.words.checkTitle, place: 'other', content })
  })

  app.route('/', exportRoutes(library))
  app.route('/', startRoutes(library, suggest))
  if (options.log) {
    const { log, logQuestions = false, questions } = options
    app.route('/', feedbackRoutes(services, { log, logQuestions, ...(questions && { questions }) }))
  }
  return app
}

/** The answer that a reader comes from, asked again from its id; null for none and for a foreign id. */
async function answerOf(services: Services, id: string | undefined): Promise<Answer | null> {
  const asked = id === undefined ? null : decodeAnswerId(id)
  return asked ? services.ask(asked.question) : null
}

/** The origin of an address; null for none and for what is no web address. */
function originOf(address: string | undefined): string | null {
  if (!address || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  return new URL(address).origin
}
