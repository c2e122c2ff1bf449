/** `npm run test:import`: imports of a hundred documents are killed, while a server answers from the folder throughout. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/main.serve.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const COUNT = 100
const KILLS = 10
/** The version of the import that is let to its end. */
const LAST = KILLS + 1
const textOf = (n: number, round: number) =>
  `第${n}号办法\n\n一、标准\n第${n}号补贴标准为每户${1000 * round + n}元。由市财政局负责。\n`
const titleOf = (n: number, round: number) => `第${n}号办法（第${round}版）`
const nameOf = (n: number) => `doc-${String(n).padStart(3, '0')}`

let folder: string
let server: Server
let origin: string
const at = (...parts: string[]) => join(folder, ...parts)

describe.skipIf(!process.env.HEAVY)('an import that is killed', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhengda-killed-'))
    await mkdir(at('corpus'))
    await writeFile(at('corpus', 'base.txt'), '基础办法\n\n一、标准\n基础补贴标准为每户77元。\n')
    server = await startServer({
      PORT: '0',
      CORPUS_DIR: at('corpus'),
      INDEX_DIR: at('index'),
      DATABASE_URL: `file:${at('store.db')}`,
      READER: 'basic',
      LOG: 'off',
    })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server?.close()
    server?.closeAllConnections()
    await rm(folder, { recursive: true, force: true })
  })

  it('leaves no half state, and answers go on', async () => {
    let asked = 0
    let stopped = false
    const faults: string[] = []
    const asking = (async () => {
      while (!stopped) {
        const response = await fetch(`${origin}/api/ask`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ question: '基础补贴标准是每户多少元?', corpus: 'base' }),
        })
        const { citations } = (await response.json()) as { citations: { quote: string }[] }
        if (response.status !== 200 || !citations[0]?.quote.includes('77'))
          faults.push(`answer ${response.status}`)
        const list = (await (await fetch(`${origin}/api/documents`)).json()) as {
          documents: { id: string; title: string }[]
        }
        for (const { id, title } of list.documents) {
          if (id === 'base') continue
          const n = Number(id.slice(4))
          // The sidecar's title says which version it belongs to; both change together.
          if (!/（第\d+版）/.test(title)) faults.push(`${id} is served without its sidecar`)
          if (asked % 7 === 0 && n % 10 === 0) await checkText(id, n, faults)
        }
        asked++
      }
    })()
    for (let kill = 0; kill < KILLS; kill++) {
      const round = kill + 1
      await writeRound(round)
      const after = 1 + Math.floor(Math.random() * (COUNT - 1))
      const done = await importUntil(after)
      expect(done).toBeGreaterThanOrEqual(Math.min(after, COUNT))
      await expect.poll(faultsOfFolder, { timeout: 60_000, interval: 300 }).toEqual([])
    }
    await writeRound(LAST)
    expect(await importUntil(Number.POSITIVE_INFINITY)).toBe(COUNT)
    await expect
      .poll(
        async () =>
          (
            (await (await fetch(`${origin}/api/documents`)).json()) as { documents: { title: string }[] }
          ).documents.filter(({ title }) => title.includes(`第${LAST}版`)).length,
        {
          timeout: 120_000,
          interval: 500,
        },
      )
      .toBe(COUNT)
    stopped = true
    await asking
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(10)
    console.log(`${asked} rounds of questions during ${KILLS} killed imports and one that ended`)
  }, 900_000)
})

async function checkText(id: string, n: number, faults: string[]): Promise<void> {
  const text = await (await fetch(`${origin}/api/documents/${id}/text`)).text()
  const found = /每户(\d+)元/.exec(text)
  if (!found || Number(found[1]) % 1000 !== n % 1000 || !text.endsWith('负责。\n'))
    faults.push(`${id} is served by half`)
}

async function writeRound(round: number): Promise<void> {
  await mkdir(at('from'), { recursive: true })
  for (let n = 1; n <= COUNT; n++) {
    await writeFile(at('from', `${nameOf(n)}.txt`), textOf(n, round))
    await writeFile(at('from', `${nameOf(n)}.json`), JSON.stringify({ title: titleOf(n, round) }))
  }
}

/** Kills the import once so many files are done; gives how many were. */
async function importUntil(files: number): Promise<number> {
  const child = spawn('npx', ['tsx', join(ROOT, 'src/cli.ts'), 'import', at('from')], {
    cwd: ROOT,
    env: { ...process.env, CORPUS_DIR: at('corpus'), INDEX_DIR: at('index-of-import') },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let done = 0
  child.stderr.on('data', (chunk: Buffer) => {
    for (const match of String(chunk).matchAll(/\[(\d+)\/\d+\]/g)) done = Number(match[1])
    // The whole group of this child alone: npx, tsx and node.
    if (done >= files && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  })
  await once(child, 'exit')
  return done
}

/** Each document is of one version with its sidecar; what was decided is finished by the server. */
async function faultsOfFolder(): Promise<string[]> {
  const faults: string[] = []
  for (let n = 1; n <= COUNT; n++) {
    const [text, sidecar] = await Promise.all(
      ['txt', 'json'].map((ending) =>
        readFile(at('corpus', `${nameOf(n)}.${ending}`), 'utf8').catch(() => null),
      ),
    )
    if (text === null && sidecar === null) continue
    const round = /（第(\d+)版）/.exec(sidecar ?? '')?.[1]
    if (text !== textOf(n, Number(round))) faults.push(`${nameOf(n)} is of two versions`)
  }
  return faults
}
