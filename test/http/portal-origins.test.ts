import { describe, expect, it } from 'vitest'
import { encodeAnswerId } from '../../src/answering/answer-id.ts'
import { readConfig } from '../../src/config.ts'
import type { Library } from '../../src/domain/library.ts'
import { createApp } from '../../src/http/create-app.ts'
import { fakeServices } from './fake-services.ts'

const PORTAL = 'https://portal.example.gov.cn'
const OTHER = 'https://other.example.gov.cn'
const GLOBAL = 'https://everywhere.example.gov.cn'

/** Of the two documents, alpha lists one portal and beta another. */
function start(environment: Record<string, string> = {}) {
  const services = fakeServices()
  const library: Library = new Map(
    [...services.library].map(([id, document]) => [
      id,
      {
        ...document,
        source: { ...document.source, sidecar: { origins: [id === 'alpha' ? PORTAL : OTHER] } },
      },
    ]),
  )
  const app = createApp(
    { ...services, library },
    { config: readConfig({ LOG: 'off', ...environment }), log: () => {}, clientAddress: () => 'one' },
  )
  const post = (path: string, body: unknown, origin: string) =>
    app.request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { app, post }
}

const answerAbout = (corpus?: string) =>
  encodeAnswerId({ question: { question: 'x', history: [], ...(corpus && { corpus }) }, version: 'fake0001' })
const allowed = (response: Response) => response.headers.get('access-control-allow-origin')

