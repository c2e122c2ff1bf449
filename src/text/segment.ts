/** Words of folded text by the most probable cut over a weighted word list, for reading questions. */

export interface Word {
  readonly text: string
  /** Offset in the text. */
  readonly start: number
}

export interface Segmenter {
  (text: string): Word[]
  /** 0–1: how rare a word is in general language; 1 for one outside the list. */
  readonly rarity: (word: string) => number
}

const RUN = /[\u3400-\u9fff\uf900-\ufaff]+|[a-z][a-z0-9.+-]*[a-z0-9]|[a-z]|\d+(?:\.\d+)?%?/g
/** Log probability of a character that is no word of the list. */
const UNKNOWN = -16
const LONGEST = 8

/**
 * A segmenter over Chinese words with their log probabilities; `own` words (terms of the documents) count as frequent
 * ones, so that 加氢站 stays whole. Latin words and figures are words as they stand.
 */
export function createSegmenter(words: ReadonlyMap<string, number>, own: Iterable<string> = []): Segmenter {
  const scores = new Map(words)
  for (const word of own) {
    if (word.length >= 2 && word.length <= LONGEST && !scores.has(word)) scores.set(word, OWN)
  }
  const segment = (text: string): Word[] =>
    [...text.matchAll(RUN)].flatMap((run) =>
      /^[a-z\d]/.test(run[0])
        ? [{ text: run[0], start: run.index }]
        : cut(run[0], scores).map((word) => ({ text: word.text, start: run.index + word.start })),
    )
  return Object.assign(segment, { rarity: (word: string) => rarityOf(words.get(word)) })
}

/** Log probabilities of the commonest words (的, 是) and of those seen a few times. */
const COMMON = -6
const RARE = -14
const LEAST = 0.15

function rarityOf(score: number | undefined): number {
  if (score === undefined) return 1
  return Math.min(1, Math.max(LEAST, (COMMON - score) / (COMMON - RARE)))
}

/** A document's own term is preferred to two middling words. */
const OWN = -12

function cut(run: string, scores: ReadonlyMap<string, number>): Word[] {
  const best = new Float64Array(run.length + 1).fill(Number.NEGATIVE_INFINITY)
  const from = new Int32Array(run.length + 1)
  best[0] = 0
  for (let i = 0; i < run.length; i++) {
    for (let length = 1; length <= LONGEST && i + length <= run.length; length++) {
      const score = scores.get(run.slice(i, i + length)) ?? (length === 1 ? UNKNOWN : undefined)
      if (score === undefined || best[i]! + score <= best[i + length]!) continue
      best[i + length] = best[i]! + score
      from[i + length] = i
    }
  }
  const words: Word[] = []
  for (let end = run.length; end > 0; end = from[end]!)
    words.push({ text: run.slice(from[end]!, end), start: from[end]! })
  return words.reverse()
}
