import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { ANSWER, OBLIGATION, RESPONSIBILITY, TARGET } from '../../src/http/schemas.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { Services } from '../../src/ports/services.ts'
import { openPlan } from '../langchain/open-plan.ts'

const PLAN = 'jiading-2023-27'
let services: Services
let server: Server
let address: string
let client: Client
const logged: LogRecord[] = []

function appOf(environment: Record<string, string> = {}) {
  return createApp(services, {
    config: readConfig(environment),
    log: (record) => logged.push(record),
    clientAddress: () => 'one',
  })
}

beforeAll(async () => {
  services = (await openPlan()).services
  server = createServer(getRequestListener(appOf().fetch)).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
  client = new Client({ name: 'test', version: '1' })
  // Its type allows an undefined session id, which exactOptionalPropertyTypes tells apart from none.
  await client.connect(new StreamableHTTPClientTransport(new URL(address)) as never)
})
afterAll(async () => {
  await client.close()
  server.close()
})

async function call<S extends z.ZodType>(name: string, input: object, schema: S): Promise<z.output<S>> {
  const result = await client.callTool({ name, arguments: { ...input } })
  expect(result.isError).toBeFalsy()
  expect((result.content as { type: string; text: string }[])[0]!.text).not.toBe('')
  return schema.parse(result.structuredContent)
}

const sliceOf = ({ document, start, end }: { document: string; start: number; end: number }) =>
  services.library.get(document)!.source.text.slice(start, end)

describe('the MCP SDK’s own client', () => {
  it('finds five tools that read, each with its schemas', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'ask',
      'find_targets',
      'list_obligations',
      'read_paragraph',
      'who_is_responsible',
    ])
    for (const { inputSchema, outputSchema, annotations, description } of tools) {
      expect(Object.keys(inputSchema.properties!).length).toBeGreaterThan(1)
      expect(outputSchema).toMatchObject({ type: 'object' })
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
      expect(description).not.toBe('')
    }
    expect(client.getServerVersion()).toMatchObject({ name: 'zhengda', version: services.version })
    expect(client.getInstructions()).toContain('not_found')
  })

  it('asks, with history, and gets the answer of /api/ask', async () => {
    const input = { question: '那2030年呢?', history: ['到2025年,新能源和可再生能源装机规模多少?'] }
    const answer = await call('ask', { ...input, document: PLAN }, ANSWER)
    const same = await services.ask({ ...input, corpus: PLAN })
    expect({ ...answer, timings: {} }).toEqual({ ...same, timings: {} })
    for (const citation of answer.citations) expect(sliceOf(citation)).toBe(citation.quote)
  })

  it('asks in English', async () => {
    const answer = await call('ask', { question: 'How many hydrogen stations by 2025?', lang: 'en' }, ANSWER)
    expect(answer.language).toBe('en')
  })

  it('finds targets', async () => {
    const { targets, total } = (await client
      .callTool({
        name: 'find_targets',
        arguments: { q: '加氢站', year: 2025, limit: 2 },
      })
      .then(({ structuredContent }) => structuredContent)) as { targets: unknown[]; total: number }
    expect(total).toBeGreaterThan(0)
    for (const target of targets.map((each) => TARGET.parse(each))) {
      expect(target.year).toBe(2025)
      expect(sliceOf(target)).toBe(target.quote)
    }
    const all = await client.callTool({ name: 'find_targets', arguments: { limit: 5, offset: 3 } })
    const first = await client.callTool({ name: 'find_targets', arguments: { limit: 8 } })
    const targetsOf = ({ structuredContent }: object & { structuredContent?: unknown }) =>
      (structuredContent as { targets: unknown[] }).targets
    expect(targetsOf(all)).toEqual(targetsOf(first).slice(3))
  })

  it('learns who is responsible, with the statements that say so', async () => {
    const result = await client.callTool({ name: 'who_is_responsible', arguments: { matter: '加氢站' } })
    const { answer, responsibilities } = result.structuredContent as Record<string, unknown>
    expect(ANSWER.parse(answer).status).toBe('answered')
    const records = (responsibilities as unknown[]).map((each) => RESPONSIBILITY.parse(each))
    expect(records.length).toBeGreaterThan(0)
    for (const record of records) expect(sliceOf(record)).toBe(record.quote)
    const text = (result.content as { text: string }[])[0]!.text
    for (const { name } of records[0]!.bodies) expect(text).toContain(name)
    const english = await client.callTool({
      name: 'who_is_responsible',
      arguments: { matter: 'hydrogen refuelling stations' },
    })
    expect((english.structuredContent as { answer: { language: string } }).answer.language).toBe('en')
  })

  it('lists obligations by strength', async () => {
    const result = await client.callTool({ name: 'list_obligations', arguments: { modality: 'ban' } })
    const { obligations } = result.structuredContent as { obligations: unknown[] }
    expect(obligations.length).toBeGreaterThan(0)
    for (const each of obligations) {
      const obligation = OBLIGATION.parse(each)
      expect(obligation.modality).toBe('ban')
      expect(sliceOf(obligation)).toBe(obligation.quote)
    }
  })

  it('reads the paragraph that a citation names', async () => {
    const { citations } = await services.ask({ question: '谁负责加氢站', history: [] })
    const { document, line, paragraph } = citations[0]!
    const { structuredContent } = await client.callTool({
      name: 'read_paragraph',
      arguments: { document, line },
    })
    expect(structuredContent).toMatchObject({
      document,
      line,
      text: sliceOf({ document, ...paragraph }),
      ...paragraph,
    })
  })

  it.each([
    ['ask', { question: '加氢站', document: 'nowhere' }, /nowhere.*jiading-2023-27/],
    ['ask', { question: '   ' }, /empty/],
    ['ask', { question: 7 }, /question/],
    ['ask', { question: '氢'.repeat(2001) }, /2000/],
    ['find_targets', { limit: 1000 }, /limit/],
    ['find_targets', { document: '../../etc/passwd' }, /No document/],
    ['list_obligations', { modality: 'wish' }, /modality/],
    ['who_is_responsible', {}, /matter/],
    ['read_paragraph', { document: PLAN, line: 100_000 }, /line 100000/],
    ['read_paragraph', { document: 'nowhere', line: 1 }, /nowhere/],
    ['no_such_tool', {}, /no_such_tool/],
  ])('%s with %j says what is wrong', async (name, input, message) => {
    const { isError, content } = await client.callTool({ name, arguments: { ...input } })
    expect(isError).toBe(true)
    expect((content as { text: string }[])[0]!.text).toMatch(message)
  })

  it('works many times at once: no request knows another', async () => {
    const questions = ['谁负责加氢站', '谁负责生活垃圾', '到2025年建成多少个加氢站?', 'Who is responsible?']
    const together = await Promise.all(
      Array.from({ length: 20 }, (_, i) => call('ask', { question: questions[i % 4] }, ANSWER)),
    )
    for (const [i, { headline }] of together.entries()) expect(headline).toBe(together[i % 4]!.headline)
  })
})

