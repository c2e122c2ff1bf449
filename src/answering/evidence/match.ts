/** How far the words of a question are found in a stretch of document text. */
import { remembered } from '../../text/remembered.ts'
import type { Term } from '../question/understanding.ts'

/** Texts in which a term may be found, each with what finding it there is worth (0–1), best first. */
export interface Field {
  readonly text: string
  readonly worth: number
}

/** Below this share of shared bigrams a partial match is chance. */
const PARTIAL_FLOOR = 0.6
const PARTIAL_WORTH = 0.8
const APART_WORTH = 0.9

// Thousands of pairs of a wording and a text a question: counted loops make no garbage.

/**
 * 0–1: 1 when an alternative of full weight stands in a field of full worth; long alternatives may match in part. `floor` is
 * what further fields are known to give.
 */
export function matchTerm({ alternatives }: Term, fields: readonly Field[], floor = 0): number {
  let best = floor
  for (let a = 0; a < alternatives.length; a++) {
    const { text: wanted, weight } = alternatives[a]!
    for (let f = 0; f < fields.length; f++) {
      const { text, worth } = fields[f]!
      const ceiling = weight * worth
      if (ceiling <= best) continue
      if (text.includes(wanted)) best = ceiling
      // Most matches in part are beaten already by a whole one.
      else if (ceiling * APART_WORTH > best) best = Math.max(best, ceiling * partial(wanted, text))
    }
  }
  return best
}

export interface Coverage {
  /** Weighted share (0–1) of the question's terms that were found. */
  readonly share: number
  /** Terms found nowhere. */
  readonly missing: readonly Term[]
}

/** What the fields give for each term: looked up once where many statements share them, such as a heading. */
export function matchesOf(terms: readonly Term[], fields: readonly Field[]): number[] {
  return terms.map((term) => matchTerm(term, fields))
}

/** How much of what the question says the fields hold; `shared` are the `matchesOf` further fields. */
export function coverageOf(
  terms: readonly Term[],
  fields: readonly Field[],
  shared?: readonly number[],
): Coverage {
  let found = 0
  let total = 0
  const missing: Term[] = []
  for (let t = 0; t < terms.length; t++) {
    const term = terms[t]!
    const match = matchTerm(term, fields, shared?.[t])
    total += term.weight
    found += term.weight * match
    if (match === 0) missing.push(term)
  }
  return { share: total === 0 ? 0 : found / total, missing }
}

/** Share (0–1) of a text's characters that are words of the question: what it says beyond them is another matter. */
export function saidShare(terms: readonly Term[], text: string): number {
  const said = new Uint8Array(text.length)
  for (const { alternatives } of terms) {
    for (const { text: word } of alternatives) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        said.fill(1, at, at + word.length)
    }
  }
  return said.reduce((sum, one) => sum + one, 0) / Math.max(1, text.length)
}

/**
 * Share of a wanted term that the text holds in parts: whole when all of its two-character words stand apart (屋顶光伏 in
 * 屋顶安装光伏), else that of its bigrams, if it is more than chance (老旧管道 in 老旧管网改造).
 */
function partial(wanted: string, text: string): number {
  if (wanted.length < 3) return 0
  const pairs = pairsOf(wanted)
  const { length } = pairs
  let apart = true
  for (let i = 0; i <= length && apart; i += 2) apart = text.includes(pairs[Math.min(i, length - 1)]!)
  if (apart) return APART_WORTH
  let shared = 0
  for (let i = 0; i < length; i++) {
    if (text.includes(pairs[i]!)) shared++
    else if ((shared + length - i - 1) / length < PARTIAL_FLOOR) return 0
  }
  return (shared / length) * PARTIAL_WORTH
}

/** The overlapping pairs of characters of a wording, which is looked for in one text after another. */
const pairsOf = remembered(5000, (wanted) =>
  Array.from({ length: wanted.length - 1 }, (_, i) => wanted.slice(i, i + 2)),
)
