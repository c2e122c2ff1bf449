/** Tells whether a text was broken into lines of equal width (PDF text), and where such lines belong together. */
import type { Line } from '../text/lines.ts'
import { headingNumberOf } from './numbering.ts'

const SENTENCE_END = /[。！？；：:;!?…”）)》」』.]$/
const STOP_END = /[。！？；：;!?](?:[”’）)》」』])?$/
/** Columns of the first-line indent, which extraction drops: a first line is two Han characters shorter. */
const INDENT = 4
/** Justification moves a line's end by at most one Han character. */
const SLACK = 2
const SHORTEST_BODY = 24
const WIDEST_PAGE = 110

/**
 * Columns of the page for hard-wrapped text: most longer lines break off in mid-sentence, and their widths crowd at the
 * page's width (fewer than 110 columns). Null for other texts, where one line is one paragraph.
 */
export function pageWidthOf(lines: readonly Line[]): number | null {
  const long = lines.filter((line) => line.width >= SHORTEST_BODY && !/\.{6,}|…{3,}/.test(line.text))
  if (long.length < 8) return null
  // A page holds no line much wider than itself; one paragraph a line gives many.
  if (long.filter((line) => line.width > WIDEST_PAGE).length > 0.05 * long.length) return null
  const broken = long.filter((line) => !SENTENCE_END.test(line.text) && headingNumberOf(line.text) === null)
  if (broken.length < 0.4 * long.length) return null
  const widths = broken.map((line) => line.width).sort((a, b) => a - b)
  const middle = widths[widths.length >> 1]!
  const near = widths.filter((width) => Math.abs(width - middle) <= 0.2 * middle).length
  return near >= 0.6 * widths.length ? middle : null
}

/**
 * True when `next` carries on the paragraph whose last line is `last`. `widest` is the widest line of the paragraph so
 * far, `first` says that `last` is its only line, `after` is the line behind `next`. Boxes are set in smaller type, up to
 * a third more columns than the page; wider lines are glued ones and say nothing about the width.
 */
export function continues(
  last: Line,
  next: Line,
  after: Line | undefined,
  { widest, page, first }: { readonly widest: number; readonly page: number; readonly first: boolean },
): boolean {
  const full = Math.min(Math.max(widest, next.width), 1.35 * page)
  const missing = full - last.width - (first ? INDENT : 0)
  if (STOP_END.test(last.text)) {
    if (missing > SLACK) return false
    // A full line that ends a sentence: the paragraph goes on unless the next line is indented.
    const indented =
      after !== undefined && after.width - next.width >= INDENT - 1 && next.width + INDENT >= full - SLACK
    return !indented
  }
  return last.width >= 0.7 * full
}