describe('a portal that a document lists', () => {
  it.each([
    ['/api/documents/alpha', true],
    ['/api/documents/%61lpha/text', true],
    ['/api/documents/beta', false],
    ['/api/documents/%E0', false],
    ['/api/documents', false],
    ['/api/health', false],
    ['/api/targets?document=alpha', true],
    ['/api/targets?document=beta', false],
    ['/api/targets', false],
    // This parameter is none of the register's: it would give all documents.
    ['/api/targets?corpus=alpha', false],
    ['/api/search?q=x&document=alpha', true],
    ['/api/start?corpus=alpha', true],
    ['/api/start?corpus=beta&document=alpha', false],
    [`/api/answers/${answerAbout('alpha')}`, true],
    [`/api/answers/${answerAbout('beta')}`, false],
    [`/api/answers/${answerAbout()}`, false],
  ])('reads %s: %s', async (path, is) => {
    for (const environment of [{}, { CORS_ORIGINS: GLOBAL }]) {
      const { app } = start(environment)
      const response = await app.request(path, { headers: { origin: PORTAL } })
      expect(allowed(response)).toBe(is ? PORTAL : null)
      expect(response.headers.get('vary')).toContain('Origin')
    }
  })

  it.each([
    ['/api/ask', { question: 'x', corpus: 'alpha' }, 200],
    ['/api/ask', { question: 'x', corpus: 'beta' }, 403],
    ['/api/ask', { question: 'x', corpus: 'none' }, 403],
    ['/api/ask', { question: 'x', corpus: ['alpha'] }, 403],
    ['/api/ask', { question: 'x' }, 403],
    ['/api/ask?corpus=alpha', { question: 'x' }, 403],
    ['/api/ask', '{', 403],
    ['/api/ask', 'null', 403],
    ['/api/ask', { question: '', corpus: 'alpha' }, 422],
    ['/api/feedback', { id: answerAbout('alpha'), useful: true }, 204],
    ['/api/feedback', { id: answerAbout('beta'), useful: true }, 403],
  ])('posts to %s %j: %i', async (path, body, status) => {
    for (const environment of [{}, { CORS_ORIGINS: GLOBAL }]) {
      const response = await start(environment).post(path, body, PORTAL)
      expect(response.status).toBe(status)
      expect(allowed(response)).toBe(status === 403 ? null : PORTAL)
      if (status === 403) {
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
        expect(await response.json()).toMatchObject({ title: 'Forbidden', status: 403 })
      }
    }
  })

  it('may ask whether it may, as every listed portal may; others may not', async () => {
    for (const environment of [{}, { CORS_ORIGINS: GLOBAL }]) {
      const { app } = start(environment)
      const preflight = async (origin: string, path = '/api/ask') =>
        allowed(
          await app.request(path, {
            method: 'OPTIONS',
            headers: { origin, 'access-control-request-method': 'POST' },
          }),
        )
      expect(await preflight(PORTAL)).toBe(PORTAL)
      expect(await preflight(OTHER)).toBe(OTHER)
      expect(await preflight('https://evil.example')).toBeNull()
      expect(await preflight(GLOBAL)).toBe('CORS_ORIGINS' in environment ? GLOBAL : null)
      expect(await preflight(PORTAL, '/v1/chat/completions')).toBeNull()
    }
  })

  it('can read that it asks too often, and that it sends too much is told before its body is read', async () => {
    const { app, post } = start({ RATE_LIMIT: '1', BODY_LIMIT: '1024' })
    await app.request('/api/documents/alpha', { headers: { origin: PORTAL } })
    const limited = await post('/api/ask', { question: 'x', corpus: 'alpha' }, PORTAL)
    expect([limited.status, allowed(limited)]).toEqual([429, PORTAL])
    const long = await post('/api/ask', { question: 'x'.repeat(2000), corpus: 'alpha' }, PORTAL)
    expect(long.status).toBe(413)
  })

  it('may do more where it is listed for everything, too', async () => {
    for (const CORS_ORIGINS of [`${GLOBAL},${PORTAL}`, '*']) {
      const { app, post } = start({ CORS_ORIGINS })
      const expected = CORS_ORIGINS === '*' ? '*' : PORTAL
      expect(allowed(await post('/api/ask', { question: 'x' }, PORTAL))).toBe(expected)
      expect(allowed(await app.request('/api/health', { headers: { origin: PORTAL } }))).toBe(expected)
    }
  })

  it('is asked nothing where it is this server, or where no browser calls', async () => {
    const { app } = start()
    const ask = (headers: Record<string, string>) =>
      app.request(`${PORTAL}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"question":"x"}',
      })
    expect((await ask({ origin: PORTAL })).status).toBe(200)
    expect((await ask({})).status).toBe(200)
    expect((await ask({ origin: 'null' })).status).toBe(200)
    expect((await ask({ origin: OTHER })).status).toBe(403)
  })
})

describe('the frame', () => {
  const ancestors = async (path: string, FRAME_ANCESTORS?: string) => {
    const { app } = start(FRAME_ANCESTORS ? { FRAME_ANCESTORS } : {})
    const policy = (await app.request(path)).headers.get('content-security-policy')!
    return /frame-ancestors ([^;]*)/.exec(policy)![1]
  }

  it.each([
    ['/embed?corpus=alpha', `'self' ${PORTAL}`],
    ['/embed?corpus=beta', `'self' ${OTHER}`],
    ['/embed?corpus=none', "'self'"],
    ['/embed?corpus=beta&corpus=alpha', `'self' ${OTHER}`],
    ['/embed', "'self'"],
    ['/?corpus=alpha', "'self'"],
    ['/d/alpha?corpus=alpha', "'self'"],
    ['/embed/check?corpus=alpha', "'self'"],
  ])('%s may stand in a page of %s', async (path, expected) => {
    expect(await ancestors(path)).toBe(expected)
  })

  it('of a document with a list opens what is closed for the others', async () => {
    expect(await ancestors('/embed?corpus=alpha', "'none'")).toBe(PORTAL)
    expect(await ancestors('/embed', "'none'")).toBe("'none'")
  })
})

describe('the check for portals', () => {
  it.each([
    ['alpha', PORTAL, []],
    ['beta', PORTAL, ['CORS_ORIGINS', 'CORS_ORIGINS', 'FRAME_ANCESTORS']],
    ['none', PORTAL, ['CORS_ORIGINS', 'CORS_ORIGINS', 'FRAME_ANCESTORS']],
    ['', PORTAL, ['CORS_ORIGINS', 'CORS_ORIGINS', 'FRAME_ANCESTORS']],
  ])('for corpus=%s and %s names %j', async (corpus, origin, blocked) => {
    const { app } = start()
    const address = `/embed/check?corpus=${corpus}&origin=${encodeURIComponent(origin)}`
    const text = await (await app.request(address)).text()
    expect([...text.matchAll(/data-verdict="blocked"><code>([A-Z_]+)/g)].map((match) => match[1])).toEqual(
      blocked,
    )
    if (corpus === 'alpha') {
      expect(text).toContain('<input type="hidden" name="corpus" value="alpha">')
      expect(text).toContain('/embed?corpus=alpha')
    }
  })
})
