import { describe, expect, it } from 'vitest'
import { prometheusMetrics } from '../../src/adapters/node/prometheus-metrics.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { NO_STORE } from '../../src/store/no-store.ts'
import { createQuestionLog } from '../../src/store/question-log.ts'
import { fakeServices } from './fake-services.ts'

function start(environment: Record<string, string> = {}) {
  const metrics = prometheusMetrics()
  const log = () => {}
  return createApp(fakeServices(), {
    config: readConfig({ LOG: 'off', ...environment }),
    log,
    clientAddress: () => 'one',
    questions: createQuestionLog({ store: NO_STORE, log, metrics }),
    metrics,
  })
}

describe('GET /metrics', () => {
  it('counts answers and verdicts in Prometheus text format, and tells no text of anyone', async () => {
    const app = start()
    const post = (path: string, body: object) =>
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { id } = (await (await post('/api/ask', { question: '秘密的问题?' })).json()) as { id: string }
    await post('/api/ask', { question: 'Secret question?', lang: 'en' })
    await post('/api/feedback', { id, useful: true })
    const response = await app.request('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4; charset=utf-8/)
    const text = await response.text()
    expect(text).toMatch(/^zhengda_answers_total\{status="answered",language="zh",reader="\w*"\} 1$/m)
    expect(text).toMatch(/^zhengda_answers_total\{status="answered",language="en",reader="\w*"\} 1$/m)
    expect(text).toMatch(/^zhengda_answer_seconds_count 2$/m)
    expect(text).toMatch(/^zhengda_answer_seconds_bucket\{le="\+Inf"\} 2$/m)
    expect(text).toMatch(/^zhengda_feedback_total\{useful="true"\} 1$/m)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(text).not.toMatch(/秘密|Secret/)
    // Each line is a comment or a sample.
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-z_]\w*(\{.*\})? \S+$|$)/)
  })

  it('asks for its token where one is set', async () => {
    const app = start({ METRICS_TOKEN: 'monitor' })
    expect((await app.request('/metrics')).status).toBe(401)
    const wrong = await app.request('/metrics', { headers: { authorization: 'Bearer other' } })
    expect(wrong.status).toBe(401)
    const right = await app.request('/metrics', { headers: { authorization: 'Bearer monitor' } })
    expect(right.status).toBe(200)
  })
})
