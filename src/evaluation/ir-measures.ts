/** Measures of a ranking against relevance judgements; gains are 0 or 1 unless the judgements grade them. */

/** Grades above 0 of the relevant documents of one query, by id. */
export type Judgements<Id> = ReadonlyMap<Id, number>

/** Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002) with linear gains, as trec_eval computes it. */
export function ndcg<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k = 10): number {
  const discounted = (grades: readonly number[]) =>
    grades.slice(0, k).reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0)
  const ideal = discounted([...judgements.values()].sort((a, b) => b - a))
  return ideal === 0 ? 0 : discounted(ranking.map((id) => judgements.get(id) ?? 0)) / ideal
}

/** 1 / rank of the first relevant document within k, else 0. */
export function reciprocalRank<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k = 10): number {
  const rank = ranking.slice(0, k).findIndex((id) => (judgements.get(id) ?? 0) > 0)
  return rank === -1 ? 0 : 1 / (rank + 1)
}

/** Share of the relevant documents within k; 0 when none is relevant. */
export function recall<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  const relevant = [...judgements].filter(([, grade]) => grade > 0).map(([id]) => id)
  const top = new Set(ranking.slice(0, k))
  return relevant.length === 0 ? 0 : relevant.filter((id) => top.has(id)).length / relevant.length
}

/** 1 when a relevant document is within k, else 0. */
export function hit<Id>(ranking: readonly Id[], judgements: Judgements<Id>, k: number): number {
  return reciprocalRank(ranking, judgements, k) > 0 ? 1 : 0
}

export function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0
}
