/** Gives a long document in parts, which a browser lays out when they come into view, and the marks of each paragraph. */
import type { Paragraph } from '../../domain/document.ts'
import type { Span } from '../../domain/span.ts'

/** Characters of a part: a few screens, so that little is laid out that nobody looks at. */
const PART = 2500

/** The paragraphs in order, cut before a heading where one is near. */
export function readerParts(paragraphs: readonly Paragraph[]): readonly (readonly Paragraph[])[] {
  const parts: Paragraph[][] = []
  let characters = PART
  for (const paragraph of paragraphs) {
    if (characters >= (paragraph.role === 'heading' ? PART / 2 : PART)) {
      parts.push([])
      characters = 0
    }
    parts.at(-1)!.push(paragraph)
    characters += paragraph.span.end - paragraph.span.start
  }
  return parts
}

/** The marks that touch each paragraph, by its index, in their order. */
export function marksByParagraph<M extends Span>(
  paragraphs: readonly Paragraph[],
  marks: readonly M[],
): ReadonlyMap<number, readonly M[]> {
  const placed = new Map<number, M[]>()
  for (const mark of marks) {
    for (let i = firstEndingAfter(paragraphs, mark.start); i < paragraphs.length; i++) {
      const { index, span } = paragraphs[i]!
      if (span.start >= mark.end) break
      const known = placed.get(index)
      if (known) known.push(mark)
      else placed.set(index, [mark])
    }
  }
  return placed
}

/** Paragraphs follow each other in the text: the first that a mark from `at` on can touch. */
export function firstEndingAfter(paragraphs: readonly Paragraph[], at: number): number {
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (paragraphs[middle]!.span.end > at) high = middle
    else low = middle + 1
  }
  return low
}
