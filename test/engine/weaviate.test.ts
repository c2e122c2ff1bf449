import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { LEXICON, openCollections } from '../../src/adapters/weaviate/collections.ts'
import { importLibrary } from '../../src/adapters/weaviate/import-library.ts'
import { openWeaviateIndex } from '../../src/adapters/weaviate/open-weaviate-index.ts'
import { createWeaviateClient, type WeaviateClient } from '../../src/adapters/weaviate/weaviate-client.ts'
import { createWeaviateIndex } from '../../src/adapters/weaviate/weaviate-index.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Candidate } from '../../src/domain/candidate.ts'
import type { Library } from '../../src/domain/library.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { SERVER, startNodes, type WeaviateNodes } from '../../src/evaluation/weaviate-nodes.ts'
import { MODEL } from '../../src/main.open-services.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../../src/retrieval/search-index.ts'
import { createEmbeddedIndex } from '../../src/retrieval/search-statements.ts'
import { readLibrary } from '../../src/services.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { contractLibrary } from '../retrieval/contract-library.ts'
import { hashingEmbedder } from '../retrieval/hashing-embedder.ts'
import { queryOf } from '../retrieval/query-of.ts'
import { type OpenStatementIndex, statementIndexContract } from '../retrieval/statement-index-contract.ts'
import { libraryOf } from '../retrieval/test-library.ts'
import { developmentSources, fieldIsThere, recallOf } from './development-recall.ts'

/** `npm run test:engine` was asked for, and must not pass by leaving everything out. */
/** Milliseconds: nodes flush a second after a write, and look for what is to be flushed from time to time. */
const FLUSHED = 5_000

const WANTED = process.env.npm_lifecycle_event === 'test:engine'

describe.runIf(WANTED)('the tests over a search engine', () => {
  it('have one', () => {
    expect(SERVER, 'run .ci/with-weaviate vitest run test/engine').toMatch(/weaviate-server/)
  })
})

