/**
 * Fits the weight of the dense channel on the held-out slices of the training data, by language of the question.
 *
 * npx tsx src/training/fit-fusion.ts --sets <cache>/held-out --model <folder of a model trained without them>
 * Writes src/data/fusion.json. The evaluation sets are never looked at.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import { mean } from '../evaluation/ir-measures.ts'
import { measure, type Rankings, rankDensely, rankLexically } from '../evaluation/rank-sets.ts'
import { type RetrievalSet, readRetrievalSets } from '../evaluation/retrieval-sets.ts'
import { readTranslationLexicon, translateText } from '../lexicon/translation-lexicon.ts'
import { convexFusion } from '../retrieval/fusion.ts'

const { values } = parseArgs({
  options: { sets: { type: 'string' }, model: { type: 'string', default: 'index/embedder' } },
})
if (!values.sets) throw new Error('--sets <folder of held-out sets> is missing')

const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20)
const HAN = /[\u3400-\u9fff]/

/** nDCG@10 at each weight. */
function curve(set: RetrievalSet, dense: Rankings, lexical: Rankings): number[] {
  return WEIGHTS.map((weight) => {
    const fused = set.queries.map((_, q) => convexFusion(dense[q]!, lexical[q]!, weight))
    return measure(set, fused).ndcg10
  })
}

const embedder = await loadStaticEmbedder(await readEmbedderFiles(values.model))
const lexicon = readTranslationLexicon(readFileSync(join(values.model, 'lexicon.tsv')))
const curves: Record<'zh' | 'en', number[][]> = { zh: [], en: [] }
const slices: Record<string, unknown> = {}
for (const set of readRetrievalSets(values.sets)) {
  const language = set.queries.some(({ text }) => HAN.test(text)) ? 'zh' : 'en'
  const lexical = rankLexically(set, language === 'en' ? (query) => translateText(lexicon, query) : undefined)
  const values = curve(set, await rankDensely(set, embedder), lexical)
  curves[language].push(values)
  slices[set.name] = {
    queries: set.queries.length,
    passages: set.passages.length,
    bm25: round(values[0]!),
    dense: round(values.at(-1)!),
    best: round(Math.max(...values)),
  }
  process.stdout.write(`${set.name}: ${values.map((x) => x.toFixed(3)).join(' ')}\n`)
}
const best = (language: 'zh' | 'en') => {
  const means = WEIGHTS.map((_, i) => mean(curves[language].map((values) => values[i]!)))
  return WEIGHTS[means.indexOf(Math.max(...means))]!
}
const fit = {
  source:
    'Fitted by src/training/fit-fusion.ts: greatest mean nDCG@10 over slices of the training data that the model of the fit had not seen',
  weights: { zh: best('zh'), en: best('en') },
  slices,
}
writeFileSync(new URL('../data/fusion.json', import.meta.url), `${JSON.stringify(fit, null, 2)}\n`)

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
