import { afterEach, describe, expect, it, vi } from 'vitest'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import { readConfig } from '../../src/config.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { createApp } from '../../src/http/create-app.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { QuestionStore } from '../../src/ports/question-store.ts'
import { askedRecord, feedbackRecord } from '../../src/store/asked-record.ts'
import { NO_STORE } from '../../src/store/no-store.ts'
import { createQuestionLog } from '../../src/store/question-log.ts'
import { startRetention } from '../../src/store/retention.ts'
import { writeQueue } from '../../src/store/write-queue.ts'
import { fakeServices } from '../http/fake-services.ts'
import { asked } from './records.ts'

const stores: QuestionStore[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const store of stores.splice(0)) await store.close()
})

function memory(): QuestionStore {
  const store = sqlStore('file::memory:', () => {})
  stores.push(store)
  return store
}

const broken = (error = new Error('no space left on device')): QuestionStore => ({
  ...NO_STORE,
  kind: 'sqlite',
  keepAsked: async () => {
    throw error
  },
  keepFeedback: async () => {
    throw error
  },
  purge: async () => {
    throw error
  },
})

function start(store: QuestionStore, queue = {}) {
  const logged: LogRecord[] = []
  const log = (record: LogRecord) => logged.push(record)
  const questions = createQuestionLog({ store, log, queue })
  const services = fakeServices()
  const app = createApp(services, {
    config: readConfig({ LOG: 'off' }),
    log,
    clientAddress: () => 'one',
    questions,
  })
  const post = (path: string, body: object) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const ask = async (question: string, more = {}) =>
    (await (await post('/api/ask', { question, ...more })).json()) as Answer
  return { app, services, post, ask, questions, logged }
}

/** All that a store holds, as text. */
async function everything(store: QuestionStore): Promise<string> {
  return JSON.stringify([
    await store.openQuestions('2000-01-01', 1000),
    await store.activity('2000-01-01'),
    await store.decisions(),
  ])
}

describe('what was asked', () => {
  it('is kept from API and page, once each, and not when a permalink is opened', async () => {
    const store = memory()
    const { app, ask, questions } = start(store)
    const { id } = await ask('加氢站?')
    await app.request(`/api/answers/${id}`)
    await app.request(`/a/${id}`)
    await app.request(`/ask?q=${encodeURIComponent('充电桩?')}`)
    await app.request('/')
    expect(await questions.flush()).toBe(true)
    const { statuses } = await store.activity('2000-01-01')
    expect(statuses).toEqual([{ day: expect.any(String), status: 'answered', count: 2 }])
  })

  it('is kept with what was cited, and without what is personal', () => {
    const services = fakeServices()
    const citation = { document: 'plan', line: 7, path: ['一、能源', '(一)氢能', '1.加氢站'] }
    const answer = {
      status: 'partial',
      language: 'zh',
      citations: [
        citation,
        { ...citation, line: 9 },
        { ...citation },
        { ...citation, document: 'other', line: 1 },
      ],
      related: [],
      interpretation: { question: '我叫李建国,加氢站由谁负责?' },
      reader: 'trained',
    } as unknown as Answer
    const question = { question: '由谁负责?', history: ['我叫李建国,问加氢站'], corpus: 'plan' }
    const now = new Date('2026-11-28T01:02:03.000Z')
    expect(services.library.size).toBe(2)
    expect(askedRecord(question, answer, 12.6, now)).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      at: '2026-11-28T01:02:03.000Z',
      question: '我叫[***],加氢站由谁负责?',
      corpus: 'plan',
      language: 'zh',
      status: 'partial',
      document: 'plan',
      lines: [7, 9],
      topic: '(一)氢能',
      latency: 13,
      reader: 'trained',
    })
    const rejected = { ...answer, status: 'rejected' } as Answer
    expect(askedRecord(question, rejected, 1, now).question).toBe('')
    expect(
      feedbackRecord(question, answer, { useful: false, reason: ' 打13812345678给我 ' }, now),
    ).toMatchObject({
      useful: false,
      reason: '打[***]给我',
    })
    expect(feedbackRecord(question, answer, { useful: true, reason: ' ' }, now).reason).toBeNull()
  })

  it('leaves nothing personal in the store: question, history, verdict, reason', async () => {
    const store = memory()
    const { ask, post, questions } = start(store)
    const { id } = await ask('我叫李建国,电话13812345678,住墨玉路185弄12号301室', {
      history: ['身份证310114199001011234'],
    })
    await post('/api/feedback', { id, useful: false, reason: '请联系zhang@example.com' })
    await questions.flush()
    const text = await everything(store)
    expect(text).toContain('[***]')
    expect(text).not.toMatch(/李建国|1381234|185弄|301室|3101141990|example\.com/)
  })

  it('does not slow the answer, whatever the store does', async () => {
    const slow: QuestionStore = { ...NO_STORE, kind: 'sqlite', keepAsked: () => new Promise(() => {}) }
    const { ask } = start(slow, { delay: 0 })
    for (let i = 0; i < 5; i++) expect((await ask(`问${i}`)).status).toBe('answered')
  })

  it('is answered although the store fails; that it failed is logged once', async () => {
    const { ask, questions, logged } = start(broken(), { delay: 1, longest: 5, most: 3 })
    for (let i = 0; i < 5; i++) expect((await ask(`问${i}`)).status).toBe('answered')
    expect(await questions.flush()).toBe(false)
    expect(await questions.flush()).toBe(false)
    const events = logged.map(({ event }) => event)
    expect(events.filter((event) => event === 'store_failed')).toHaveLength(1)
    expect(events.filter((event) => event === 'question_not_kept')).toHaveLength(2)
  })

  it('is written later where the store comes back', async () => {
    const store = memory()
    let fails = 2
    const flaky: QuestionStore = {
      ...store,
      keepAsked: async (records) => {
        if (fails-- > 0) throw new Error('down')
        await store.keepAsked(records)
      },
    }
    const { ask, questions } = start(flaky, { delay: 60_000 })
    await ask('问')
    expect([await questions.flush(), await questions.flush(), await questions.flush()]).toEqual([
      false,
      false,
      true,
    ])
    expect((await store.activity('2000-01-01')).statuses).toMatchObject([{ count: 1 }])
  })
})

