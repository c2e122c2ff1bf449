/** Finds the standard question that a question is: the same, the same in other order, or the same in meaning. */
import type { StandardQuestion } from '../domain/standard-question.ts'
import { type QuestionKey, questionKey } from './question-key.ts'

export interface StandardMatch {
  readonly entry: StandardQuestion
  /** Position in the list. */
  readonly index: number
  readonly how: 'same' | 'near' | 'meaning'
  /** 1 for `same` and `near`, else the similarity. */
  readonly score: number
}

/** Likeness of meaning, measured outside: this room knows no vectors. */
export interface LikenessInMeaning {
  /** Of the question and the standard question at `index`; higher is better. */
  readonly similarity: (index: number) => number
  /** Least similarity that counts; it depends on the encoder. */
  readonly atLeast: number
}

const keys = new WeakMap<StandardQuestion, QuestionKey>()

/** Null where none is; a likeness in meaning counts only where language, figures and negations agree. */
export function findStandardQuestion(
  question: string,
  standard: readonly StandardQuestion[],
  meaning?: LikenessInMeaning,
): StandardMatch | null {
  const asked = questionKey(question)
  if (asked.same === '') return null
  const known = standard.map(keyOf)
  const same = known.findIndex((key) => key.same === asked.same)
  if (same >= 0) return { entry: standard[same]!, index: same, how: 'same', score: 1 }
  const near = asked.near === '' ? -1 : known.findIndex((key) => key.near === asked.near)
  if (near >= 0) return { entry: standard[near]!, index: near, how: 'near', score: 1 }
  if (!meaning) return null
  let best: StandardMatch | null = null
  for (const [index, entry] of standard.entries()) {
    if (known[index]!.guard !== asked.guard) continue
    const score = meaning.similarity(index)
    if (score >= meaning.atLeast && score > (best?.score ?? -Infinity))
      best = { entry, index, how: 'meaning', score }
  }
  return best
}

function keyOf(entry: StandardQuestion): QuestionKey {
  const known = keys.get(entry) ?? questionKey(entry.question)
  keys.set(entry, known)
  return known
}
