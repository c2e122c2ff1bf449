/**
 * Measures the whole at the size of a country's law: build, start, memory, time a question, statute questions.
 *
 * npm run bench:laws -- --laws ../shared/data/laws.jsonl.gz --out /tmp/laws [--stard ../shared/data/eval]
 *   [--current] [--vectors hnsw] [--questions 308] [--json file]
 */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { openServices } from '../main.open-services.ts'
import type { Channels } from '../ports/services.ts'
import { lawTexts, readLawArticles, writeLaws } from './bench-laws-corpus.ts'
import { articleId, citedArticle, rankArticles, scoreStatutes, statuteSet } from './bench-laws-stard.ts'
import { rankLexically } from './rank-sets.ts'
import { readRetrievalSets } from './retrieval-sets.ts'

const { values } = parseArgs({
  options: {
    laws: { type: 'string' },
    out: { type: 'string' },
    stard: { type: 'string' },
    /** Articles in force alone. */
    current: { type: 'boolean', default: false },
    vectors: { type: 'string', default: 'flat' },
    questions: { type: 'string', default: '308' },
    json: { type: 'string' },
    /** Set for the processes that this one starts. */
    step: { type: 'string' },
  },
})
const { laws, out } = values
if (!laws || !out) throw new Error('give --laws <file of articles> and --out <folder for corpus and index>')
const corpus = join(out, 'corpus')
const index = join(out, values.vectors === 'hnsw' ? 'index-hnsw' : 'index')
const print = (line: string) => process.stdout.write(`${line}\n`)
const note = (line: string) => process.stderr.write(`${line}\n`)

const articles = (await readLawArticles(laws)).filter(({ current }) => current || !values.current)
const texts = lawTexts(articles)

/** Opens the services and tells what that took; `build` and `start` differ in whether the index is there. */
async function open() {
  const before = process.cpuUsage()
  const from = performance.now()
  const config = readConfig({ CORPUS_DIR: corpus, INDEX_DIR: index, VECTOR_INDEX: values.vectors })
  const services = await openServices(config, () => undefined, note)
  const seconds = (performance.now() - from) / 1000
  return {
    services,
    report: { seconds, cpuSeconds: cpuSince(before) / 1000, ...memory(), passages: services.health.passages },
  }
}

/** Milliseconds of processor time. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function memory() {
  return {
    megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 2 ** 10),
  }
}

async function ask() {
  const { services, report: start } = await open()
  const set = readRetrievalSets(values.stard!).find(({ name }) => name === 'stard_dev')
  if (!set) throw new Error(`${values.stard} holds no stard_dev`)
  const statutes = statuteSet(set, texts, articles)
  const asked = statutes.questions.slice(0, Number(values.questions))
  const warm = performance.now()
  await services.ask({ question: '谁负责?', history: [] })
  const firstQuestion = performance.now() - warm
  const passes = []
  const statuses: Record<string, number> = {}
  let cited = 0
  for (const pass of [1, 2]) {
    const times: number[] = []
    const cpu = process.cpuUsage()
    for (const { text, gold } of asked) {
      const from = performance.now()
      const { status, citations } = await services.ask({ question: text, history: [] })
      times.push(performance.now() - from)
      if (pass > 1) continue
      statuses[status] = (statuses[status] ?? 0) + 1
      const ids = citations.map((each) => articleId(each.document, citedArticle(services, each)))
      if (ids.some((id) => gold.some((same) => same.has(id)))) cited++
    }
    const cpuMilliseconds = cpuSince(cpu) / asked.length
    times.sort((a, b) => a - b)
    const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))]!
    passes.push({ p50: at(0.5), p95: at(0.95), p99: at(0.99), cpuMilliseconds })
  }
  const served = memory()
  const scores: Record<string, unknown> = {}
  for (const channels of ['bm25', 'dense', 'hybrid'] as const satisfies readonly Channels[])
    scores[channels] = await scoreStatutes(statutes, (question) => rankArticles(services, question, channels))
  return {
    start,
    firstQuestion,
    passes,
    served,
    coverage: statutes.coverage,
    questions: statutes.questions.length,
    statuses,
    citedGold: cited / asked.length,
    scores,
  }
}

/** BM25 over whole articles, as published baselines rank them. */
async function plainBm25() {
  const set = readRetrievalSets(values.stard!).find(({ name }) => name === 'stard_dev')!
  const statutes = statuteSet(set, texts, articles)
  const ids = new Map(texts.map(({ id, title, date }) => [`${title} ${date}`, id]))
  const rankings = rankLexically({
    name: 'laws',
    passages: articles.map(({ law, article, text }) => `${law}${article} ${text}`),
    queries: statutes.questions.map(({ text }) => ({ text, judgements: new Map() })),
  })
  const of = new Map(statutes.questions.map(({ text }, q) => [text, rankings[q]!]))
  return scoreStatutes(statutes, async (question) =>
    of.get(question)!.map(({ id }) => {
      const { law, date, article } = articles[id]!
      return articleId(ids.get(`${law} ${date}`)!, article)
    }),
  )
}

/** Runs one step in a process of its own, so that its time and memory are its own. */
function run(step: string): Promise<unknown> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2), '--step', step],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`${step} ended with ${code}`)),
    )
  })
}

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  build: async () => (await open()).report,
  ask,
  bm25: plainBm25,
}

if (values.step) print(JSON.stringify(await STEPS[values.step]!()))
else {
  await writeLaws(texts, corpus)
  const report: Record<string, unknown> = {
    articles: articles.length,
    laws: texts.length,
    vectors: values.vectors,
  }
  report.build = await run('build')
  report.start = await run('build')
  if (values.stard) {
    report.ask = await run('ask')
    report.bm25 = await run('bm25')
  }
  print(JSON.stringify(report, null, 2))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
