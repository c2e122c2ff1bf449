import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { openCollections } from '../../src/adapters/weaviate/collections.ts'
import { createWeaviateClient } from '../../src/adapters/weaviate/weaviate-client.ts'
import { createWeaviateIndex } from '../../src/adapters/weaviate/weaviate-index.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { SERVER, startNodes, type WeaviateNodes } from '../../src/evaluation/weaviate-nodes.ts'
import { MODEL } from '../../src/main.open-services.ts'
import { readLibrary } from '../../src/services.ts'
import { queryOf } from '../retrieval/query-of.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'zhengda-cluster-'))
const corpus = join(folder, 'corpus')
const servers: { readonly child: ChildProcess; readonly origin: string }[] = []
let engine: WeaviateNodes

const PLANS = 30
/** Readers that ask at once at each server. */
const READERS = 3
/** Milliseconds. */
const LOAD = 20_000
const KILL_AFTER = 6_000
const LONGEST = 5_000
const START = 300_000

/** A plan of each document, with a figure that no other has. */
const plan = (i: number) =>
  `第${i}街道绿化方案\n一、目标\n到2025年，第${i}街道种植树木${i * 37 + 1000}棵。\n二、附则\n本方案由街道办事处负责解释。\n`
const idOf = (i: number) => `plan-${String(i).padStart(3, '0')}`

afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL')
  await engine?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A server that knows these nodes. */
function serve(nodes: readonly string[], name: string): Promise<string> {
  const child = spawn(process.execPath, ['dist/main.node.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG: 'off',
      KEEP: 'off',
      READER: 'basic',
      CORPUS_DIR: corpus,
      INDEX_DIR: join(folder, name),
      INDEX_ENGINE: 'weaviate',
      WEAVIATE_URL: nodes.join(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr!.on('data', (data) => {
    said += data
  })
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (data) => {
      const origin = String(data).trim()
      servers.push({ child, origin })
      resolve(origin)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}

/** Ids of the documents of the candidates for a question, of all documents. */
async function found(origin: string, words: string): Promise<readonly string[]> {
  const response = await fetch(`${origin}/api/search?q=${encodeURIComponent(words)}`, {
    signal: AbortSignal.timeout(4 * LONGEST),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const { hits } = (await response.json()) as { hits: { document: string }[] }
  return hits.map(({ document }) => document)
}

const question = (i: number, round: number) =>
  `到2025年第${i}街道要种植多少棵树木${'?'.repeat((round % 5) + 1)}`

async function lost(origin: string, plans: readonly number[]): Promise<number[]> {
  const missing: number[] = []
  for (const i of plans) if (!(await found(origin, question(i, i))).includes(idOf(i))) missing.push(i)
  return missing
}

/** Gives a function to the documents that one node, and no other, finds no statement of. */
async function asking(node: string, plans: readonly number[]): Promise<() => Promise<number[]>> {
  const sources = plans.map((i) => ({ id: idOf(i), text: plan(i), encoding: 'utf-8', sidecar: {} }) as const)
  const library = readLibrary(sources, BODY_TABLE)
  const embedder = await loadStaticEmbedder(await readEmbedderFiles(MODEL))
  const client = createWeaviateClient({ nodes: [node] })
  const collections = await openCollections(client, embedder.id, () => {})
  expect(collections.replicas).toBe(3)
  const index = createWeaviateIndex({ client, collections, library, dense: true, version: '', size: 0 })
  return async () => {
    const missing: number[] = []
    for (const i of plans) {
      const candidates = await index.candidates(await queryOf(question(i, 0), embedder, 10))
      if (!candidates.some(({ document }) => document === idOf(i))) missing.push(i)
    }
    return missing
  }
}

const all = Array.from({ length: PLANS }, (_, i) => i + 1)

describe.skipIf(!SERVER)('three nodes that keep three copies, behind two servers', () => {
  beforeAll(async () => {
    execFileSync(process.execPath, ['src/build/bundle.mjs'], { cwd: ROOT })
    mkdirSync(corpus)
    for (const i of all) writeFileSync(join(corpus, `${idOf(i)}.txt`), plan(i))
    engine = await startNodes(3, {
      // A node that was away is compared with the others at once, and not after a minute.
      ASYNC_REPLICATION_FREQUENCY: '2s',
      ASYNC_REPLICATION_PROPAGATION_DELAY: '1s',
    })
    await Promise.all([serve(engine.origins, 'a'), serve(engine.origins, 'b')])
  }, START)

  it(
    'answer while a node is killed, and lose no document',
    async () => {
      const times: { readonly at: number; readonly took: number; readonly failed: string | null }[] = []
      const began = performance.now()
      const readers = servers.flatMap(({ origin }) =>
        Array.from({ length: READERS }, async (_, reader) => {
          for (let n = 0; performance.now() - began < LOAD; n++) {
            const i = ((n * READERS + reader) % PLANS) + 1
            const at = performance.now()
            const failed = await found(origin, question(i, n)).then(
              (documents) => (documents.includes(idOf(i)) ? null : 'not found'),
              String,
            )
            times.push({ at: at - began, took: performance.now() - at, failed })
          }
        }),
      )
      await wait(KILL_AFTER)
      await engine.nodes[1]!.kill()
      await Promise.all(readers)
      const slowest = Math.max(...times.map(({ took }) => took))
      const failures = times.filter(({ failed }) => failed)
      console.log(
        `asked ${times.length}, after the kill ${times.filter(({ at }) => at > KILL_AFTER).length}, failed ${failures.length}, slowest ${Math.round(slowest)} ms`,
      )
      expect(failures).toEqual([])
      expect(slowest).toBeLessThan(LONGEST)
      for (const { origin } of servers) expect(await lost(origin, all)).toEqual([])
    },
    START,
  )

  it(
    'take documents while the node is away, and bring them to it when it is back',
    async () => {
      const fresh = PLANS + 1
      writeFileSync(join(corpus, `${idOf(fresh)}.txt`), plan(fresh))
      for (const { origin } of servers) {
        await expect.poll(() => lost(origin, [fresh]), { timeout: 60_000 }).toEqual([])
      }
      const began = performance.now()
      await engine.nodes[1]!.restart()
      const up = performance.now()
      const missing = await asking(engine.nodes[1]!.origin, [...all, fresh])
      await expect.poll(missing, { timeout: 120_000, interval: 500 }).toEqual([])
      console.log(
        `back after ${Math.round(up - began)} ms, with all documents ${Math.round(performance.now() - up)} ms later`,
      )
    },
    START,
  )
})
