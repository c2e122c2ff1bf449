/**
 * What reading adds where the library is too large for the reader's vectors: articles of 57,000 found by words and static
 * vectors, before and after the trained reader has read the first 16:
 * `npm run bench:reader-stard -- --data DIR [--folder index/reader] [--every 1]`, where DIR holds stard_dev.
 */
import { parseArgs } from 'node:util'
import { UNCALIBRATED } from '../reading/calibration.ts'
import { probabilityOf } from '../reading/logistic.ts'
import { standingAmong } from '../reading/standing.ts'
import type { ScoredId } from '../retrieval/top-k.ts'
import { openCalibration, openStatic, openTrained } from './open-readers.ts'
import { measure, rankDensely, rankLexically } from './rank-sets.ts'
import { readRetrievalSets } from './retrieval-sets.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/eval' },
    folder: { type: 'string', default: 'index/reader' },
    every: { type: 'string', default: '1' },
  },
})
const READ = 16
const DAMPING = 10
const report = (line: string) => process.stdout.write(`${line}\n`)

const whole = readRetrievalSets(options.data).find(({ name }) => name === 'stard_dev')
if (!whole) throw new Error(`${options.data} has no stard_dev`)
const set = { ...whole, queries: whole.queries.filter((_, i) => i % Number(options.every) === 0) }
report(`${set.passages.length} articles, ${set.queries.length} questions`)

const own = await openStatic()
const words = rankLexically(set)
const vectors = await rankDensely(set, own)
const fused = set.queries.map((_, q) => fuse([words[q]!, vectors[q]!]))
report(`words   ${print(words)}`)
report(`vectors ${print(vectors)}`)
report(`fused   ${print(fused)}`)

const trained = await openTrained(options.folder, report)
if (trained) {
  const calibration = await openCalibration(options.folder)
  const { answers } = calibration['trained-static'] ?? UNCALIBRATED['trained-static']
  const read: ScoredId[][] = []
  for (const [q, { text }] of set.queries.entries()) {
    const first = fused[q]!.slice(0, READ)
    const scoreIn = (list: readonly ScoredId[], id: number) => list.find((each) => each.id === id)?.score ?? 0
    const scores = first.map(({ id }) => ({
      bm25: scoreIn(words[q]!, id),
      cosine: scoreIn(vectors[q]!, id),
    }))
    const standing = standingAmong(scores)
    const statements = first.map(({ id }, i) => ({
      context: '',
      text: set.passages[id]!,
      ...scores[i]!,
      ...standing(scores[i]!),
    }))
    const readings = await trained.raw.read({ turns: [text] }, statements)
    const order = readings.map(({ features }, i) => ({
      id: first[i]!.id,
      score: probabilityOf(answers, features),
    }))
    read.push([...order.sort((a, b) => b.score - a.score), ...fused[q]!.slice(READ)])
  }
  report(`read    ${print(read)}`)
  await trained.close()
}

function fuse(lists: readonly (readonly ScoredId[])[]): ScoredId[] {
  const scores = new Map<number, number>()
  for (const list of lists) {
    list.forEach(({ id }, rank) => {
      scores.set(id, (scores.get(id) ?? 0) + 1 / (DAMPING + rank))
    })
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score)
}

function print(rankings: readonly (readonly ScoredId[])[]): string {
  const { recall10, mrr10, recall1 } = measure(set, rankings)
  return `recall@10 ${recall10.toFixed(3)}  MRR@10 ${mrr10.toFixed(3)}  recall@1 ${recall1.toFixed(3)}`
}
