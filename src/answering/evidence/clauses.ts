/** Clauses of a folded text, each with its closing mark. */
import type { Span } from '../../domain/span.ts'

const OPENS = '(“《「『'
const CLOSES = ')”》」』'
const ENDS = ',;。:，；：'
/** A time or place that opens a sentence is no clause of its own: 到2025年, */
const ADVERBIAL = /^(?:到|至|在|自|从|力争)?[^,，]{0,12}(?:年底?前?|期间|以来|之前|前)[,，]$/

/** Marks inside brackets and between digits end none; an opening adverbial stays with what it modifies. */
export function clausesOf(text: string): Span[] {
  const clauses: Span[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!
    if (OPENS.includes(unit)) depth++
    else if (CLOSES.includes(unit)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && ENDS.includes(unit)) {
      if (/\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? '')) continue
      if (ADVERBIAL.test(text.slice(from, i + 1))) continue
      clauses.push({ start: from, end: i + 1 })
      from = i + 1
    }
  }
  if (from < text.length) clauses.push({ start: from, end: text.length })
  return clauses
}
