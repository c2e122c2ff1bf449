/** Joins the lines of laid-out pages to paragraphs: by indents, full lines, gaps and sizes, over the ends of pages. */
import type { Tally, TextBlock } from '../block.ts'
import { joinLines } from '../clean-text.ts'
import type { TextLine } from './page.ts'

/** Margins of the text in which a line stands, and the distance of its lines. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly pitch: number
}

/** Lines that may belong together: those of one column or page, and where the next page goes on. */
export interface FramedLine {
  readonly line: TextLine
  readonly frame: Frame
  /** True where a table or another column stands between this line and the one before. */
  readonly apart: boolean
}

const NUMBERED =
  /^(?:第[一二三四五六七八九十百零\d]+[编篇章节条]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．.](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%％年月万亿])|[①-⑳●•◆■▪—]|附件\s*[\d一二三四五六七八九十]*\s*[：:]?\s*$|专栏\s*\d)/
/** Lines whose text hangs behind its number on the lines below. */
const HANGING =
  /^(?:附件[\s\d一二三四五六七八九十]*[：:]|\d{1,2}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|注[\d]*[：:])/
/** Distance of lines in official documents (28 points for 16), in sizes, and a little more. */
const WIDEST_PITCH = 1.9
const STOP = /[。；：！？;:!?][”’」』）)]?$/
const LEADERS = /[.．·・•…]{6,}\s*\d*\s*$/

export function paragraphsOf(lines: readonly FramedLine[], tally: Tally): TextBlock[] {
  const blocks: TextBlock[] = []
  let text = ''
  let marks: { offset: number; page: number }[] = []
  let first: FramedLine | null = null
  const close = () => {
    if (text !== '') blocks.push({ kind: 'text', text, pages: marks })
  }
  lines.forEach((framed, index) => {
    const before = lines[index - 1]
    const { line } = framed
    if (!before || !first || !goesOn(text, first, before, framed, lines[index + 1])) {
      close()
      text = line.text
      marks = [{ offset: 0, page: line.page }]
      first = framed
      return
    }
    const hyphen = /[a-z]-$/.test(text) && /^[a-z]/.test(line.text)
    if (hyphen) tally.leave('hyphen', '-')
    const joined = hyphen ? text.slice(0, -1) + line.text : joinLines(text, line.text)
    if (before.line.page !== line.page)
      marks.push({ offset: joined.length - line.text.length, page: line.page })
    text = joined
  })
  close()
  return blocks
}

/** True when `next` belongs to the paragraph `text`, which began with `first` and ends, so far, with `last`. */
function goesOn(
  text: string,
  first: FramedLine,
  last: FramedLine,
  next: FramedLine,
  after: FramedLine | undefined,
): boolean {
  const a = last.line
  const b = next.line
  const size = Math.max(a.size, b.size)
  if (next.apart || Math.abs(a.size - b.size) > 0.15 * size || LEADERS.test(a.text)) return false
  const samePage = a.page === b.page
  const distance = b.baseline - a.baseline
  const { frame } = next
  // Where paragraphs are indented, lines of one may stand further apart than those of lists on the same page.
  const isIndented = first.line.left - first.frame.left > 1.2 * size
  const farthest = Math.max(1.45 * frame.pitch, isIndented ? WIDEST_PITCH * size : 0)
  if (samePage && (distance > farthest || distance < 0)) return false
  const shift = frame.left - last.frame.left
  const indent = b.left - frame.left
  // Signatures and dates stand at the right.
  if (a.left - last.frame.left > 0.42 * (last.frame.right - last.frame.left)) return false
  if (isOpen(text) && !NUMBERED.test(b.text)) return true
  // Lines of a title are broken by hand; shorter ones are lines of their own.
  if (isCentred(a, last.frame) && isCentred(b, frame))
    return (
      a.right - a.left >= 0.72 * (frame.right - frame.left) && !STOP.test(a.text) && !NUMBERED.test(b.text)
    )
  if (isCentred(b, frame) && !isFull(a, last.frame, b)) return false
  if (!isFull(a, last.frame, b)) return false
  if (NUMBERED.test(b.text) && (STOP.test(a.text) || indent > 1.2 * size)) return false
  const isFirst = first === last
  if (indent > 1.2 * size) {
    // A block that is indented as a whole: its second line stands where its first one does, or hangs.
    const stepped = b.left - shift - first.line.left
    if (isFirst && Math.abs(stepped) <= 0.5 * size && isBlock(b, after)) return !STOP.test(a.text)
    if (isFirst)
      return stepped < -0.8 * size || (HANGING.test(a.text) && stepped > 0.5 * size && stepped < 6 * size)
    return Math.abs(b.left - shift - a.left) <= 0.6 * size
  }
  // Lines without an indent follow each other; a full line that ends a sentence may close a paragraph in block style.
  return !(
    STOP.test(a.text) &&
    isFirst &&
    Math.abs(b.left - shift - a.left) <= 0.3 * size &&
    samePage &&
    distance > 1.2 * frame.pitch
  )
}

