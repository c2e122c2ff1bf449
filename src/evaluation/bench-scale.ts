/**
 * Measures the embedded index and Weaviate side by side over a country's laws, and over so many variations of them: time to
 * build or import, memory, disk, time of candidates, and recall against the exact scan.
 *
 * npm run bench:scale -- --laws ../shared/data/laws.jsonl.gz --stard ../shared/data/eval --out /tmp/scale
 *   [--most 3310] [--copies 1] [--nodes 1] [--questions 300] [--json file]
 *
 * `.ci/with-weaviate` gives the engine. Each index is opened by a process of its own, as a server does.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { boundHeapGrowth } from '../adapters/node/heap.ts'
import { CANDIDATES } from '../answering/evidence/find-candidates.ts'
import { readConfig } from '../config.ts'
import { openParts } from '../main.open-services.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Channels } from '../ports/services.ts'
import type { CandidateQuery, StatementIndex } from '../ports/statement-index.ts'
import { lawTexts, readLawArticles, writeLaws } from './bench-laws-corpus.ts'
import { varyLaw } from './bench-scale-variation.ts'
import { readRetrievalSets } from './retrieval-sets.ts'
import { runStep } from './run-step.ts'
import { SERVER, startNodes } from './weaviate-nodes.ts'

const { values } = parseArgs({
  options: {
    laws: { type: 'string' },
    stard: { type: 'string' },
    out: { type: 'string' },
    /** Laws that are taken, the first ones; all when absent. */
    most: { type: 'string' },
    copies: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '1' },
    questions: { type: 'string', default: '300' },
    json: { type: 'string' },
    /** Set for the processes that this one starts. */
    step: { type: 'string' },
  },
})
const { laws, stard, out } = values
if (!laws || !stard || !out) throw new Error('give --laws, --stard and --out')
const corpus = join(out, 'corpus')
const exactFile = join(out, 'exact.json')
/** Milliseconds after which all that was sent is flushed. */
const FLUSHED = 15_000
/** Questions that are on their way at once, for the number a second. */
const AT_ONCE = 8

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)
const note = (line: string) => process.stderr.write(`${line}\n`)

async function prepare() {
  const all = lawTexts(await readLawArticles(laws!))
  const texts = values.most ? all.slice(0, Number(values.most)) : all
  const copies = Number(values.copies)
  for (let copy = 0; copy < copies; copy++) {
    await writeLaws(copy === 0 ? texts : texts.map((text) => varyLaw(text, copy)), corpus)
  }
  return { documents: texts.length * copies }
}

function questions(): readonly string[] {
  const set = readRetrievalSets(stard!).find(({ name }) => name === 'stard_dev')
  if (!set) throw new Error(`${stard} holds no stard_dev`)
  return set.queries.slice(0, Number(values.questions)).map(({ text }) => text)
}

/** Opens the index as a server does. */
async function open(settings: Readonly<Record<string, string>>) {
  boundHeapGrowth()
  const config = readConfig({ CORPUS_DIR: corpus, READER: 'basic', ...settings })
  const began = performance.now()
  const { index, embedder } = await openParts(config, () => undefined, note)
  return { index, embedder: embedder!, seconds: (performance.now() - began) / 1000 }
}

async function queriesOf(embedder: Embedder): Promise<CandidateQuery[]> {
  const texts = questions()
  const vectors = await embedder.embed(texts, 'query')
  return texts.map((text, i) => ({ text, terms: new Map(), embedding: vectors[i]!, limit: CANDIDATES }))
}

/** Milliseconds of a question alone, and questions a second where several are on their way. */
async function speed(index: StatementIndex, queries: readonly CandidateQuery[]) {
  for (const query of queries.slice(0, 20)) await index.candidates(query)
  const times: number[] = []
  for (const query of queries) {
    const from = performance.now()
    await index.candidates(query)
    times.push(performance.now() - from)
  }
  times.sort((a, b) => a - b)
  const from = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < queries.length) await index.candidates(queries[next++]!)
    }),
  )
  return {
    p50: times[Math.floor(times.length * 0.5)]!,
    p95: times[Math.floor(times.length * 0.95)]!,
    perSecond: (1000 * queries.length) / (performance.now() - from),
  }
}

/** Places of the candidates of each question, by channel. */
async function ranked(index: StatementIndex, queries: readonly CandidateQuery[]) {
  const places: Record<string, string[][]> = {}
  for (const channels of ['bm25', 'dense', 'hybrid'] as const satisfies readonly Channels[]) {
    places[channels] = []
    for (const query of queries) {
      const found = await index.candidates({ ...query, channels })
      places[channels].push(found.map(({ document, statement }) => `${document}#${statement}`))
    }
  }
  return places
}

const ownMemory = () => ({
  megabytes: megabytes(process.memoryUsage.rss()),
  peakMegabytes: megabytes(process.resourceUsage().maxRSS * 1024),
})

async function embedded() {
  const folder = join(out!, 'index')
  const built = await open({ INDEX_DIR: folder })
  const queries = await queriesOf(built.embedder)
  await writeFile(exactFile, JSON.stringify(await ranked(built.index, queries)))
  return {
    seconds: built.seconds,
    statements: built.index.size,
    ...ownMemory(),
    diskMegabytes: megabytes(sizeOf(folder)),
    ...(await speed(built.index, queries)),
  }
}

async function engine() {
  if (!SERVER) throw new Error('run it by .ci/with-weaviate, which gives the engine')
  const nodes = await startNodes(Number(values.nodes), {
    PERSISTENCE_MEMTABLES_FLUSH_DIRTY_AFTER_SECONDS: '5',
  })
  const settings = {
    INDEX_DIR: join(out!, 'index'),
    INDEX_ENGINE: 'weaviate',
    WEAVIATE_URL: nodes.origins.join(),
  }
  try {
    const { index, embedder, seconds } = await open(settings)
    await wait(FLUSHED)
    const queries = await queriesOf(embedder)
    const exact = JSON.parse(await readFile(exactFile, 'utf8')) as Record<string, string[][]>
    const found = await ranked(index, queries)
    return {
      seconds,
      statements: index.size,
      statementsPerSecond: index.size / seconds,
      server: ownMemory(),
      nodes: nodes.nodes.map((node) => memoryOf(node.pid())),
      diskMegabytes: megabytes(sizeOf(nodes.folder)),
      ...(await speed(index, queries)),
      /** Share of the embedded index's candidates that are the engine's; its vectors are scanned exactly. */
      recall: Object.fromEntries(
        Object.entries(exact).map(([channels, places]) => [channels, shared(places, found[channels]!)]),
      ),
    }
  } finally {
    await nodes.stop()
  }
}

function shared(exact: readonly string[][], found: readonly string[][]): number {
  const shares = exact.map((places, i) => {
    const other = new Set(found[i])
    return places.filter((place) => other.has(place)).length / Math.max(1, places.length)
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** Resident megabytes of a process, now and at most. */
function memoryOf(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1])
  return {
    megabytes: megabytes(kilobytes('VmRSS') * 1024),
    peakMegabytes: megabytes(kilobytes('VmHWM') * 1024),
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0)
}

const run = (step: string) => runStep(fileURLToPath(import.meta.url), step)

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = { prepare, embedded, engine }

if (values.step) process.stdout.write(JSON.stringify(await STEPS[values.step]!()))
else {
  await mkdir(out, { recursive: true })
  const report: Record<string, unknown> = {}
  for (const step of Object.keys(STEPS)) {
    report[step] = await run(step)
    note(`${step}: ${JSON.stringify(report[step])}`)
  }
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
