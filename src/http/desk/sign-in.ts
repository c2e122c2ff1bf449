/** Gives who may enter the desk: by the signed cookie of a session, or by the token as a bearer; and the page to sign in. */
import { Hono, type MiddlewareHandler } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { html } from 'hono/html'
import { timingSafeEqual } from 'hono/utils/buffer'
import { fill } from '../../domain/fill-words.ts'
import { problem } from '../problem.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { type DeskContext, deskPage, goTo, sendDesk, textField } from './desk-page.ts'
import { endSession, sessionName, startSession } from './session.ts'
import { type SignInGuard, signInGuard } from './sign-in-guard.ts'

const SIGN_IN = '/desk/sign-in'
/** Characters of a name that are kept. */
const MOST_NAME = 40

/** Lets signed-in people through and leads others to the sign-in. */
export function admit(
  options: DeskOptions,
  guard: SignInGuard,
): MiddlewareHandler<{ Variables: DeskVariables }> {
  const bearer: MiddlewareHandler<{ Variables: DeskVariables }> = bearerAuth({
    verifyToken: async (token, c) => {
      const right = await timingSafeEqual(options.token, token)
      if (!right) guard.failed(options.clientAddress(c))
      return right
    },
  })
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    if (c.req.path === SIGN_IN) return next()
    const now = options.now?.() ?? new Date()
    const name = await sessionName(c, options.token, now)
    if (name !== null) {
      c.set('by', name)
      return next()
    }
    if (c.req.header('Authorization') !== undefined) {
      const seconds = guard.wait(options.clientAddress(c))
      if (seconds > 0) return tooOften(c, seconds)
      c.set('by', personOf(c, options))
      return bearer(c, next)
    }
    if (c.req.method === 'GET' && /\btext\/html\b/.test(c.req.header('Accept') ?? 'text/html')) {
      const { here, href } = deskPage(c)
      return c.redirect(href(SIGN_IN, { next: here.pathname + here.search }), 303)
    }
    return problem(c, 401, 'Sign in to the desk, or bring its token as a bearer.')
  }
}

export function signInRoutes(
  options: DeskOptions,
  guard: SignInGuard = options.guard ?? signInGuard(),
): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  app.use('/desk/*', admit(options, guard))
  app.use('/desk', admit(options, guard))
  app.get(SIGN_IN, (c) => signInPage(c, options))
  app.post(SIGN_IN, async (c) => {
    const { words } = deskPage(c)
    const address = options.clientAddress(c)
    const seconds = guard.wait(address)
    if (seconds > 0) {
      c.header('Retry-After', String(seconds))
      return signInPage(c, options, 429, fill(words.signInBlocked, { seconds }))
    }
    const form = await c.req.formData()
    if (!(await timingSafeEqual(options.token, textField(form, 'token')))) {
      guard.failed(address)
      options.log({ level: 'warn', event: 'desk_sign_in_failed' })
      return signInPage(c, options, 401, words.signInWrong)
    }
    const name = textField(form, 'name').slice(0, MOST_NAME) || words.deskWorker
    await startSession(c, options.token, name, options.now?.() ?? new Date())
    const next = c.req.query('next') ?? ''
    return /^\/desk(\/[\w-]+)*(\?[^#]*)?$/.test(next) ? c.redirect(next, 303) : goTo(c, '/desk')
  })
  app.post('/desk/sign-out', (c) => {
    endSession(c)
    return goTo(c, SIGN_IN)
  })
  return app
}

/** Whom a single sign-on in front of the server names. */
function personOf(c: DeskContext, { userHeader }: DeskOptions): string {
  const named = userHeader === undefined ? '' : (c.req.header(userHeader) ?? '')
  // Header values are bytes; names in Chinese come as UTF-8.
  const text = new TextDecoder().decode(Uint8Array.from(named, (char) => char.charCodeAt(0)))
  return text.trim().slice(0, MOST_NAME) || deskPage(c).words.deskWorker
}

function tooOften(c: DeskContext, seconds: number): Response {
  c.header('Retry-After', String(seconds))
  return problem(c, 429, `Too many wrong tokens; try again in ${seconds} s.`)
}

function signInPage(c: DeskContext, options: DeskOptions, status: 200 | 401 | 429 = 200, failure?: string) {
  const { words, here } = deskPage(c)
  return sendDesk(c, options, {
    title: words.signIn,
    place: null,
    status,
    ...(failure && { failure }),
    content: html`<form class="desk-form column" method="post" action="${here.pathname + here.search}">
<h1>${words.signIn}</h1><p class="lead">${words.signInLead}</p>
<label for="token">${words.signInToken}</label>
<input id="token" name="token" type="password" required autocomplete="current-password">
<label for="name">${words.signInName}</label>
<input id="name" name="name" maxlength="${MOST_NAME}" autocomplete="name" aria-describedby="name-hint">
<p class="hint" id="name-hint">${words.signInNameHint}</p>
<button class="button primary" type="submit">${words.signIn}</button></form>`,
  })
}
