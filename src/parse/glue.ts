/** Splits lines in which a heading follows on the text before it, as extraction from PDF and web pages leaves them. */
import { type Line, trimSpan, widthOf } from '../text/lines.ts'
import { Expectation } from './expectation.ts'
import { type HeadingNumber, headingNumberOf, STYLES } from './numbering.ts'
import { isResponsibility } from './words.ts'

const HAN = '[一二三四五六七八九十百]{1,4}'
/** Where a number may stand inside a line. */
const MARKER = new RegExp(
  `${HAN}、|[（(]${HAN}[)）]|(?<![0-9０-９.．])[0-9０-９]{1,2}[.．](?![0-9０-９])|第(?:${HAN}|[0-9]{1,3})[编篇章节条]|专栏\\s*[0-9一二三四五六七八九十]`,
  'g',
)
const LONGEST_TITLE = 40
const LONGEST_BRACKET = 300
const BLANK = /[\s\u3000]/

interface Opening {
  readonly at: number
  readonly number: HeadingNumber | null
}

/**
 * The lines, cut before every heading that is due (its number follows the last of its style, or is 1) and that stands
 * behind a full stop, or right behind a coarser heading's short title (一、总体要求（一）指导思想…). In hard-wrapped text a
 * blank behind a full stop is a joint as well: Chinese sets none there.
 */
export function splitGluedLines(
  lines: readonly Line[],
  wrapped: boolean,
  untouched: (line: Line) => boolean,
): Line[] {
  const expected = new Expectation()
  return lines.flatMap((line) => {
    if (untouched(line)) return [line]
    const first = headingNumberOf(line.text)
    const own = first && expected.accepts(first, wrapped) ? first : null
    if (own) expected.note(own)
    const cuts = cutsOf(line.text, own, expected, wrapped)
    if (cuts.length === 0) return [line]
    return [0, ...cuts].map((from, index) => partOf(line, from, cuts[index] ?? line.text.length))
  })
}

function cutsOf(text: string, own: HeadingNumber | null, expected: Expectation, wrapped: boolean): number[] {
  const cuts: number[] = []
  let opening: Opening = { at: 0, number: own }
  for (const at of candidates(text, wrapped)) {
    if (at <= opening.at) continue
    const number = headingNumberOf(text.slice(at, at + 200))
    const behindStop =
      endsSentence(text, at) || (number !== null && opensTheFirst(text, at, number, expected))
    if (number && isHeadingStyle(number) && expected.isNext(number) && hasTitle(text, at, number)) {
      if (!behindStop && !followsTitle(text, opening, at, number)) continue
      expected.note(number)
      opening = { at, number }
      cuts.push(at)
    } else if (wrapped && behindStop && BLANK.test(text[at - 1]!) && /[\u3400-\u9fff]/.test(text[at]!)) {
      opening = { at, number: null }
      cuts.push(at)
    }
  }
  return cuts
}

/** Offsets inside the text at which a block could start, in order. */
function* candidates(text: string, wrapped: boolean): Generator<number> {
  const pattern = wrapped ? new RegExp(`(?<=[。！？][\\s\\u3000]+)\\S|${MARKER.source}`, 'g') : MARKER
  for (const match of text.matchAll(pattern)) if (match.index > 0) yield match.index
}

/** True when the text before `at` ends a sentence, or is a bracket that closed behind one. */
function endsSentence(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && BLANK.test(text[before]!)) before--
  const last = text[before] ?? ''
  if (last === '）' || last === ')') {
    const near = text.slice(Math.max(0, before - LONGEST_BRACKET), before)
    const open = Math.max(near.lastIndexOf('（'), near.lastIndexOf('('))
    return open >= 0 && isResponsibility(near.slice(open + 1))
  }
  return last !== '' && '。！？'.includes(last)
}

/** True for …现通知如下：一、…, where no 一、 has been read yet. */
function opensTheFirst(text: string, at: number, number: HeadingNumber, expected: Expectation): boolean {
  return (
    number.style === 'han' &&
    number.value === 1 &&
    /[：:]\s*$/.test(text.slice(Math.max(0, at - 4), at)) &&
    !expected.has(number)
  )
}

/** True for 一、总体要求|（一）…: a coarser heading with a short title ends here. */
function followsTitle(text: string, opening: Opening, at: number, number: HeadingNumber): boolean {
  if (!opening.number || rank(opening.number) >= rank(number)) return false
  const title = text.slice(opening.at + opening.number.length, at)
  return title.length >= 2 && title.length <= LONGEST_TITLE && !/[。！？；：:]/.test(title)
}

function rank(number: HeadingNumber): number {
  return STYLES.indexOf(number.style)
}

function isHeadingStyle(number: HeadingNumber): boolean {
  return ['part', 'chapter', 'section', 'article', 'han', 'hanParen', 'digit', 'box'].includes(number.style)
}

/** A title of two characters at least, which begins like one (2023年工作回顾 too). */
function hasTitle(text: string, at: number, number: HeadingNumber): boolean {
  return /^[\u3400-\u9fff“《A-Z0-9]{2}/.test(text.slice(at + number.length, at + number.length + 2))
}

function partOf(line: Line, from: number, to: number): Line {
  const { start, end } = trimSpan(line.text, { start: from, end: to })
  const text = line.text.slice(start, end)
  const span = { start: line.span.start + start, end: line.span.start + end }
  return { number: line.number, span, text, width: widthOf(text) }
}