describe('/mcp as a route', () => {
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }
  const post = (app: ReturnType<typeof appOf>, body: string, headers: Record<string, string> = {}) =>
    app.request('/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body,
    })

  it('keeps no session and is not cached', async () => {
    const response = await post(appOf(), JSON.stringify(initialize))
    expect(response.status).toBe(200)
    expect(response.headers.get('mcp-session-id')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ id: 1, result: { serverInfo: { name: 'zhengda' } } })
  })

  it('takes notifications with 202', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })
    expect((await post(appOf(), body)).status).toBe(202)
  })

  it.each([
    ['no JSON', '{', {}, 400],
    ['no message of the protocol', '{"x":1}', {}, 400],
    ['a client that takes no events', JSON.stringify(initialize), { accept: 'application/json' }, 406],
    ['another content type', JSON.stringify(initialize), { 'content-type': 'text/plain' }, 415],
    ['an unknown protocol', '{"jsonrpc":"2.0","id":2,"method":"tools/list"}', { 'mcp-protocol-version': '1999-01-01' }, 400], // biome-ignore format: a row
    ['too much', JSON.stringify({ ...initialize, x: 'x'.repeat(70_000) }), {}, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    const response = await post(appOf(), body, headers as Record<string, string>)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/json/)
  })

  it('has no stream to read and no session to end', async () => {
    for (const method of ['GET', 'DELETE']) {
      const response = await appOf().request('/mcp', { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toContain('POST')
    }
  })

  it('counts against the limit of the address', async () => {
    const app = appOf({ RATE_LIMIT: '1' })
    expect((await post(app, JSON.stringify(initialize))).status).toBe(200)
    expect((await post(app, JSON.stringify(initialize))).status).toBe(429)
  })

  it('answers browsers of allowed origins alone', async () => {
    const app = appOf({ CORS_ORIGINS: 'https://portal.example' })
    const origin = 'https://portal.example'
    const allowed = await post(app, JSON.stringify(initialize), { origin })
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    const other = await post(app, JSON.stringify(initialize), { origin: 'https://evil.example' })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('logs the status of answers and never the words', () => {
    const lines = logged.filter(({ route, answer }) => route === '/mcp' && answer !== undefined)
    expect(lines.length).toBeGreaterThan(20)
    expect(JSON.stringify(logged)).not.toContain('加氢站')
  })
})
