/**
 * A view of a stretch of source text in which both punctuation widths, compatibility characters and hard line breaks
 * look alike, with the way back: every view character knows the source code units that it came from.
 *
 * Full-width ASCII and compatibility characters are folded by NFKC (`（`→`(`, `％`→`%`, `㎡`→`m2`, `㈠`→`(一)`); Chinese
 * punctuation without an ASCII twin (。、《》“”〔〕) stays. White space is dropped beside Han and CJK punctuation
 * (`到 2025 年` → `到2025年`) and collapsed to one space elsewhere. Gaps (line joints, page numbers) are left out.
 */
import type { Span } from '../domain/span.ts'

export interface TextView {
  readonly text: string
  /** Source offset at which the source of view character i starts. */
  readonly starts: readonly number[]
  /** Source offset at which the source of view character i ends. */
  readonly ends: readonly number[]
}

const CJK = /[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff65“”‘’…—]/
const SPACE = /[\s\u3000\u00a0\u200b\ufeff]/

/** The folded view of `source.slice(span.start, span.end)` without `gaps`. */
export function viewOf(source: string, span: Span, gaps: readonly Span[] = []): TextView {
  const characters: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let gap = 0
  let pendingSpace = -1
  const push = (text: string, start: number, end: number) => {
    for (let unit = 0; unit < text.length; unit++) {
      characters.push(text[unit]!)
      starts.push(start)
      ends.push(end)
    }
  }
  for (let i = span.start; i < span.end; ) {
    while (gap < gaps.length && gaps[gap]!.end <= i) gap++
    const here = gaps[gap]
    if (here && here.start <= i) {
      i = here.end
      continue
    }
    const character = String.fromCodePoint(source.codePointAt(i)!)
    const next = i + character.length
    if (SPACE.test(character)) {
      if (pendingSpace < 0) pendingSpace = i
      i = next
      continue
    }
    const before = characters.at(-1)
    if (pendingSpace >= 0 && before !== undefined && !CJK.test(before) && !CJK.test(character)) {
      push(' ', pendingSpace, i)
    }
    pendingSpace = -1
    const folded = character.length === 1 && character < '\u0080' ? character : foldCharacter(character)
    push(folded, i, next)
    i = next
  }
  return { text: characters.join(''), starts, ends }
}

/** Source span of view characters `[start, end)`; empty at the start of character `start` when the range is empty. */
export function toSource(view: TextView, start: number, end: number): Span {
  if (view.starts.length === 0) return { start: 0, end: 0 }
  const first = view.starts[Math.min(start, view.starts.length - 1)]!
  return end <= start ? { start: first, end: first } : { start: first, end: view.ends[end - 1]! }
}

/** What NFKC would turn into something of another use: dots into stops, and the number of an item (①) into a figure. */
const OWN_USE = /[…‥\u2460-\u24ff\u2776-\u2793]/

/** NFKC for one character, but for those of another use. */
function foldCharacter(character: string): string {
  if (OWN_USE.test(character)) return character
  return character.normalize('NFKC')
}
