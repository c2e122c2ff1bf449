import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import OpenAI from 'openai'
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { CHAT_COMPLETION, MODEL_LIST } from '../../src/http/openai/chat-schemas.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { Services } from '../../src/ports/services.ts'
import { openPlan } from '../langchain/open-plan.ts'
import { fakeServices } from './fake-services.ts'

const QUESTION = '到2025年,全区建成多少个加氢站?'

function start(environment: Record<string, string> = {}, services: Services = fakeServices()) {
  const logged: LogRecord[] = []
  const app = createApp(services, {
    config: readConfig(environment),
    log: (record) => logged.push(record),
    clientAddress: () => 'one',
  })
  const complete = (body: unknown, headers: Record<string, string> = {}) =>
    app.request('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer none', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { app, complete, logged }
}

const user = (content: unknown) => ({ role: 'user', content })
const chat = (...messages: unknown[]) => ({ model: 'zhengda', messages })

async function expectError(response: Response, status: number, message: RegExp, more: object = {}) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  const { error } = (await response.json()) as { error: Record<string, unknown> }
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type'])
  expect(error).toMatchObject({ message: expect.stringMatching(message), ...more })
}

/** The `data:` lines of an event stream. */
async function eventsOf(response: Response): Promise<string[]> {
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  return (await response.text())
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''))
}

describe('POST /v1/chat/completions', () => {
  it('answers the last user message, with the earlier ones as history', async () => {
    const services = fakeServices()
    const { complete } = start({}, services)
    const response = await complete({
      ...chat(
        { role: 'system', content: '你是诗人' },
        user('第一问'),
        { role: 'assistant', content: '答' },
        user([{ type: 'text', text: '第二问' }]),
      ),
      temperature: 0.7,
      tools: [],
      lang: 'en',
      corpus: 'alpha',
    })
    expect(response.status).toBe(200)
    const completion = CHAT_COMPLETION.parse(await response.json())
    expect(completion.choices[0]!.message.content).toBe('答:第二问')
    expect(completion.usage.total_tokens).toBe(
      completion.usage.prompt_tokens + completion.usage.completion_tokens,
    )
    expect(services.asked).toEqual([
      {
        question: { question: '第二问', history: ['第一问'], lang: 'en', corpus: 'alpha' },
        options: undefined,
      },
    ])
  })

  it('keeps the latest 20 earlier questions', async () => {
    const services = fakeServices()
    const { complete } = start({}, services)
    await complete(chat(...Array.from({ length: 30 }, (_, i) => user(`问${i}`))))
    expect(services.asked[0]!.question.history).toEqual(Array.from({ length: 20 }, (_, i) => `问${i + 9}`))
  })

  it.each([
    ['no JSON', '{', 400, /JSON/, {}],
    ['no messages', { model: 'zhengda' }, 400, /messages/, { param: 'messages' }],
    ['empty messages', chat(), 400, /empty/, { param: 'messages' }],
    ['no user message', chat({ role: 'system', content: 'x' }), 400, /empty/, { param: 'messages' }],
    ['a picture', chat(user([{ type: 'image_url', image_url: { url: 'x' } }])), 400, /./, {}],
    ['a role of its own', chat({ role: 'king', content: 'x' }), 400, /role/, {}],
    ['two choices', { ...chat(user('x')), n: 2 }, 400, /n must be 1/, { param: 'n' }],
    ['2001 characters', chat(user('氢'.repeat(2001))), 400, /2000/, { param: 'messages' }],
    ['another model', { ...chat(user('x')), model: 'gpt-4o' }, 404, /gpt-4o/, { code: 'model_not_found' }],
    ['another document', { ...chat(user('x')), corpus: 'no' }, 404, /"no"/, { code: 'document_not_found' }],
    ['too much', chat(user('氢'.repeat(30_000))), 413, /bytes/, { code: 'request_too_large' }],
  ])('refuses %s in OpenAI’s shape', async (_, body, status, message, more) => {
    await expectError(await start().complete(body), status, message, more)
  })

  it('says limits, wrong methods and failures in OpenAI’s shape too', async () => {
    const { app, complete } = start({ RATE_LIMIT: '1' })
    await complete(chat(user('x')))
    const limited = await complete(chat(user('x')))
    expect(limited.headers.get('retry-after')).not.toBeNull()
    await expectError(limited, 429, /minute/, { code: 'rate_limit_exceeded', type: 'rate_limit_error' })
    await expectError(await start().app.request('/v1/chat/completions'), 405, /POST/)
    await expectError(await start().app.request('/v1/embeddings'), 404, /./)
    const failing = start({}, fakeServices(new Error('secret')))
    const failed = await failing.complete(chat(user('x')))
    await expectError(failed, 500, /^(?!.*secret)/, { type: 'server_error' })
    expect(failing.logged.some(({ event }) => event === 'request_failed')).toBe(true)
    expect((await app.request('/api/documents')).headers.get('content-type')).toMatch(/problem/)
  })

  it('is logged as other questions are: status and times, never the words', async () => {
    const { complete, logged } = start()
    await complete(chat(user('加氢站')))
    expect(logged).toEqual([
      expect.objectContaining({ route: '/v1/chat/completions', status: 200, answer: 'answered' }),
    ])
    expect(JSON.stringify(logged)).not.toContain('加氢站')
  })

  it('answers browsers of allowed origins, whatever headers their client sends', async () => {
    const { app } = start({ CORS_ORIGINS: 'https://portal.example' })
    const preflight = (origin: string) =>
      app.request('/v1/chat/completions', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-stainless-lang',
        },
      })
    const allowed = await preflight('https://portal.example')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://portal.example')
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('streams chunks that add up to the answer', async () => {
    const { complete } = start()
    const whole = CHAT_COMPLETION.parse(await (await complete(chat(user('问')))).json())
    const events = await eventsOf(
      await complete({ ...chat(user('问')), stream: true, stream_options: { include_usage: true } }),
    )
    expect(events.at(-1)).toBe('[DONE]')
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
    expect(new Set(chunks.map(({ id, object, model }) => `${id} ${object} ${model}`)).size).toBe(1)
    expect(chunks[0].choices[0].delta).toMatchObject({ role: 'assistant', content: '' })
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
    expect(text).toBe(whole.choices[0]!.message.content)
    expect(chunks.at(-2).choices[0].finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage })
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
  })

  it('says errors before a stream begins as errors', async () => {
    await expectError(await start().complete({ ...chat(user('')), stream: true }), 400, /empty/)
  })

  it('lists its one model', async () => {
    const { app } = start()
    const list = MODEL_LIST.parse(await (await app.request('/v1/models')).json())
    expect(list.data.map(({ id }) => id)).toEqual(['zhengda'])
    expect((await app.request('/v1/models/zhengda')).status).toBe(200)
    await expectError(await app.request('/v1/models/gpt'), 404, /gpt/, { code: 'model_not_found' })
  })

  it('is described in /openapi.json', async () => {
    const { paths } = (await (await start().app.request('/openapi.json')).json()) as { paths: object }
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/v1/chat/completions', '/v1/models', '/v1/models/{model}', '/mcp']),
    )
  })
})