describe.skipIf(!SERVER)('with Weaviate', () => {
  let engine: WeaviateNodes
  const quiet = { translations: new Map(), report: () => {} }

  beforeAll(async () => {
    engine = await startNodes(1)
  }, 180_000)

  afterAll(() => engine?.stop())

  const options = () => ({ nodes: engine.origins })

  /** Opens the index and waits until the engine has flushed what was sent. */
  const openFlushed: OpenStatementIndex = async (library, embedder) => {
    const index = await openWeaviateIndex(library, options(), { ...quiet, embedder, key: 'contract' })
    await wait(FLUSHED)
    return index
  }

  statementIndexContract('Weaviate', openFlushed)

  it('gives the scores of the embedded index', async () => {
    const library = contractLibrary()
    const embedder = hashingEmbedder()
    const embedded = createEmbeddedIndex(
      await buildSearchIndex(library, { embedder, lexicon: LEXICON, vectorIndex: createFlatVectorIndex }),
    )
    const index = await openFlushed(library, embedder)
    for (const text of ['新建加氢站多少座', '一般工业固体废物综合利用率', '谁负责水务', '18.3%']) {
      const query = { ...(await queryOf(text, null, 16)), terms: new Map([['嘉定', 0.4]]) }
      const [own, engines] = [await embedded.candidates(query), await index.candidates(query)]
      const scores = new Map(own.map(({ document, statement, bm25 }) => [`${document} ${statement}`, bm25]))
      const both = engines.filter(({ document, statement }) => scores.has(`${document} ${statement}`))
      // The last of them may be equal but for a rounding.
      expect(both.length, text).toBeGreaterThanOrEqual(own.length - 1)
      for (const { document, statement, bm25 } of both) {
        expect(bm25 / scores.get(`${document} ${statement}`)!).toBeCloseTo(1, 2)
      }
    }
  })

  describe('a library that changes', () => {
    const embedder = hashingEmbedder('fake-changing-1')
    const FIRST = {
      roads: '道路方案\n一、目标\n到2025年，新建道路12公里。\n',
      trees: '绿化方案\n一、目标\n到2025年，种植树木3000棵。\n',
    }
    const SECOND = { roads: FIRST.roads.replace('12', '15'), lamps: '路灯方案\n一、目标\n更换路灯800盏。\n' }
    const open = (library: Library, key: string) =>
      openWeaviateIndex(library, options(), { ...quiet, embedder, key })
    const find = async (index: Awaited<ReturnType<typeof open>>, library: Library, text: string) =>
      (await index.candidates(await queryOf(text, embedder, 50))).map(
        ({ document, statement }) => statementsOf(library.get(document)!)[statement]!.text,
      )
    /** Objects that the engine holds of statements. */
    const held = async () => {
      const client = createWeaviateClient(options())
      const { statements } = await openCollections(client, embedder.id, () => {})
      const response = await fetch(`${engine.origins[0]}/v1/objects?class=${statements}&limit=1000`)
      return ((await response.json()) as { objects: unknown[] }).objects.length
    }

    it('is replaced by document: what changed is sent, what is gone is withdrawn', async () => {
      const first = libraryOf(FIRST)
      const before = await open(first, 'first')
      expect(await find(before, first, '新建道路多少公里')).toContain('到2025年,新建道路12公里。')
      const second = libraryOf(SECOND)
      const after = await open(second, 'second')
      expect(await find(after, second, '新建道路多少公里')).toContain('到2025年,新建道路15公里。')
      expect(await find(after, second, '种植树木')).not.toContain('到2025年,种植树木3000棵。')
      expect(await held()).toBe(after.size)
      // The server that has not read the new files yet shows nothing of them.
      expect(await find(before, first, '新建道路多少公里')).not.toContain('到2025年,新建道路15公里。')
    })

    it('that is there already costs one request', async () => {
      const library = libraryOf(SECOND)
      await open(library, 'second')
      const { client, sent } = counted()
      const collections = await openCollections(createWeaviateClient(options()), embedder.id, () => {})
      await importLibrary(client, collections, library, { ...quiet, embedder, key: 'second' })
      expect(sent()).toBe(1)
    })

    it('goes on where an import was cut off', async () => {
      const many = libraryOf(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, i) => [
            `plan-${String(i).padStart(2, '0')}`,
            `方案${i}\n${Array.from({ length: 20 }, (_, line) => `${line + 1}.完成第${i}项工程${line * 7}处。\n`).join('')}`,
          ]),
        ),
      )
      const collections = await openCollections(createWeaviateClient(options()), embedder.id, () => {})
      const run = (client: WeaviateClient, lines: string[] = []) =>
        importLibrary(client, collections, many, {
          ...quiet,
          embedder,
          key: 'many',
          report: (line) => lines.push(line),
        })
      await expect(run(counted(6).client)).rejects.toThrow('cut off')
      const lines: string[] = []
      const size = await run(createWeaviateClient(options()), lines)
      const sent = Number(/(\d+) documents sent/.exec(lines.at(-1)!)![1])
      expect(sent).toBeGreaterThan(0)
      expect(sent).toBeLessThan(many.size)
      expect(await held()).toBe(size)
    })

    /** A client that counts its requests, and fails after so many. */
    function counted(most = Number.POSITIVE_INFINITY) {
      let sent = 0
      const inner = createWeaviateClient(options())
      const client: WeaviateClient = {
        request: (request) => {
          if (++sent > most) return Promise.reject(new Error('cut off'))
          return inner.request(request)
        },
      }
      return { client, sent: () => sent }
    }
  })

  it('comes back from a backup with every statement', async () => {
    const embedder = hashingEmbedder('fake-backup-1')
    const library = contractLibrary()
    const open = () => openWeaviateIndex(library, options(), { ...quiet, embedder, key: 'backup' })
    const query = await queryOf('新建加氢站多少座', embedder, 16)
    const index = await open()
    await wait(FLUSHED)
    const places = (found: readonly Candidate[]) =>
      found.map(({ document, statement }) => `${document} ${statement}`)
    const before = places(await index.candidates(query))
    const client = createWeaviateClient(options())
    const collections = await openCollections(client, embedder.id, () => {})
    const include = [collections.statements, collections.documents]
    await backup('/v1/backups/filesystem', { id: 'nightly', include }, 'nightly')
    for (const name of include) await fetch(`${engine.origins[0]}/v1/schema/${name}`, { method: 'DELETE' })
    await expect(index.candidates(query)).rejects.toMatchObject({ code: 'engine_refused' })
    await backup('/v1/backups/filesystem/nightly/restore', {}, 'nightly/restore')
    // Nothing is sent: the engine holds the library whole.
    expect(
      await importLibrary(refusing(client), collections, library, { ...quiet, embedder, key: 'backup' }),
    ).toBe(index.size)
    const restored = createWeaviateIndex({
      client,
      collections,
      library,
      dense: true,
      version: index.version,
      size: index.size,
    })
    expect(places(await restored.candidates(query))).toEqual(before)
  })

  /** A client that reads and does not write. */
  function refusing(client: WeaviateClient): WeaviateClient {
    return {
      request: (request) =>
        request.body === undefined ? client.request(request) : Promise.reject(new Error('wrote')),
    }
  }

  async function backup(path: string, body: object, status: string): Promise<void> {
    const origin = engine.origins[0]
    const begun = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(begun.ok, await begun.text()).toBe(true)
    await expect
      .poll(
        async () => {
          const response = await fetch(`${origin}/v1/backups/filesystem/${status}`)
          return ((await response.json()) as { status: string }).status
        },
        { timeout: 60_000 },
      )
      .toBe('SUCCESS')
  }

  it.skipIf(!fieldIsThere)(
    'finds on the development documents what the embedded index finds',
    async () => {
      const embedder = await loadStaticEmbedder(await readEmbedderFiles(MODEL))
      const library = readLibrary(developmentSources(), BODY_TABLE)
      const embedded = createEmbeddedIndex(
        await buildSearchIndex(library, {
          embedder,
          lexicon: lexiconOf(library),
          vectorIndex: createFlatVectorIndex,
        }),
      )
      const index = await openWeaviateIndex(library, options(), { ...quiet, embedder, key: 'development' })
      await wait(FLUSHED)
      const own = await recallOf(embedded, library, embedder)
      const engines = await recallOf(index, library, embedder)
      console.log('recall@16, embedded and Weaviate:', own, engines)
      expect(engines.within).toBeGreaterThan(own.within - 0.01)
      expect(engines.everywhere).toBeGreaterThan(own.everywhere - 0.01)
    },
    300_000,
  )
})
