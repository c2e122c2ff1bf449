/** Pages and refusals speak the language that the request prefers. */
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import problemWords from '../../src/data/interface-problems.json' with { type: 'json' }
import { createApp } from '../../src/http/create-app.ts'
import { preferredLanguage } from '../../src/http/request-language.ts'
import { fakeServices } from './fake-services.ts'

describe('Accept-Language', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['*', null],
    ['fr, de;q=0.5', null],
    ['en', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en;q=0.2, zh-Hant-TW;q=0.7', 'zh'],
    ['fr, zh;q=0.1', 'zh'],
    ['en;q=0, zh;q=0.1', 'zh'],
    ['en;q=0', null],
    ['zhuang', null],
    ['en;;;q=x,,', null],
  ])('%s prefers %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language)
  })
})

const app = createApp(fakeServices(), {
  config: readConfig({ LOG: 'off', BODY_LIMIT: '1024', RATE_LIMIT: '6' }),
  log: () => {},
  clientAddress: (c) => c.req.header('x-test-client') ?? 'one',
})
const post = (body: string, headers: Record<string, string>) =>
  app.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-test-client': String(Math.random()), ...headers },
    body,
  })

describe('problem+json', () => {
  it.each([
    [undefined, 'Content Too Large', 'The body has more than 1024 bytes.'],
    ['en', 'Content Too Large', 'The body has more than 1024 bytes.'],
    ['zh-CN', '请求内容过大', '请求体超过 1024 字节。'],
  ])('with Accept-Language %s', async (language, title, detail) => {
    const headers = language === undefined ? {} : { 'accept-language': language }
    const response = await post(JSON.stringify({ question: 'x'.repeat(2000) }), headers)
    expect(response.status).toBe(413)
    expect(response.headers.get('content-language')).toBe(language === 'zh-CN' ? 'zh-CN' : 'en')
    expect(response.headers.get('vary')).toContain('Accept-Language')
    expect(await response.json()).toMatchObject({ title, detail })
  })

  it('has every sentence in both languages, with the same gaps', () => {
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    expect(Object.keys(problemWords.zh)).toEqual(Object.keys(problemWords.en))
    for (const [name, text] of Object.entries(problemWords.en)) {
      expect(gaps(problemWords.zh[name as keyof typeof problemWords.zh]), name).toEqual(gaps(text))
    }
  })
})

describe('a browser that is refused', () => {
  const html = { accept: 'text/html', 'x-test-client': 'eager' }

  it('gets a page, in its language', async () => {
    const wrong = await app.request('/targets', {
      method: 'DELETE',
      headers: { ...html, 'accept-language': 'en' },
    })
    expect(wrong.status).toBe(405)
    expect(await wrong.text()).toContain('<h1>Method Not Allowed</h1>')
    for (let i = 0; i < 6; i++) await app.request('/d', { headers: html })
    const eager = await app.request('/d', { headers: html })
    expect(eager.status).toBe(429)
    expect(eager.headers.get('retry-after')).not.toBeNull()
    expect(eager.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await eager.text()).toContain('<h1>请求过于频繁</h1>')
  })
})