describe('over the seed plan', () => {
  let server: Server
  let services: Services
  let address: string
  beforeAll(async () => {
    services = (await openPlan()).services
    const { app } = start({}, services)
    server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  it('proves the answer with footnotes, and links each marker to its source', async () => {
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(chat(user(QUESTION))),
    })
    const { choices, zhengda } = CHAT_COMPLETION.parse(await response.json())
    const { content, annotations } = choices[0]!.message
    expect(zhengda.citations.length).toBeGreaterThan(0)
    expect(content.startsWith(zhengda.headline)).toBe(true)
    expect(annotations).toHaveLength(zhengda.citations.length)
    for (const [i, { url_citation }] of annotations.entries()) {
      const { n, quote, url } = zhengda.citations[i]!
      expect(content.slice(url_citation.start_index, url_citation.end_index)).toBe(`[${n}]`)
      expect(url_citation.url).toBe(`${address}${encodeURI(decodeURI(url))}`)
      expect(content).toContain(`[${n}] “${quote}”`)
      expect((await fetch(url_citation.url)).status).toBe(200)
    }
    for (const caveat of zhengda.caveats) expect(content).toContain(caveat)
  })

  it('shows the nearest statements where the plan does not say it', async () => {
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(chat(user('到2027年建成多少个加氢站?'))),
    })
    const { choices, zhengda } = CHAT_COMPLETION.parse(await response.json())
    expect(zhengda.status).toBe('not_found')
    expect(choices[0]!.message.annotations).toEqual([])
    expect(zhengda.related.length).toBeGreaterThan(0)
    for (const { quote } of zhengda.related) expect(choices[0]!.message.content).toContain(quote)
  })

  it('runs with the official SDK', async () => {
    const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 })
    const messages: ChatCompletionMessageParam[] = [
      { role: 'user', content: '谁负责加氢站?' },
      { role: 'assistant', content: '…' },
      { role: 'user', content: QUESTION },
    ]
    const completion = await client.chat.completions.create({ model: 'zhengda', messages })
    expect(completion.choices[0]!.message.content).toContain('加氢站')
    expect(completion.choices[0]!.message.annotations![0]!.type).toBe('url_citation')
    let streamed = ''
    const stream = await client.chat.completions.create({ model: 'zhengda', messages, stream: true })
    for await (const chunk of stream) streamed += chunk.choices[0]?.delta?.content ?? ''
    expect(streamed).toBe(completion.choices[0]!.message.content)
    const final = await client.chat.completions.stream({ model: 'zhengda', messages }).finalContent()
    expect(final).toBe(streamed)
    expect((await client.models.list()).data[0]!.id).toBe('zhengda')
    await expect(client.chat.completions.create({ model: 'gpt-4o', messages })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    })
    await expect(client.chat.completions.create({ model: 'zhengda', messages: [] })).rejects.toMatchObject({
      status: 400,
      param: 'messages',
    })
  })
})
