import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CHAT_COMPLETION } from '../../src/http/openai/chat-schemas.ts'
import { ANSWER } from '../../src/http/schemas.ts'
import { startEndpoint } from '../model/fake-endpoint.ts'
import { type BuiltWorker, buildForTests, ORIGIN, startWorkerd, type Workerd } from '../worker/hosts.ts'

let built: BuiltWorker
let workerd: Workerd
beforeAll(async () => {
  built = await buildForTests()
  workerd = await startWorkerd(built)
})
afterAll(async () => {
  await workerd?.dispose()
  await built?.remove()
})

it('MCP runs on workerd: the SDK’s client lists the tools, asks and reads', async () => {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', ORIGIN), {
    fetch: (url, init) =>
      workerd.fetch(new URL(url).pathname, {
        ...init,
        headers: Object.fromEntries(new Headers(init?.headers)),
      }),
  })
  await client.connect(transport as never)
  expect((await client.listTools()).tools).toHaveLength(5)
  const { structuredContent } = await client.callTool({
    name: 'ask',
    arguments: { question: '谁负责加氢站' },
  })
  const { citations } = ANSWER.parse(structuredContent)
  const { document, line, quote } = citations[0]!
  const read = await client.callTool({ name: 'read_paragraph', arguments: { document, line } })
  expect((read.structuredContent as { text: string }).text).toContain(quote)
  expect(
    (await client.callTool({ name: 'read_paragraph', arguments: { document: 'no', line } })).isError,
  ).toBe(true)
  await client.close()
})

it('OpenAI’s clients are answered on workerd, streamed or not', async () => {
  const ask = (more: object) =>
    workerd.fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'zhengda',
        messages: [{ role: 'user', content: '谁负责加氢站' }],
        ...more,
      }),
    })
  const { choices } = CHAT_COMPLETION.parse(await (await ask({})).json())
  const { content } = choices[0]!.message
  const streamed = await (await ask({ stream: true })).text()
  const parts = [...streamed.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data!))
  expect(parts.map(({ choices: [choice] }) => choice.delta.content ?? '').join('')).toBe(content)
  expect(streamed.trimEnd().endsWith('data: [DONE]')).toBe(true)
})

it('a model phrases answers on workerd too', async () => {
  const endpoint = await startEndpoint()
  endpoint.says(({ data }) => `按照文件，${data.draft}`)
  const withModel = await startWorkerd(built, { MODEL: `ollama:${endpoint.url}|small` })
  try {
    const response = await withModel.fetch('/api/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: '谁负责加氢站' }),
    })
    expect(ANSWER.parse(await response.json())).toMatchObject({
      generation: 'model',
      headline: expect.stringMatching(/^按照文件，/),
    })
  } finally {
    await withModel.dispose()
    endpoint.close()
  }
})
