/** The stretches of a statement that are the answer, from a logit for each of its tokens. */
import type { Span } from '../domain/span.ts'

export interface TokenLogits {
  /** UTF-16 offsets into the statement's text. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly logits: ArrayLike<number>
}

/** What joins two parts of one answer: punctuation, blanks. */
const JOINT = /^[\p{P}\p{Z}\s]*$/u
/** What an answer neither starts nor ends with. */
const EDGE_START = /^[\s，。；：、！？,;:!?]+/
const EDGE_END = /[\s，。；：、！？,.;:!?]+$/

/**
 * Tokens above `threshold` (a logit), joined over a gap of punctuation or of one token, without blanks and punctuation at
 * the edges. In order, disjoint, never empty.
 */
export function answerSpans(text: string, tokens: TokenLogits, threshold: number): Span[] {
  const spans: { start: number; end: number; last: number }[] = []
  for (let i = 0; i < tokens.starts.length; i++) {
    if (tokens.logits[i]! < threshold) continue
    const start = tokens.starts[i]!
    const end = tokens.ends[i]!
    const before = spans.at(-1)
    if (before && (i - before.last <= 2 || JOINT.test(text.slice(before.end, start)))) {
      before.end = Math.max(before.end, end)
      before.last = i
    } else {
      spans.push({ start, end, last: i })
    }
  }
  return spans.map((span) => trim(text, span)).filter(({ start, end }) => end > start)
}

function trim(text: string, { start, end }: Span): Span {
  const own = text.slice(start, end)
  const left = EDGE_START.exec(own)?.[0].length ?? 0
  const right = EDGE_END.exec(own.slice(left))?.[0].length ?? 0
  return { start: start + left, end: end - right }
}