describe('a verdict', () => {
  it('is acknowledged when it is kept', async () => {
    const store = memory()
    const { ask, post, logged } = start(store)
    const { id } = await ask('加氢站?')
    expect((await post('/api/feedback', { id, useful: false, reason: '没有答到点上' })).status).toBe(204)
    expect(await store.openQuestions('2000-01-01', 10)).toMatchObject([
      { question: '加氢站?', disliked: 1, reasons: ['没有答到点上'] },
    ])
    expect(logged.map(({ event }) => event)).toContain('feedback')
  })

  it('takes the place of an earlier one of its name', async () => {
    const store = memory()
    const { ask, post } = start(store)
    const { id } = await ask('加氢站?')
    const verdict = '0b8f6b0e-6f0c-4d0e-9d8a-0a2b3c4d5e6f'
    for (const said of [{ useful: true }, { useful: false }, { useful: false, reason: '缺时限' }]) {
      expect((await post('/api/feedback', { id, verdict, ...said })).status).toBe(204)
    }
    expect(await store.openQuestions('2000-01-01', 10)).toMatchObject([{ disliked: 1, reasons: ['缺时限'] }])
  })

  it('is kept although its answer cannot be computed again', async () => {
    const store = memory()
    const { ask, post, services } = start(store)
    const { id } = await ask('加氢站?')
    services.ask = async () => {
      throw new Error('the reader is busy')
    }
    expect((await post('/api/feedback', { id, useful: false })).status).toBe(204)
    expect(await store.openQuestions('2000-01-01', 10)).toMatchObject([
      { question: '加氢站?', language: 'zh' },
    ])
  })

  it('is refused with 503 where it could not be kept', async () => {
    const { ask, post, logged } = start(broken())
    const { id } = await ask('加氢站?')
    const response = await post('/api/feedback', { id, useful: true })
    expect(response.status).toBe(503)
    expect(await response.text()).not.toContain('no space left')
    expect(logged.map(({ event }) => event)).toContain('feedback_not_kept')
  })

  it.each([
    [{ id: 'none', useful: true }, 404],
    [{ useful: true }, 422],
    [{ id: 'x', useful: 'yes' }, 422],
    [{ id: 'x', useful: true, reason: 'y'.repeat(501) }, 422],
    [{ id: 'x', useful: true, verdict: 'mine' }, 422],
  ])('%j is answered with %i', async (body, status) => {
    const { post } = start(memory())
    expect((await post('/api/feedback', body)).status).toBe(status)
  })

  it('is acknowledged and not kept where nothing is kept', async () => {
    const { ask, post, questions } = start(NO_STORE)
    const { id } = await ask('加氢站?')
    expect((await post('/api/feedback', { id, useful: true })).status).toBe(204)
    expect(await questions.flush()).toBe(true)
  })
})

describe('the queue', () => {
  it('writes in order and in batches, and no item twice', async () => {
    const batches: number[][] = []
    const queue = writeQueue<number>({
      write: async (batch) => void batches.push([...batch]),
      failed: () => {},
      lost: () => {},
      batch: 3,
      delay: 60_000,
    })
    for (let i = 0; i < 7; i++) queue.push(i)
    await Promise.all([queue.flush(), queue.flush()])
    expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  })

  it('waits longer after each failure', async () => {
    vi.useFakeTimers()
    const times: number[] = []
    const queue = writeQueue<number>({
      write: async () => {
        times.push(Date.now())
        throw new Error('down')
      },
      failed: () => {},
      lost: () => {},
      delay: 100,
      longest: 500,
    })
    const start = Date.now()
    queue.push(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(times.map((time) => time - start)).toEqual([100, 300, 700, 1200, 1700])
  })
})

describe('retention', () => {
  it('deletes at the start and every day', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-28T00:00:00Z') })
    const before: string[] = []
    const store: QuestionStore = {
      ...NO_STORE,
      purge: async (time) => {
        before.push(time)
        return 1
      },
    }
    const end = startRetention(store, 90, () => {})
    await vi.advanceTimersByTimeAsync(2 * 86_400_000 + 1000)
    end()
    await vi.advanceTimersByTimeAsync(5 * 86_400_000)
    expect(before.map((time) => time.slice(0, 10))).toEqual(['2026-08-30', '2026-08-31', '2026-09-01'])
  })

  it('tries again soon where the store fails, and goes on', async () => {
    vi.useFakeTimers()
    const logged: LogRecord[] = []
    const end = startRetention(broken(), 90, (record) => logged.push(record))
    await vi.advanceTimersByTimeAsync(601_000)
    end()
    expect(logged.map(({ event }) => event)).toEqual(['store_purge_failed', 'store_purge_failed'])
  })

  it('deletes what is older than the days, to the record', async () => {
    const store = memory()
    const now = Date.parse('2026-11-28T00:00:00.000Z')
    await store.keepAsked([
      asked({ question: '旧', at: '2026-08-29T23:59:59.999Z' }),
      asked({ question: '新', at: '2026-08-30T00:00:00.000Z' }),
    ])
    startRetention(
      store,
      90,
      () => {},
      () => now,
    )()
    const kept = async () => (await store.openQuestions('2000-01-01', 10)).map(({ question }) => question)
    await expect.poll(kept).toEqual(['新'])
  })
})