/** The next line would not have fitted its first character: Chinese lines end at most two characters short. */
function isFull(line: TextLine, frame: Frame, next: TextLine): boolean {
  const word = /^[\dA-Za-z.,%+\-/()]+/.exec(next.text)?.[0] ?? ''
  const needed =
    Math.max(1.1, Math.min(word.length, 24) * 0.55 + 0.3) + (/^[“‘（《〈【〔"'(]/.test(next.text) ? 1 : 0)
  return line.right >= frame.right - (needed + 0.9) * line.size
}

function isCentred(line: TextLine, { left, right }: Frame): boolean {
  const before = line.left - left
  const behind = right - line.right
  return before > 1.3 * line.size && Math.abs(before - behind) < 0.6 * Math.min(before, 2 * line.size)
}

/** A title that is longer was not closed by mistake. */
const LONGEST_OPEN = 60

/** True where a title or bracket was opened and not closed: a line break cannot end the paragraph. */
function isOpen(text: string): boolean {
  const end = text.slice(-LONGEST_OPEN)
  // Some close a quotation by the mark that opens it.
  const quotes = (end.match(/“/g) ?? []).length - (end.match(/”/g) ?? []).length
  return (/《[^》]*$/.test(end) || (/“[^”]*$/.test(end) && quotes % 2 === 1)) && !/[。；]$/.test(text)
}

/** True where the third line still keeps the indent of the second. */
function isBlock(line: TextLine, after: FramedLine | undefined): boolean {
  return after === undefined || Math.abs(after.line.left - line.left) <= 0.5 * line.size
}

/** Margins and pitch of a set of lines. */
export function frameOf(lines: readonly TextLine[]): Frame {
  const size = middle(lines.map((line) => line.size)) || 10
  const gaps = lines.slice(1).flatMap((line, index) => {
    const gap = line.baseline - lines[index]!.baseline
    return gap > 0.8 * size && gap < 4 * size ? [gap] : []
  })
  const left = crowded(
    lines.map((line) => line.left),
    size,
    -1,
  )
  const right = crowded(
    lines.map((line) => line.right),
    size,
    1,
  )
  return { left, right, pitch: lowMiddle(gaps) || 1.6 * size }
}

/** The outermost place where several lines begin or end. */
function crowded(places: readonly number[], size: number, side: 1 | -1): number {
  const least = Math.max(2, 0.06 * places.length)
  const sorted = [...places].sort((a, b) => side * (b - a))
  for (const place of sorted) {
    if (places.filter((other) => Math.abs(other - place) <= 0.6 * size).length >= least) return place
  }
  return sorted[0] ?? 0
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Distances within paragraphs are the smaller ones. */
function lowMiddle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.4)] ?? 0
}
