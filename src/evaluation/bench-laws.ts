/**
 * Measures the whole at the size of a country's law: build, start, memory, time a question, pages, statute questions.
 *
 * npm run bench:laws -- --laws ../shared/data/laws.jsonl.gz --out /tmp/laws [--stard ../shared/data/eval]
 *   [--current] [--vectors hnsw] [--questions 308] [--json file]
 *
 * Each step is a process of its own, so that its time and memory are its own; those that open the services hold no more
 * than a server does, and the questions: the articles stay in this process and in that of the plain BM25.
 */
import { writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { lawTexts, readLawArticles, writeLaws } from './bench-laws-corpus.ts'
import { askStatutes, buildOrStart } from './bench-laws-services.ts'
import { rankPlainly, type StatuteSet, statuteSet } from './bench-laws-stard.ts'
import { requestSurfaces } from './bench-laws-surfaces.ts'
import { readRetrievalSets } from './retrieval-sets.ts'
import { runStep } from './run-step.ts'

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
const statutesFile = join(out, 'statutes.json')
const environment = {
  CORPUS_DIR: corpus,
  INDEX_DIR: join(out, values.vectors === 'hnsw' ? 'index-hnsw' : 'index'),
  VECTOR_INDEX: values.vectors,
}
const print = (line: string) => process.stdout.write(`${line}\n`)

const readArticles = async () =>
  (await readLawArticles(laws)).filter(({ current }) => current || !values.current)
const readStatutes = async () => JSON.parse(await readFile(statutesFile, 'utf8')) as StatuteSet

/** Writes what the steps read: the corpus folder, and the questions with their gold articles. */
async function prepare() {
  const articles = await readArticles()
  const texts = lawTexts(articles)
  await writeLaws(texts, corpus)
  if (values.stard) {
    const set = readRetrievalSets(values.stard).find(({ name }) => name === 'stard_dev')
    if (!set) throw new Error(`${values.stard} holds no stard_dev`)
    await writeFile(statutesFile, JSON.stringify(statuteSet(set, texts, articles)))
  }
  return { articles: articles.length, laws: texts.length }
}

const run = (step: string) => runStep(fileURLToPath(import.meta.url), step)

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  prepare,
  build: () => buildOrStart(environment),
  ask: async () => askStatutes(environment, await readStatutes(), Number(values.questions)),
  surfaces: () => requestSurfaces(environment),
  bm25: async () => rankPlainly(await readStatutes(), await readArticles()),
}

if (values.step) print(JSON.stringify(await STEPS[values.step]!()))
else {
  const report: Record<string, unknown> = {
    ...((await run('prepare')) as object),
    vectors: values.vectors,
  }
  report.build = await run('build')
  report.start = await run('build')
  report.surfaces = await run('surfaces')
  if (values.stard) {
    report.ask = await run('ask')
    report.bm25 = await run('bm25')
  }
  print(JSON.stringify(report, null, 2))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
