/** The behaviour of the HTTP surface that portals rely on, as tests over any host that serves the seed corpus. */
import { describe, expect, it } from 'vitest'
import { ANSWER, DOCUMENT, SEARCH_HIT } from '../../src/http/schemas.ts'
import type { Host } from './hosts.ts'

export const DOCUMENT_ID = 'jiading-2023-27'
const QUESTION = '到2025年全区累计完成多少个加氢站投入运营?'

export function ask(host: Host, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return host.fetch('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** `host` is asked for when a test runs, because it starts before them. */
export function describeHttp(name: string, host: () => Host): void {
  const get = (path: string, init?: RequestInit) => host().fetch(path, init)
  const sourceText = async () => (await get(`/api/documents/${DOCUMENT_ID}/text`)).text()

  describe(`HTTP on ${name}`, () => {
    it('answers with citations that slice back, and again by its permalink', async () => {
      const response = await ask(host(), { question: QUESTION })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      const answer = ANSWER.parse(await response.json())
      expect(answer.status).toBe('answered')
      expect(answer.headline).toMatch(/6/)
      const text = await sourceText()
      expect(answer.citations.length).toBeGreaterThan(0)
      for (const { start, end, quote } of answer.citations) expect(text.slice(start, end)).toBe(quote)
      const again = ANSWER.parse(await (await get(`/api/answers/${answer.id}`)).json())
      expect({ ...again, timings: {} }).toEqual({ ...answer, timings: {} })
      const page = await (await get(`/a/${answer.id}`)).text()
      expect(page.replace(/<[^>]+>/g, '')).toContain(answer.citations[0]!.quote)
    })

    it('understands a question from the earlier ones', async () => {
      const body = { question: '那2030年呢?', history: ['到2025年装机容量力争达到多少?'] }
      const answer = ANSWER.parse(await (await ask(host(), body)).json())
      expect(answer.interpretation).toMatchObject({ year: 2030 })
    })

    it.each([
      ['malformed JSON', '{"question": "x"', {}, 400],
      ['another content type', '{"question":"x"}', { 'content-type': 'text/plain' }, 400],
      ['an empty question', { question: ' \n\u3000' }, {}, 422],
      ['2001 characters', { question: '氢'.repeat(2001) }, {}, 422],
      ['a lone surrogate', '{"question":"\\ud800"}', {}, 422],
      ['an unknown document', { question: 'x', corpus: '../etc/passwd' }, {}, 404],
      ['a body over the limit', { question: 'x'.repeat(30_000) }, {}, 413],
    ] as const)('refuses %s', async (_, body, headers, status) => {
      const response = await ask(host(), body, headers)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(await response.json()).toMatchObject({ status })
    })

    it('takes 2000 characters outside the basic plane', async () => {
      expect((await ask(host(), { question: '𠀀'.repeat(2000) })).status).toBe(200)
    })

    it('gives the document, its text and its paragraphs', async () => {
      const document = DOCUMENT.parse(await (await get(`/api/documents/${DOCUMENT_ID}`)).json())
      const text = await sourceText()
      for (const { heading, title } of document.sections) {
        expect(text.slice(heading.start, heading.end)).toContain(title)
      }
      const found = (await (await get('/api/search?q=加氢站&limit=5')).json()) as { hits: unknown[] }
      expect(found.hits).toHaveLength(5)
      const hit = SEARCH_HIT.parse(found.hits[0])
      expect(text.slice(hit.start, hit.end)).toBe(hit.quote)
      expect(hit.quote).toContain('加氢站')
    })

    it('does not send unchanged data again', async () => {
      const first = await get(`/api/documents/${DOCUMENT_ID}/text`)
      const tag = first.headers.get('etag')!
      expect(tag).toMatch(/^(W\/)?"/)
      const second = await get(`/api/documents/${DOCUMENT_ID}/text`, { headers: { 'if-none-match': tag } })
      expect(second.status).toBe(304)
    })

    it.each([
      ['/api/nothing', 404],
      ['/api/documents/gone', 404],
      ['/api/answers/nonsense', 404],
      ['/assets/gone.js', 404],
      ['/data/', 404],
      ['/api/ask', 405],
    ])('answers %s with %i as a problem', async (path, status) => {
      const response = await get(path)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      await response.body?.cancel()
    })

    it.each(['/', '/api/health', '/api/nothing', '/openapi.json'])('protects %s', async (path) => {
      const { headers, body } = await get(path)
      await body?.cancel()
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
      expect(headers.get('set-cookie')).toBeNull()
    })

    it('serves the scripts and styles that its pages name, hashed ones for good', async () => {
      const page = await (await get('/')).text()
      const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!)
      expect(files.length).toBeGreaterThanOrEqual(3)
      for (const path of files) {
        const response = await get(path)
        expect(response.status).toBe(200)
        expect(response.headers.get('content-type')).toMatch(/javascript|css/)
        expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
        expect(response.headers.get('content-security-policy')).not.toBeNull()
        expect((await response.text()).length).toBeGreaterThan(100)
      }
    })

    it('lets portals load the widget', async () => {
      const response = await get('/embed/v1/loader.js')
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('policy-qa')
    })

    it.each([
      ['/export/targets.xlsx', 'targets.xlsx', 'PK'],
      ['/export/obligations.xlsx', 'obligations.xlsx', 'PK'],
      ['/export/responsibilities.docx', 'tasks.docx', 'PK'],
      ['/export/targets.ics', 'targets.ics', 'BEGIN:VCALENDAR'],
    ])('writes %s', async (path, name, start) => {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-disposition')).toContain(name)
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect(bytes.length).toBeGreaterThan(2000)
      expect(new TextDecoder().decode(bytes.subarray(0, start.length))).toBe(start)
    })
  })
}
