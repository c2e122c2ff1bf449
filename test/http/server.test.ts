import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'zhengda-'))
const corpus = join(folder, 'corpus')
const running: ChildProcess[] = []

beforeAll(() => {
  execFileSync(process.execPath, ['src/build/bundle.mjs'], { cwd: ROOT })
  mkdirSync(corpus)
  writeFileSync(
    join(corpus, 'plan.txt'),
    '某区方案\n一、能源\n到2025年,建成6个加氢站。(区经委等按职责分工负责)\n',
  )
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Run {
  readonly child: ChildProcess
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

/** Until the server has told its address, or has ended. */
function start(environment: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, ['dist/main.node.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CORPUS_DIR: corpus,
      READER: 'basic',
      INDEX_DIR: join(folder, 'index'),
      DATABASE_URL: `file:${join(folder, 'store.db')}`,
      ...environment,
    },
  })
  running.push(child)
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += data
  })
  return new Promise((resolve) => {
    child.stdout.on('data', (data) => {
      stdout += data
      if (stdout.includes('\n')) resolve({ child, stdout, stderr, code: null })
    })
    child.once('close', (code) => resolve({ child, stdout, stderr, code }))
  })
}

const health = async ({ stdout }: Run) =>
  (await fetch(`${stdout.trim()}/api/health`)).json() as Promise<{ documents: number }>

describe('the server', () => {
  it('tells its address in one line, answers, and ends in good order', async () => {
    const run = await start({})
    expect(run.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
    expect(await health(run)).toMatchObject({ status: 'ok', documents: 1 })
    const ended = new Promise((resolve) => run.child.once('exit', resolve))
    run.child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('gives a permalink again after a restart', async () => {
    const first = await start({})
    const asked = await fetch(`${first.stdout.trim()}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: '到2025年建成多少个加氢站?' }),
    })
    const answer = (await asked.json()) as { id: string; timings: object }
    first.child.kill('SIGKILL')
    const second = await start({})
    const again = (await (
      await fetch(`${second.stdout.trim()}/api/answers/${answer.id}`)
    ).json()) as typeof answer
    expect({ ...again, timings: {} }).toEqual({ ...answer, timings: {} })
  })

  it('says that the port is in use, and ends with 1', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const run = await start({ PORT: String(port) })
    other.close()
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(new RegExp(`^zhengda: port_in_use: PORT=${port} .*set PORT`, 'm'))
    expect(run.stderr).not.toContain('    at ')
  })

  it.each([
    [{ PORT: 'http' }, /config_invalid: PORT="http"/],
    [{ CORPUS_DIR: '/nowhere/at/all' }, /corpus_missing: CORPUS_DIR="\/nowhere\/at\/all"/],
    [{ HOST: '203.0.113.1' }, /config_invalid: HOST=203\.0\.113\.1/],
  ])(
    'refuses %o in one line',
    async (environment, message) => {
      const run = await start(environment)
      expect(run.code).toBe(1)
      expect(run.stdout).toBe('')
      expect(run.stderr).toMatch(message)
      expect(run.stderr).not.toContain('    at ')
    },
    120_000,
  )

  it('serves another folder by CORPUS_DIR alone, with the index rebuilt', async () => {
    const index = join(folder, 'switched')
    await start({ INDEX_DIR: index })
    const run = await start({ INDEX_DIR: index, CORPUS_DIR: join(ROOT, 'corpus') })
    expect(run.stderr).toMatch(/rebuilt/)
    const documents = (await (await fetch(`${run.stdout.trim()}/api/documents`)).json()) as {
      documents: { id: string }[]
    }
    expect(documents.documents.map(({ id }) => id)).toEqual(['jiading-2023-27'])
  })

  it('serves the readable documents of a folder that holds a binary one', async () => {
    const mixed = join(folder, 'mixed')
    cpSync(corpus, mixed, { recursive: true })
    writeFileSync(
      join(mixed, 'picture.txt'),
      Uint8Array.from({ length: 1000 }, (_, i) => (i * 37) % 256),
    )
    const run = await start({ CORPUS_DIR: mixed, INDEX_DIR: join(folder, 'mixed-index') })
    expect(run.stderr).toMatch(/"file_skipped","file":"picture\.txt"/)
    expect(await health(run)).toMatchObject({ documents: 1, skipped: [{ file: 'picture.txt' }] })
  })

  it('rebuilds a corrupt index', async () => {
    const index = join(folder, 'corrupt')
    ;(await start({ INDEX_DIR: index })).child.kill('SIGKILL')
    for (const name of readdirSync(index)) {
      writeFileSync(join(index, name), readFileSync(join(index, name)).subarray(0, 20))
    }
    const run = await start({ INDEX_DIR: index })
    expect(run.stderr).toMatch(/rebuilt/)
    expect(await health(run)).toMatchObject({ documents: 1 })
  })

  it('serves without being able to write its index', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const run = await start({ INDEX_DIR: join(file, 'index') })
    expect(run.stderr).toMatch(/index_unwritable/)
    expect(existsSync(join(file, 'index'))).toBe(false)
    expect(await health(run)).toMatchObject({ documents: 1 })
  })

  it('takes an address as long as its longest permalink, and no body of 10 MB', async () => {
    const url = (await start({})).stdout.trim()
    expect((await fetch(`${url}/api/answers/${'W'.repeat(11_000)}`)).status).toBe(404)
    const post = (body: string) =>
      fetch(`${url}/api/ask`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const status = await post(JSON.stringify({ question: 'x'.repeat(10_000_000) })).then(
      (response) => response.status,
      // The server may close the connection while the body is still being sent.
      () => 413,
    )
    expect(status).toBe(413)
    expect((await post(JSON.stringify({ question: '加氢站' }))).status).toBe(200)
  })
})
