import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeAnswerId } from '../../src/answering/answer-id.ts'
import { bundleServer, serverProcesses } from '../http/server-processes.ts'

const URL_TEST = process.env.DATABASE_URL_TEST
/** A database of its own: other tests empty theirs. */
const DATABASE = 'zhengda_killed'
const folder = mkdtempSync(join(tmpdir(), 'zhengda-killed-'))
const { start, end } = serverProcesses({
  CORPUS_DIR: join(folder, 'corpus'),
  INDEX_DIR: join(folder, 'index'),
  READER: 'basic',
  ...(URL_TEST && { DATABASE_URL: own() }),
})

/** Readers that judge at once at each server, and verdicts until one server is killed. */
const READERS = 8
const KILL_AFTER = 80
const END_AFTER = 220

afterAll(() => {
  end()
  rmSync(folder, { recursive: true })
})

function own(): string {
  const url = new URL(URL_TEST!)
  url.pathname = DATABASE
  return url.href
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Row>(sql)
  await client.end()
  return rows
}

async function judge(origin: string, question: string): Promise<boolean> {
  const id = encodeAnswerId({ question: { question, history: [] }, version: 'any' })
  try {
    const response = await fetch(`${origin}/api/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, useful: false }),
    })
    return response.status === 204
  } catch {
    return false
  }
}

describe.skipIf(!URL_TEST)('two servers on one PostgreSQL, one killed under load', () => {
  beforeAll(async () => {
    await query(URL_TEST!, `drop database if exists ${DATABASE}`)
    await query(URL_TEST!, `create database ${DATABASE}`)
    bundleServer()
    mkdirSync(join(folder, 'corpus'))
    writeFileSync(join(folder, 'corpus/plan.txt'), '某区方案\n一、能源\n到2025年,建成6个加氢站。\n')
  })

  it('lose no verdict that was acknowledged', async () => {
    const servers = await Promise.all([start(), start()])
    const acknowledged: string[][] = [[], []]
    let refused = 0
    let over = false
    const total = () => acknowledged[0]!.length + acknowledged[1]!.length
    const readers = servers.flatMap(({ origin }, server) =>
      Array.from({ length: READERS }, async (_, reader) => {
        for (let i = 0; !over; i++) {
          const question = `第${server}台第${reader}人第${i}问?`
          if (await judge(origin, question)) acknowledged[server]!.push(question)
          else {
            refused++
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        }
      }),
    )
    const until = async (count: number) => {
      while (total() < count) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until(KILL_AFTER)
    servers[0]!.child.kill('SIGKILL')
    const atKill = acknowledged[0]!.length
    await until(END_AFTER)
    over = true
    await Promise.all(readers)

    const rows = await query<{ question: string }>(own(), 'select question from feedback')
    const kept = new Set(rows.map(({ question }) => question))
    console.log(
      `acknowledged ${acknowledged[0]!.length} (killed) + ${acknowledged[1]!.length}, refused ${refused}, kept ${rows.length}`,
    )
    // The load met the kill: both were at work, one went on alone, and the dead one refused.
    expect(atKill).toBeGreaterThan(10)
    expect(acknowledged[1]!.length).toBeGreaterThan(atKill)
    expect(refused).toBeGreaterThan(0)
    expect(acknowledged.flat().filter((question) => !kept.has(question))).toEqual([])
    // Each verdict stands once.
    expect(rows).toHaveLength(kept.size)
  }, 300_000)
})
