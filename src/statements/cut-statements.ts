/** Gives the stretches of a paragraph that each read as one statement: its sentences, cut once more at top-level semicolons. */
import type { Paragraph } from '../domain/document.ts'
import type { Span } from '../domain/span.ts'
import { trimSpan } from '../text/lines.ts'
import { toSource, viewOf } from '../text/view.ts'

export interface Cut {
  readonly span: Span
  readonly kind: 'sentence' | 'responsibility'
}

const OPENERS = '(“‘《「『【〔['
const CLOSERS = ')”’》」』】〕]'
/** A part shorter than this says nothing alone and stays with its neighbour. */
const SHORTEST = 6

/**
 * Official documents join parallel duties, cases and measures by semicolons (GB/T 15834, 4.6), each of which can be asked
 * for alone. A semicolon inside quotes or brackets joins parts of a name or an aside and cuts nothing.
 */
export function cutStatements(source: string, paragraph: Paragraph): Cut[] {
  return paragraph.sentences.flatMap(({ span, kind }): Cut[] =>
    kind === 'responsibility'
      ? [{ span, kind }]
      : partsOf(source, span, paragraph.gaps).map((part) => ({ span: part, kind: 'sentence' })),
  )
}

function partsOf(source: string, span: Span, gaps: readonly Span[]): Span[] {
  const view = viewOf(source, span, gaps)
  const parts: Span[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < view.text.length; i++) {
    const unit = view.text[i]!
    if (OPENERS.includes(unit)) depth++
    else if (CLOSERS.includes(unit)) depth = Math.max(0, depth - 1)
    else if (unit === ';' && depth === 0 && i + 1 - from >= SHORTEST && view.text.length - i > SHORTEST) {
      parts.push(toSource(view, from, i + 1))
      from = i + 1
    }
  }
  if (from < view.text.length) parts.push(toSource(view, from, view.text.length))
  return parts.map((part) => trimSpan(source, part)).filter(({ start, end }) => end > start)
}
