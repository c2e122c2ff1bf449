/**
 * Benchmarks the static embedder: retrieval and bitext sets beside BM25 and published marks, questions to a plan, speed.
 *
 * npm run bench:embedder -- --data ../shared/data/eval [--questions dev.jsonl --plan plan.txt] [--model folder]
 *   [--dimensions 128] [--transformers folder] [--json file]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbedder, readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import peers from '../data/embedder-peers.json' with { type: 'json' }
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import { readTranslationLexicon, translateText } from '../lexicon/translation-lexicon.ts'
import type { Embedder } from '../ports/embedder.ts'
import { reciprocalRankFusion } from '../retrieval/fusion.ts'
import { measureSpeed } from './embedder-speed.ts'
import { hit, mean } from './ir-measures.ts'
import { readPlanQuestions } from './plan-questions.ts'
import { bitextAccuracy, measure, type Rankings, rankDensely, rankLexically } from './rank-sets.ts'
import { type RetrievalSet, readBitextSets, readRetrievalSets } from './retrieval-sets.ts'

const HAN = /[\u3400-\u9fff]/
const print = (line: string) => process.stdout.write(`${line}\n`)
const row = (...cells: readonly (string | number)[]) =>
  print(`| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(3) : cell)).join(' | ')} |`)
const head = (...cells: readonly string[]) => {
  row(...cells)
  row(...cells.map(() => '---'))
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/eval' },
    model: { type: 'string', default: 'index/embedder' },
    dimensions: { type: 'string' },
    questions: { type: 'string' },
    plan: { type: 'string', default: 'corpus/jiading-2023-27.txt' },
    transformers: { type: 'string' },
    json: { type: 'string' },
  },
})
const load = async () =>
  loadStaticEmbedder(
    await readEmbedderFiles(values.model),
    values.dimensions ? { dimensions: Number(values.dimensions) } : {},
  )
const embedder = await load()
const lexicon = readTranslationLexicon(readFileSync(join(values.model, 'lexicon.tsv')))
const translate = (query: string) =>
  HAN.test(query) ? new Map<string, number>() : translateText(lexicon, query)
const report: Record<string, unknown> = { model: embedder.id }

/** Rankings of a set by name; the hybrid is fused as the search does. */
async function rankSet(set: RetrievalSet): Promise<Record<string, Rankings>> {
  const dense = await rankDensely(set, embedder)
  const lexical = rankLexically(set, translate)
  const hybrid = set.queries.map((_, q) => reciprocalRankFusion([dense[q]!, lexical[q]!]))
  const translated = set.queries.some(({ text }) => !HAN.test(text))
  return {
    BM25: translated ? rankLexically(set) : lexical,
    ...(translated && { 'BM25 with lexicon': lexical }),
    dense,
    hybrid,
  }
}

async function benchSets() {
  const densest: number[] = []
  head('set', 'ranking', 'nDCG@10', 'MRR@10', 'recall@1', 'recall@10')
  for (const set of readRetrievalSets(values.data)) {
    for (const [name, rankings] of Object.entries(await rankSet(set))) {
      const measures = measure(set, rankings)
      if (name === 'dense') densest.push(measures.ndcg10)
      report[`${set.name} ${name}`] = measures
      row(set.name, name, measures.ndcg10, measures.mrr10, measures.recall1, measures.recall10)
    }
  }
  print('')
  head('bitext set', 'accuracy, both directions')
  for (const set of readBitextSets(join(values.data, 'bitext'))) {
    const accuracy = await bitextAccuracy(set, embedder)
    densest.push(accuracy)
    report[set.name] = accuracy
    row(set.name, accuracy)
  }
  print(`\nMean of the dense column and the bitext sets: ${mean(densest).toFixed(4)}\n`)
  head('published marks', ...new Set(Object.values(peers.marks).flatMap((marks) => Object.keys(marks))))
  const models = [...new Set(Object.values(peers.marks).flatMap((marks) => Object.keys(marks)))]
  for (const [set, marks] of Object.entries<Readonly<Record<string, number>>>(peers.marks)) {
    row(set, ...models.map((model) => marks[model] ?? '–'))
  }
}

async function benchPlan(questions: string) {
  print('')
  head('questions', 'ranking', 'hit@1', 'hit@5', 'MRR@10')
  for (const set of readPlanQuestions(questions, values.plan)) {
    for (const [name, rankings] of Object.entries(await rankSet(set))) {
      const hits = (k: number) =>
        mean(
          set.queries.map(({ judgements }, q) =>
            hit(
              rankings[q]!.map(({ id }) => id),
              judgements,
              k,
            ),
          ),
        )
      const { mrr10 } = measure(set, rankings)
      report[`${set.name} ${name}`] = { hit1: hits(1), hit5: hits(5), mrr10 }
      row(`${set.name} (${set.queries.length})`, name, hits(1), hits(5), mrr10)
    }
  }
}

async function benchSpeed() {
  const bitext = readBitextSets(join(values.data, 'bitext'))
  const sentences = bitext
    .flatMap(({ chinese, english }) => [...chinese, ...english])
    .filter((text) => text.length <= 100)
  const questions = readRetrievalSets(values.data)
    .filter(({ name }) => name.startsWith('xquad'))
    .flatMap(({ queries }) => queries.slice(0, 500).map(({ text }) => text))
  print('')
  head('speed', 'start, ms', 'short sentences a second', 'ms a question')
  const runs: [string, () => Promise<Embedder>][] = [['static', load]]
  const { transformers } = values
  if (transformers)
    runs.push([`transformers:${transformers}`, () => openEmbedder(`transformers:${transformers}`, '')])
  for (const [name, open] of runs) {
    const speed = await measureSpeed(open, sentences, questions)
    report[`speed ${name}`] = speed
    row(name, speed.start.toFixed(0), speed.sentencesPerSecond.toFixed(0), speed.queryMilliseconds)
  }
}

await benchSpeed()
await benchSets()
if (values.questions) await benchPlan(values.questions)
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
