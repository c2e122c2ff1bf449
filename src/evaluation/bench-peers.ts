/**
 * Retrieval of this project beside what one would use instead: same statements, same questions, same machine, one run.
 *
 * npm run bench:peers [-- --data ../shared/data/eval] [--transformers folder] [--runs test/bench/runs]
 *   [--groups dev,examples,xquad_zh,tpe_faq]
 *
 * Every peer gets the statements that this project cut, with their headings; peers are set up as their documents advise
 * for Chinese. Times are of the processor, so that other programs on the machine change them little.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openEmbedder, readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import {
  exact,
  hnsw,
  langChain,
  miniSearch,
  orama,
  type Peer,
  type PeerIndex,
  zhengda,
} from './bench-peers-engines.ts'
import { folderSets, type PeerSet, planSets } from './bench-peers-sets.ts'
import { hit, type Judgements, mean, ndcg, recall, reciprocalRank } from './ir-measures.ts'

const MODEL = 'index/embedder'
const QUESTIONS = 'test/fixtures/questions'
const K = 10

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    transformers: { type: 'string' },
    runs: { type: 'string', default: 'test/bench/runs' },
    groups: { type: 'string', default: 'dev,examples,xquad_zh,tpe_faq' },
  },
})
const groups = values.groups.split(',')
setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

export interface PeerRow {
  readonly group: string
  readonly peer: string
  readonly statements: number
  readonly questions: number
  readonly hit1: number
  readonly hit5: number
  readonly mrr10: number
  readonly ndcg10: number
  readonly recall10: number
  /** Milliseconds of processor time a question. */
  readonly milliseconds: number
  readonly buildSeconds: number
  /** Growth of heap and buffers by the index; memory of native code is not seen. */
  readonly megabytes: number
  readonly indexBytes: number
}

function usedBytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function cpuMilliseconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** All sets of one group; each has an index of its own. */
async function measurePeer(group: string, sets: readonly PeerSet[], peer: Peer): Promise<PeerRow> {
  const used = usedBytes()
  const building = process.cpuUsage()
  const indexes: PeerIndex[] = []
  for (const set of sets) indexes.push(await peer.index(set))
  const buildSeconds = cpuMilliseconds(building) / 1000
  const megabytes = Math.max(0, usedBytes() - used) / 2 ** 20
  for (const [i, { queries }] of sets.entries())
    for (const { text } of queries.slice(0, 20)) await indexes[i]!.rank(text, K)
  const asking = process.cpuUsage()
  const ranked: { ids: readonly number[]; judgements: Judgements<number> }[] = []
  for (const [i, { queries }] of sets.entries()) {
    for (const { text, judgements } of queries)
      ranked.push({ judgements, ids: await indexes[i]!.rank(text, K) })
  }
  const milliseconds = cpuMilliseconds(asking) / ranked.length
  const over = (of: (ids: readonly number[], judgements: ReadonlyMap<number, number>) => number) =>
    mean(ranked.map(({ ids, judgements }) => of(ids, judgements)))
  return {
    group,
    peer: peer.name,
    statements: sets.reduce((sum, { statements }) => sum + statements.length, 0),
    questions: ranked.length,
    hit1: over((ids, judgements) => hit(ids, judgements, 1)),
    hit5: over((ids, judgements) => hit(ids, judgements, 5)),
    mrr10: over((ids, judgements) => reciprocalRank(ids, judgements, K)),
    ndcg10: over((ids, judgements) => ndcg(ids, judgements, K)),
    recall10: over((ids, judgements) => recall(ids, judgements, K)),
    milliseconds,
    buildSeconds,
    megabytes,
    indexBytes: indexes.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

const print = (cells: readonly (string | number)[]) =>
  process.stdout.write(
    `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 3 : 1) : cell)).join(' | ')} |\n`,
  )

const own = await loadStaticEmbedder(await readEmbedderFiles(MODEL))
const model = { embedder: own, folder: MODEL }
const peers: Peer[] = [
  zhengda(model, 'hybrid'),
  zhengda(model, 'bm25'),
  zhengda(model, 'dense'),
  miniSearch('default'),
  miniSearch('jieba'),
  miniSearch('bigrams'),
  orama,
  langChain(own),
  hnsw(own),
]
if (values.transformers) peers.push(exact(await openEmbedder(`transformers:${values.transformers}`, '')))

const sets = [
  ...planSets('dev', join(QUESTIONS, 'dev.jsonl'), 'corpus', 'jiading-2023-27'),
  ...planSets('examples', join(QUESTIONS, 'examples.jsonl'), 'test/fixtures/documents'),
  ...(values.data ? folderSets(values.data, groups) : []),
]
const rows: PeerRow[] = []
for (const group of groups) {
  const members = sets.filter((set) => set.group === group)
  if (members.length === 0) continue
  const questions = members.reduce((sum, { queries }) => sum + queries.length, 0)
  process.stdout.write(`\n${group}: ${questions} questions\n`)
  const head = [
    '',
    'hit@1',
    'hit@5',
    'MRR@10',
    'nDCG@10',
    'recall@10',
    'ms a question',
    'build s',
    'memory MB',
    'index MB',
  ]
  print(head)
  print(head.map(() => '---'))
  for (const peer of peers) {
    const row = await measurePeer(group, members, peer)
    rows.push(row)
    const { hit1, hit5, mrr10, ndcg10, recall10, milliseconds, buildSeconds, megabytes, indexBytes } = row
    print([
      peer.name,
      hit1,
      hit5,
      mrr10,
      ndcg10,
      recall10,
      milliseconds,
      buildSeconds,
      megabytes,
      indexBytes / 2 ** 20,
    ])
  }
}
process.stdout.write(
  "\n* LangChain's MemoryVectorStore stands in @langchain/classic; its method is written here over @langchain/core's VectorStore.\n",
)
const date = new Date().toISOString()
mkdirSync(values.runs, { recursive: true })
writeFileSync(
  join(values.runs, `${date.replace(/[:.]/g, '-')}.json`),
  `${JSON.stringify({ date, node: process.version, processors: cpus().length, loadAverage: loadavg()[0], rows }, null, 1)}\n`,
)
