import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  abortedRequests,
  concurrentConnections,
  isHealthy,
  load,
  residentMegabytes,
  type Server,
  slowClient,
} from '../../src/evaluation/bench-http-load.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'zhengda-load-'))
let child: ChildProcess
let server: Server

beforeAll(async () => {
  execFileSync(process.execPath, ['src/build/bundle.mjs'], { cwd: ROOT })
  mkdirSync(join(folder, 'corpus'))
  writeFileSync(
    join(folder, 'corpus', 'plan.txt'),
    '某区方案\n一、能源\n到2025年,建成6个加氢站。(区经委等按职责分工负责)\n',
  )
  child = spawn(process.execPath, ['dist/main.node.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG: 'off',
      CORPUS_DIR: join(folder, 'corpus'),
      READER: 'basic',
      INDEX_DIR: join(folder, 'index'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (data) => resolve(String(data).trim()))
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  server = { url, pid: child.pid! }
})
afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const QUESTIONS = ['2025年建成多少个加氢站?', '加氢站由谁负责?', '今天天气怎么样?', 'Who is responsible?']

describe('under load', () => {
  it('answers every question without an error, and its memory stays flat', async () => {
    await load(server, QUESTIONS, { amount: 800, connections: 10 })
    const before = await residentMegabytes(server.pid)
    const { requests, errors } = await load(server, QUESTIONS, { amount: 1600, connections: 10 })
    expect({ requests, errors }).toEqual({ requests: 1600, errors: 0 })
    // Twice as many requests as before cost less than a leak of 50 kB each would.
    expect((await residentMegabytes(server.pid)) - before).toBeLessThan(80)
  })

  it('serves others beside a client that sends a byte at a time', async () => {
    expect(await slowClient(server, { bytes: 30, everyMs: 20 })).toBe(true)
  })

  it('outlives clients that leave before the answer', async () => {
    expect(await abortedRequests(server, 50)).toBe(true)
  })

  it('answers on 300 connections at once', async () => {
    expect(await concurrentConnections(server, 300)).toBe(300)
    expect(await isHealthy(server)).toBe(true)
  })
})
