/** The Worker as deployed, in workerd and without a network: the same behaviour, answers, pages and vectors as on Node. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { openParts } from '../../src/adapters/worker/open-parts.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import {
  type BuiltWorker,
  buildForTests,
  type Host,
  ROOT,
  startNode,
  startWorkerd,
  type Workerd,
} from './hosts.ts'
import { ask, DOCUMENT_ID, describeHttp } from './http-cases.ts'

interface Asked {
  readonly id: string
  readonly turns: readonly string[]
}

const QUESTIONS: readonly Asked[] = readFileSync(join(ROOT, 'test/fixtures/questions/dev.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const bodyOf = ({ turns }: Asked) => ({ question: turns.at(-1), history: turns.slice(0, -1) })
/** All but the times, which differ from run to run, and the id of a failed request. */
async function resultOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as Record<string, unknown>
  return { code: response.status, ...body, timings: null, ...(response.status >= 500 && { id: null }) }
}

let built: BuiltWorker
let node: Host
let workerd: Workerd

beforeAll(async () => {
  built = await buildForTests()
  ;[node, workerd] = await Promise.all([startNode(built), startWorkerd(built)])
})

afterAll(async () => {
  await workerd?.dispose()
  await built?.remove()
})

describeHttp('Node', () => node)
describeHttp('workerd', () => workerd)

describe('workerd and Node', () => {
  it('answer every development question alike', async () => {
    expect(QUESTIONS.length).toBeGreaterThan(100)
    for (const question of QUESTIONS) {
      const [there, here] = await Promise.all(
        [workerd, node].map(async (host) => resultOf(await ask(host, bodyOf(question)))),
      )
      expect(there, question.id).toEqual(here)
    }
  }, 300_000)

  it.each([
    '/',
    '/?lang=en',
    '/icon.svg',
    '/ask?q=加氢站由谁负责',
    '/ask?q=How%20many%20hydrogen%20stations%20by%202025%3F&lang=en',
    '/d',
    `/d/${DOCUMENT_ID}`,
    `/d/${DOCUMENT_ID}?q=3827-3873&lang=en`,
    '/targets?year=2025',
    '/responsibilities?body=区水务局',
    '/obligations?lang=en',
    '/embed',
    '/embed/check',
    '/embed/v1/policy-qa.js',
    '/api/start?lang=en',
    '/api/documents',
    `/api/documents/${DOCUMENT_ID}`,
    '/api/targets?format=csv',
    '/api/responsibilities?limit=100',
    '/api/obligations?q=氢',
    '/export/targets.ics',
    '/openapi.json',
  ])('give the same %s, to the last character', async (path) => {
    const [there, here] = await Promise.all(
      [workerd, node].map(async (host) => {
        const response = await host.fetch(path)
        const headers = Object.fromEntries(response.headers)
        return { status: response.status, text: await response.text(), headers: comparable(headers) }
      }),
    )
    expect(here!.status).toBe(200)
    expect(there).toEqual(here)
  })

  it('speak MCP, the OpenAI protocol and event streams alike', async () => {
    const json = 'application/json'
    const post = (path: string, body: unknown, accept = json) => ({
      path,
      init: { method: 'POST', headers: { 'content-type': json, accept }, body: JSON.stringify(body) },
    })
    const question = '到2025年全区累计完成多少个加氢站投入运营?'
    const call = (method: string, params: unknown) =>
      post('/mcp', { jsonrpc: '2.0', id: 1, method, params }, `${json}, text/event-stream`)
    const messages = [{ role: 'user', content: question }]
    for (const { path, init } of [
      call('tools/list', {}),
      call('tools/call', { name: 'ask', arguments: { question } }),
      post('/v1/chat/completions', { model: 'zhengda', messages }),
      post('/v1/chat/completions', { model: 'zhengda', messages, stream: true }),
      post('/api/ask', { question }, 'text/event-stream'),
    ]) {
      const [there, here] = await Promise.all(
        [workerd, node].map(async (host) => {
          const response = await host.fetch(path, init)
          return { status: response.status, text: withoutTimes(await response.text()) }
        }),
      )
      expect(here!.status).toBe(200)
      expect(there).toEqual(here)
    }
  })

  it('compute the same vectors', async () => {
    const texts = QUESTIONS.slice(0, 50).map(({ turns }) => turns[0]!)
    const { vectors } = (await workerd.probe({ texts })) as { vectors: number[][] }
    const own = await loadStaticEmbedder(await readEmbedderFiles(join(ROOT, 'index/embedder')))
    expect(vectors).toHaveLength(50)
    texts.forEach((text, i) => {
      const vector = own.embedOne(text)
      expect(vectors[i]).toHaveLength(vector.length)
      const furthest = vector.reduce((far, x, d) => Math.max(far, Math.abs(x - vectors[i]![d]!)), 0)
      expect(furthest, text).toBeLessThan(1e-6)
    })
  })
})

