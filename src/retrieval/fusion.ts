/** Puts two rankings together by id: convex combination of scaled scores, and reciprocal ranks. */
import type { ScoredId } from './top-k.ts'

/**
 * Convex combination (Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023): both score
 * lists scaled to 0–1 by their least and greatest, `weight` (0–1) on the first. A document that one list lacks has
 * that list's least score. Best first, ties by id; the scores rank one query's documents and are no confidence.
 */
export function convexFusion(
  dense: readonly ScoredId[],
  lexical: readonly ScoredId[],
  weight: number,
): ScoredId[] {
  const scores = new Map<number, number>()
  for (const [list, share] of [
    [dense, weight],
    [lexical, 1 - weight],
  ] as const) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const { score } of list) {
      low = Math.min(low, score)
      high = Math.max(high, score)
    }
    for (const { id, score } of list) {
      const scaled = high > low ? (score - low) / (high - low) : 1
      scores.set(id, (scores.get(id) ?? 0) + share * scaled)
    }
  }
  return ranked(scores)
}

/** Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion" (2009); k = 60 as there. */
export function reciprocalRankFusion(lists: readonly (readonly ScoredId[])[], k = 60): ScoredId[] {
  const scores = new Map<number, number>()
  for (const list of lists) {
    for (const [rank, { id }] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + rank + 1))
  }
  return ranked(scores)
}

function ranked(scores: ReadonlyMap<number, number>): ScoredId[] {
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id)
}
