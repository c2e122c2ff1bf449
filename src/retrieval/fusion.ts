/** Puts rankings together by id, by their ranks alone. */
import type { ScoredId } from './top-k.ts'

/**
 * Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion" (2009); k = 60 as there. Best first, ties by id; the scores rank
 * one query's documents and are no confidence.
 */
export function reciprocalRankFusion(lists: readonly (readonly ScoredId[])[], k = 60): ScoredId[] {
  const scores = new Map<number, number>()
  for (const list of lists) {
    for (const [rank, { id }] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + rank + 1))
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id)
}
