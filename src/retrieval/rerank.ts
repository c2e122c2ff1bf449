/** The final order of candidates, from their raw features: each scaled over the candidates, then summed by weight. */
import type { Language } from '../domain/answer.ts'
import type { Channels } from '../ports/services.ts'
import type { ScoredPassage } from './search-passages.ts'

/**
 * bm25 and dense: of the paragraph; sentence and denseSentence: of its best sentence; heading: BM25 of its headings;
 * exact: share of what is named exactly; coverage: share of the query's weight held.
 */
export type FeatureName = 'bm25' | 'sentence' | 'heading' | 'dense' | 'denseSentence' | 'exact' | 'coverage'

/** Shares within a channel; sentences tell what a long paragraph says, the paragraph what it is about. */
export const LEXICAL_SHARES: Partial<Record<FeatureName, number>> = { bm25: 0.5, sentence: 0.5 }
export const DENSE_SHARES: Partial<Record<FeatureName, number>> = { dense: 0.5, denseSentence: 0.5 }
/** Share of the dense channel by language of the question: words of English questions reach Chinese text by translation only. */
export const DENSE_WEIGHT: Record<Language, number> = { zh: 0.3, en: 0.6 }
/** Added for what is named exactly, on the scale of the fused score. */
export const EXACT_WEIGHT = 0.1

export function fuseFeatures(
  passages: readonly ScoredPassage[],
  language: Language,
  channels: Channels,
): { passage: ScoredPassage; score: number }[] {
  const scaled = new Map<FeatureName, Float64Array>()
  for (const name of ['bm25', 'sentence', 'dense', 'denseSentence'] as const) {
    scaled.set(name, minMax(passages.map((passage) => passage.features[name])))
  }
  const hasDense = passages.some((passage) => passage.features.dense !== 0)
  const weight = channels === 'dense' ? 1 : channels === 'bm25' || !hasDense ? 0 : DENSE_WEIGHT[language]
  const exactWeight = channels === 'dense' ? 0 : EXACT_WEIGHT
  const channel = (shares: Partial<Record<FeatureName, number>>, i: number) =>
    Object.entries(shares).reduce(
      (sum, [name, share]) => sum + share * scaled.get(name as FeatureName)![i]!,
      0,
    )
  return passages
    .map((passage, i) => ({
      passage,
      score:
        (1 - weight) * channel(LEXICAL_SHARES, i) +
        weight * channel(DENSE_SHARES, i) +
        exactWeight * passage.features.exact,
    }))
    .sort((a, b) => b.score - a.score || a.passage.id - b.passage.id)
}

/** Scores on 0–1; all zero when they do not differ. */
function minMax(scores: readonly number[]): Float64Array {
  const low = Math.min(...scores)
  const range = Math.max(...scores) - low
  return Float64Array.from(scores, (score) => (range > 0 ? (score - low) / range : 0))
}
