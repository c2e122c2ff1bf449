/**
 * Benchmarks an embedder: retrieval and bitext sets beside BM25 and published marks, and speed.
 *
 * npm run bench:embedder -- --data ../shared/data/eval [--model folder] [--transformers folder] [--json file]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import peers from '../data/embedder-peers.json' with { type: 'json' }
import fusion from '../data/fusion.json' with { type: 'json' }
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import { readTranslationLexicon, translateText } from '../lexicon/translation-lexicon.ts'
import { convexFusion } from '../retrieval/fusion.ts'
import { mean } from './ir-measures.ts'
import { bitextAccuracy, measure, type Rankings, rankDensely, rankLexically } from './rank-sets.ts'
import { type RetrievalSet, readBitextSets, readRetrievalSets } from './retrieval-sets.ts'

const HAN = /[\u3400-\u9fff]/

/** The hybrid of both channels, weighted by the language of each question. */
export function fuse(set: RetrievalSet, dense: Rankings, lexical: Rankings): Rankings {
  return set.queries.map(({ text }, q) =>
    convexFusion(dense[q]!, lexical[q]!, HAN.test(text) ? fusion.weights.zh : fusion.weights.en),
  )
}

const print = (line: string) => process.stdout.write(`${line}\n`)

async function main() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data/eval' },
      model: { type: 'string', default: 'index/embedder' },
      dimensions: { type: 'string' },
      json: { type: 'string' },
    },
  })
  const options = values.dimensions ? { dimensions: Number(values.dimensions) } : {}
  const embedder = await loadStaticEmbedder(await readEmbedderFiles(values.model), options)
  const lexicon = readTranslationLexicon(readFileSync(join(values.model, 'lexicon.tsv')))
  const translate = (query: string) =>
    HAN.test(query) ? new Map<string, number>() : translateText(lexicon, query)
  const report: Record<string, unknown> = { model: embedder.id }
  const densest: number[] = []
  print('| set | ranking | nDCG@10 | MRR@10 | recall@1 | recall@10 |\n| --- | --- | --- | --- | --- | --- |')
  for (const set of readRetrievalSets(values.data)) {
    const english = !set.queries.some(({ text }) => HAN.test(text))
    const dense = await rankDensely(set, embedder)
    const lexical = rankLexically(set, translate)
    const rankings = {
      BM25: english ? rankLexically(set) : lexical,
      ...(english && { 'BM25 with lexicon': lexical }),
      dense,
      hybrid: fuse(set, dense, lexical),
    }
    for (const [name, ranking] of Object.entries(rankings)) {
      const measures = measure(set, ranking)
      if (name === 'dense') densest.push(measures.ndcg10)
      report[`${set.name} ${name}`] = measures
      print(
        `| ${set.name} | ${name} | ${Object.values(measures)
          .map((x) => x.toFixed(3))
          .join(' | ')} |`,
      )
    }
  }
  for (const set of readBitextSets(join(values.data, 'bitext'))) {
    const accuracy = await bitextAccuracy(set, embedder)
    densest.push(accuracy)
    report[set.name] = accuracy
    print(`| ${set.name} | dense | accuracy ${accuracy.toFixed(3)} | | | |`)
  }
  print(`\nMean over the sets, dense: ${mean(densest).toFixed(4)}\n\nPublished marks of others:`)
  for (const [set, marks] of Object.entries(peers.marks)) {
    print(
      `${set}: ${Object.entries(marks)
        .map(([model, mark]) => `${model} ${mark}`)
        .join(', ')}`,
    )
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}

await main()
