/** The final order of candidates, from their raw features: channels fused by id, then what is named exactly. */
import fusion from '../data/fusion.json' with { type: 'json' }
import type { Language } from '../domain/answer.ts'
import type { Channels } from '../ports/services.ts'
import { convexFusion } from './fusion.ts'
import type { ScoredId } from './top-k.ts'

/**
 * Raw features of a passage, higher is better. bm25 and dense: of the paragraph; sentence and denseSentence: of its best
 * sentence; heading: BM25 of its headings; exact: share (0–1) of what the question names exactly; coverage: share (0–1)
 * of the query's weight that the passage holds. heading and coverage do not rank; they serve abstention and `explain`.
 */
export interface PassageFeatures {
  readonly bm25: number
  readonly sentence: number
  readonly heading: number
  readonly dense: number
  readonly denseSentence: number
  readonly exact: number
  readonly coverage: number
}

export interface FeaturedPassage {
  readonly id: number
  readonly features: PassageFeatures
}

/**
 * Half each: sentences tell what a long paragraph says, the paragraph what it is about. Dense alone on the dev questions,
 * MRR zh/en: paragraphs .838/.826, sentences .889/.854, halves .883/.861.
 */
const PARAGRAPH_SHARE = 0.5
/** Share of the dense channel by language of the question, fitted on held-out slices (see the table's source). */
const DENSE_WEIGHT: Readonly<Record<Language, number>> = fusion.weights
/** Added for what is named exactly, on the scale of the fused score. */
const EXACT_WEIGHT = 0.1

/** The passages best first, ties by id. Scores rank one query's passages and are no confidence. */
export function rankFeatures(
  passages: readonly FeaturedPassage[],
  language: Language,
  channels: Channels,
): ScoredId[] {
  const by = (feature: keyof PassageFeatures): ScoredId[] =>
    passages.map(({ id, features }) => ({ id, score: features[feature] }))
  const dense = convexFusion(by('dense'), by('denseSentence'), PARAGRAPH_SHARE)
  if (channels === 'dense') return dense
  const lexical = convexFusion(by('bm25'), by('sentence'), PARAGRAPH_SHARE)
  const hasDense = channels === 'hybrid' && passages.some(({ features }) => features.dense !== 0)
  const fused = hasDense ? convexFusion(dense, lexical, DENSE_WEIGHT[language]) : lexical
  const exact = new Map(passages.map(({ id, features }) => [id, features.exact]))
  return fused
    .map(({ id, score }) => ({ id, score: score + EXACT_WEIGHT * exact.get(id)! }))
    .sort((a, b) => b.score - a.score || a.id - b.id)
}
