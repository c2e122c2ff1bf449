/** What is said while an answer is made: events of the API, and the status line of the chat page. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWebFiles } from '../../src/adapters/node/web-files.ts'
import { readConfig } from '../../src/config.ts'
import type { Question } from '../../src/domain/answer.ts'
import { createApp } from '../../src/http/create-app.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { AskOptions } from '../../src/ports/services.ts'
import type { QuestionLog } from '../../src/store/question-log.ts'
import { readEvents, type ServerEvent } from '../../web/src/policy-qa/read-events.ts'
import { fakeServices } from '../http/fake-services.ts'
import { buildWebFiles, NO_BROWSER, openBrowser, ROOT, visit } from './site.ts'

const STAGES = ['searching', 'reading', 'checking'] as const
const streamed = async (body: string | readonly string[]) => {
  const parts = typeof body === 'string' ? [body] : body
  const encoded = parts.map((part) => new TextEncoder().encode(part))
  const events: ServerEvent[] = []
  for await (const event of readEvents(new Blob(encoded).stream())) events.push(event)
  return events
}

/** A server whose answers take `step` milliseconds a stage, or fail in the last one. */
async function serve(step: number, fails = false) {
  const services = fakeServices()
  const logged: LogRecord[] = []
  const kept: string[] = []
  const ask = async (question: Question, options?: AskOptions) => {
    for (const stage of STAGES) {
      options?.onStage?.(stage)
      await new Promise((resolve) => setTimeout(resolve, step))
    }
    if (fails) throw new Error('made for the test')
    return services.ask(question)
  }
  const web = await openWebFiles(join(ROOT, 'dist/web'))
  const questions: QuestionLog = {
    asked: (question) => void kept.push(question.question),
    judged: async () => {},
    often: async () => [],
    flush: async () => true,
  }
  const app = createApp(
    { ...services, ask },
    {
      config: readConfig({}),
      log: (record) => logged.push(record),
      clientAddress: () => 'test',
      questions,
      ...(web && { web }),
    },
  )
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const events = async () => {
    const response = await app.request('/api/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ question: '加氢站有几个?' }),
    })
    return streamed(await response.text())
  }
  return { app, origin, events, logged, kept, close: () => server.close() }
}

describe('events of an answer', () => {
  it('are the stages in order and then the answer; it is logged and kept once', async () => {
    const { events, logged, kept, close } = await serve(1)
    const given = await events()
    expect(given.map(({ event }) => event)).toEqual(['status', 'status', 'status', 'answer'])
    expect(given.slice(0, 3).map(({ data }) => JSON.parse(data).stage)).toEqual(STAGES)
    expect(JSON.parse(given[3]!.data).headline).toBe('答:加氢站有几个?')
    expect(kept).toEqual(['加氢站有几个?'])
    expect(logged.filter(({ event }) => event === 'request')).toEqual([
      expect.objectContaining({ status: 200, answer: 'answered' }),
    ])
    close()
  })

  it('end with the number of a failure, and without its reason', async () => {
    const { events, logged, kept, close } = await serve(1, true)
    const given = await events()
    expect(given.map(({ event }) => event)).toEqual(['status', 'status', 'status', 'failure'])
    expect(given[3]!.data).not.toContain('made for the test')
    const { id } = JSON.parse(given[3]!.data)
    expect(logged.find(({ event }) => event === 'request_failed')).toMatchObject({ id, level: 'error' })
    expect(kept).toEqual([])
    close()
  })

  it('are read whole, wherever the network cuts them', async () => {
    const text =
      ': waiting\n\nevent: status\r\ndata: {"a":1}\r\n\r\ndata: 氢\ndata: 站\n\nevent: lost\ndata: x'
    const whole = await streamed(text)
    expect(whole).toEqual([
      { event: 'status', data: '{"a":1}' },
      { event: 'message', data: '氢\n站' },
    ])
    expect(await streamed([...text])).toEqual(whole)
  })
})

describe.skipIf(NO_BROWSER)('the status line', () => {
  let browser: Browser
  beforeAll(async () => {
    buildWebFiles()
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it.each([
    ['zh-CN', ['正在阅读原文…', '正在核对引文…']],
    ['en-US', ['Reading the source…', 'Checking the quotations…']],
  ])('tells what is being done, after 300 ms (%s)', async (locale, said) => {
    const slow = await serve(700)
    const { page, complaints, close } = await visit(browser, slow.origin, { locale })
    await page.evaluate(() => {
      const lines: { text: string; at: number }[] = []
      Object.assign(window, { lines })
      const root = document.querySelector('policy-qa')!.shadowRoot!
      const start = performance.now()
      new MutationObserver(() => {
        const text = root.querySelector('.scroll > [role="status"]')?.textContent?.trim() ?? ''
        if (text !== '' && lines.at(-1)?.text !== text) lines.push({ text, at: performance.now() - start })
      }).observe(root, { subtree: true, childList: true, characterData: true })
    })
    const box = page.locator('textarea[name="q"]:visible').first()
    await box.fill('加氢站有几个?')
    await box.press('Enter')
    await page.locator('policy-qa .answer').waitFor()
    const lines = await page.evaluate(
      () => (window as unknown as { lines: { text: string; at: number }[] }).lines,
    )
    expect(lines.map(({ text }) => text).slice(-2)).toEqual(said)
    expect(lines[0]!.at).toBeGreaterThan(290)
    expect((await page.locator('policy-qa .scroll > [role="status"]').innerText()).trim()).toBe('')
    expect(complaints).toEqual([])
    await close()
    slow.close()
  })

  it('stays silent where the answer is there at once, and tells of a failure', async () => {
    const broken = await serve(1, true)
    const { page, close } = await visit(browser, broken.origin)
    const box = page.locator('textarea[name="q"]:visible').first()
    await box.fill('加氢站有几个?')
    await box.press('Enter')
    expect(await page.locator('policy-qa [role="alert"]', { hasText: '服务器出错' }).isVisible()).toBe(true)
    expect(await page.locator('policy-qa .progress').count()).toBe(0)
    await close()
    broken.close()
  })
})