/** Ids of completions, dates and times of stages, in JSON and in JSON within it. */
function withoutTimes(text: string): string {
  return text
    .replace(/chatcmpl-[\w-]+/g, 'chatcmpl')
    .replace(/("(?:created|understand|retrieve|read|select|answer)\\*":)[\d.]+/g, '$1…')
}

/** What differs by request, and what the servers around the application add, is left out. */
function comparable(headers: Record<string, string>): Record<string, string> {
  const others =
    /^(x-request-id|content-length|content-encoding|transfer-encoding|date|etag|last-modified|cf-.*)$/
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !others.test(name)))
}

describe('the Worker', () => {
  it('keeps its data inside, and reads only those that its bundle was built with', async () => {
    const path = `${built.dataFolder}library.json`
    expect(readFileSync(join(built.directory, 'worker-assets', path), 'utf8')).toContain(DOCUMENT_ID)
    expect((await workerd.fetch(path)).status).toBe(404)
    const bundle = readFileSync(join(built.directory, 'worker/main.worker.js'), 'utf8')
    expect(bundle).toContain(built.dataFolder)
    expect(readdirSync(join(built.directory, 'worker-assets/data'))).toHaveLength(1)
  })

  it('imports nothing of Node', () => {
    const folder = join(built.directory, 'worker')
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/(from|import\(?)\s*["']node:/)
    }
  })

  it('carries no asset that Workers would not take', () => {
    const folder = join(built.directory, 'worker-assets')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const largest = Math.max(...files.map((name) => statSync(join(folder, name)).size))
    expect(largest).toBeGreaterThan(10 * 1024 * 1024)
    expect(largest).toBeLessThanOrEqual(25 * 1024 * 1024)
  })

  it('serves no index of other documents', async () => {
    const folder = join(built.directory, 'worker-assets', built.dataFolder)
    const read = async (name: string) => new Uint8Array(await readFile(join(folder, name)))
    expect((await openParts(read)).library.size).toBe(1)
    const other = async (name: string) => {
      const bytes = await read(name)
      if (name !== 'library.json') return bytes
      const text = new TextDecoder().decode(bytes)
      return new TextEncoder().encode(text.replace('加氢站', '加油站'))
    }
    await expect(openParts(other)).rejects.toThrow(/built from another corpus/)
  })

  it('opens once for all who come first, even if the first leaves, and counts requests by client', async () => {
    const fresh = await startWorkerd(built, { RATE_LIMIT: '6' })
    try {
      const leaving = AbortSignal.timeout(20)
      const left = fresh.fetch('/api/health', { signal: leaving }).catch(() => null)
      const first = await Promise.all([1, 2, 3, 4, 5].map(() => fresh.fetch('/api/documents')))
      expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      await left
      const later = [await fresh.fetch('/api/health'), await fresh.fetch('/api/health')]
      expect(later.at(-1)!.status).toBe(429)
      expect(later.at(-1)!.headers.get('retry-after')).toMatch(/^\d+$/)
    } finally {
      await fresh.dispose()
    }
  })

  it('answers 503 while its data are missing, and tells no internals', async () => {
    const directory = `${built.directory}-bare`
    await cp(built.directory, directory, { recursive: true })
    await rm(join(directory, 'worker-assets/data'), { recursive: true })
    const bare = await startWorkerd({ directory })
    try {
      const response = await bare.fetch('/api/health')
      expect(response.status).toBe(503)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.text()).not.toMatch(/asset|data/)
    } finally {
      await bare.dispose()
      await rm(directory, { recursive: true })
    }
  })

  it('does not start with what cannot run there, and says why', async () => {
    const variables = {
      READER: 'trained',
      EMBEDDER: 'transformers:Xenova/bge-small-zh-v1.5',
      VECTOR_INDEX: 'hnsw',
      INDEX_ENGINE: 'weaviate',
    }
    const started = startWorkerd(built, variables)
    await expect(started).rejects.toThrow(
      /READER=trained: its runtime is native code; EMBEDDER=transformers:\S+ transformers\.js runs native code; VECTOR_INDEX=hnsw: hnswlib-node is native code; INDEX_ENGINE=weaviate/,
    )
  })

  it('is at most 1 MB, as wrangler would deploy it', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
        'deploy',
        join(built.directory, 'worker/main.worker.js'),
        ...['--dry-run', '--outdir', join(built.directory, 'dry'), '--config', join(ROOT, 'wrangler.toml')],
        ...['--assets', join(built.directory, 'worker-assets')],
      ],
      {
        cwd: built.directory,
        env: {
          ...process.env,
          CLOUDFLARE_CF_FETCH_ENABLED: 'false',
          WRANGLER_SEND_METRICS: 'false',
          WRANGLER_HIDE_BANNER: 'true',
        },
        timeout: 100_000,
      },
    )
    const size = /gzip: ([\d.]+) KiB/.exec(stdout)
    expect(Number(size?.[1]), stdout).toBeLessThan(1000)
    console.info(`worker bundle: ${size?.[1]} KiB gzip`)
  })
})
