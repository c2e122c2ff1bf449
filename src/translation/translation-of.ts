/** The English of a quotation: every aligned piece that it reaches into. */
import { overlaps, type Span } from '../domain/span.ts'
import type { AlignedPiece, Translation } from '../domain/translation.ts'

/** In the order of the source; empty where the span lies between pieces. */
export function piecesOf({ pieces }: Translation, span: Span): readonly AlignedPiece[] {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle]!.span.end <= span.start) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < pieces.length && overlaps(pieces[end]!.span, span)) end++
  return pieces.slice(low, end)
}

/** Joined by spaces; empty where the translation says nothing of it. */
export function translationOf(translation: Translation, span: Span): string {
  return piecesOf(translation, span)
    .map(({ english }) => english)
    .filter(Boolean)
    .join(' ')
}
