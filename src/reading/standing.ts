/** How a candidate stands among the candidates of its question: comparable between questions and libraries, as scores are not. */
export interface Scores {
  /** BM25, unbounded. */
  readonly bm25: number
  /** Cosine, −1 to 1. */
  readonly cosine: number
}

export interface Standing {
  /** BM25 as a share of the best candidate's, 0–1; 0 where no candidate shares a word. */
  readonly share: number
  /** How far the cosine is below the best candidate's. */
  readonly gap: number
}

export type StandingOf = (scores: Scores) => Standing

export function standingAmong(candidates: readonly Scores[]): StandingOf {
  const bm25 = candidates.reduce((most, each) => Math.max(most, each.bm25), 0)
  const cosine = candidates.reduce((most, each) => Math.max(most, each.cosine), -1)
  return (scores) => ({ share: bm25 > 0 ? scores.bm25 / bm25 : 0, gap: cosine - scores.cosine })
}
