import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WRITTEN } from '../store/written-personal.ts'
import { bundleServer, serverProcesses } from './server-processes.ts'

const TOKEN = 'a-token-for-a-server-1234567890'
const folder = mkdtempSync(join(tmpdir(), 'zhengda-kept-'))
const { start, end } = serverProcesses({
  CORPUS_DIR: join(folder, 'corpus'),
  INDEX_DIR: join(folder, 'index'),
  DATABASE_URL: `file:${join(folder, 'kept/store.db')}`,
  DESK_TOKEN: TOKEN,
  READER: 'basic',
})

beforeAll(() => {
  bundleServer()
  mkdirSync(join(folder, 'corpus'))
  writeFileSync(join(folder, 'corpus/plan.txt'), '某区方案\n一、能源\n到2025年,建成6个加氢站。\n')
})
afterAll(() => {
  end()
  rmSync(folder, { recursive: true })
})

const desk = async (origin: string, path: string) =>
  (await fetch(origin + path, { headers: { authorization: `Bearer ${TOKEN}` } })).text()

async function post<T>(origin: string, path: string, body: object): Promise<T> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (response.status === 204 ? null : await response.json()) as T
}

it('a server keeps what was asked through kill -9 and a signal to end, and shows it in the desk', async () => {
  const first = await start({})
  const { id } = await post<{ id: string }>(first.origin, '/api/ask', { question: '违反规定罚款多少?' })
  await post(first.origin, '/api/feedback', { id, useful: false, reason: '打13812345678告诉我' })
  // At once: the verdict was acknowledged, and must stand.
  first.child.kill('SIGKILL')
  const second = await start({})
  await post(second.origin, '/api/ask', { question: '噪声扰民罚款多少?' })
  const ended = new Promise((resolve) => second.child.once('exit', resolve))
  // Before the queue has written by itself: what waits is written on the way out.
  second.child.kill('SIGTERM')
  expect(await ended).toBe(0)
  const third = await start({})
  const gaps = await desk(third.origin, '/desk/gaps?state=all')
  expect(gaps).toContain('违反规定罚款多少?')
  expect(gaps).toContain('噪声扰民罚款多少?')
  expect(gaps).toContain('打[***]告诉我')
  expect(gaps).not.toContain('13812345678')
  expect(await (await fetch(`${third.origin}/metrics`)).text()).toContain('zhengda_answers_total')
}, 240_000)

it('nothing personal reaches its files, whatever people write into question and reason', async () => {
  const store = join(folder, 'personal')
  const { child, origin } = await start({ DATABASE_URL: `file:${join(store, 'store.db')}` })
  expect(WRITTEN.length).toBeGreaterThanOrEqual(30)
  for (const [text] of WRITTEN) {
    const { id } = await post<{ id: string }>(origin, '/api/ask', { question: text })
    await post(origin, '/api/feedback', { id, useful: false, reason: text })
  }
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  const files = readdirSync(store).map((name) => readFileSync(join(store, name), 'utf8'))
  // What is no secret was written, so the files hold the records.
  expect(files.join()).toContain('加装电梯谁管')
  // Shorter parts than this stand by chance among bytes and random ids.
  const personal = WRITTEN.flatMap(([, parts]) => parts).filter((part) => Buffer.byteLength(part) > 5)
  expect(personal.filter((part) => files.some((file) => file.includes(part)))).toEqual([])
}, 240_000)

it('a server whose store cannot be opened answers all the same, and refuses verdicts', async () => {
  const { origin } = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  const { id } = await post<{ id: string }>(origin, '/api/ask', { question: '加氢站建成多少个?' })
  const verdict = await fetch(`${origin}/api/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, useful: true }),
  })
  expect(verdict.status).toBe(503)
  expect(await desk(origin, '/desk')).toContain('暂时读不到提问记录')
})

it('a server with KEEP=off keeps nothing', async () => {
  const { origin } = await start({ KEEP: 'off' })
  const { id } = await post<{ id: string }>(origin, '/api/ask', { question: '只问一次不要留下' })
  await post(origin, '/api/feedback', { id, useful: false })
  expect(await desk(origin, '/desk/gaps')).toContain('KEEP=off')
  expect(await desk(origin, '/desk/gaps')).not.toContain('只问一次不要留下')
})
