/** The best `k` of many scores in O(n log k), from a stream of (id, score): best first, ties by lower id. */
export interface ScoredId {
  readonly id: number
  readonly score: number
}

/** True when (id, score) ranks before (otherId, otherScore). */
function before(score: number, id: number, otherScore: number, otherId: number): boolean {
  return score > otherScore || (score === otherScore && id < otherId)
}

export interface TopK {
  offer(id: number, score: number): void
  /** Scores below it would be refused; −∞ until k are kept. Read before an offer, it spares most of the calls. */
  readonly floor: number
  /** Best first. */
  take(): ScoredId[]
}

/** A bounded heap whose root is the worst that is kept, so that most offers cost one comparison. */
export function createTopK(k: number): TopK {
  const ids: number[] = []
  const scores: number[] = []
  const worse = (a: number, b: number) => before(scores[b]!, ids[b]!, scores[a]!, ids[a]!)
  const swap = (a: number, b: number) => {
    const id = ids[a]!
    const score = scores[a]!
    ids[a] = ids[b]!
    scores[a] = scores[b]!
    ids[b] = id
    scores[b] = score
  }
  const rise = (start: number) => {
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!worse(i, parent)) return
      swap(i, parent)
      i = parent
    }
  }
  const sink = () => {
    for (let i = 0; ; ) {
      let worst = i
      for (let child = 2 * i + 1; child <= 2 * i + 2 && child < ids.length; child++) {
        if (worse(child, worst)) worst = child
      }
      if (worst === i) return
      swap(i, worst)
      i = worst
    }
  }
  let floor = Number.NEGATIVE_INFINITY
  return {
    offer(id, score) {
      if (ids.length < k) {
        ids.push(id)
        scores.push(score)
        rise(ids.length - 1)
      } else if (k > 0 && before(score, id, scores[0]!, ids[0]!)) {
        ids[0] = id
        scores[0] = score
        sink()
      }
      if (ids.length >= k) floor = k > 0 ? scores[0]! : Number.POSITIVE_INFINITY
    },
    get floor() {
      return floor
    },
    take() {
      return ids.map((id, i) => ({ id, score: scores[i]! })).sort((a, b) => b.score - a.score || a.id - b.id)
    },
  }
}
