/** Cuts a numbered or run-in block into heading and body: 一、总体要求 | （一）强化统筹协调。加强部门协同… | 第一条 为了… */
import type { Block } from './block.ts'
import { STYLES, type Style } from './numbering.ts'
import { isResponsibility } from './words.ts'

/** Where the heading of a block ends and its body starts, as indices into `block.text`. */
export interface HeadingCut {
  readonly titleStart: number
  readonly titleEnd: number
  /** End of the printed heading, its closing stop included. */
  readonly headingEnd: number
  /** Start of the body; equals the text's length when there is none. */
  readonly bodyStart: number
}

/** A figure with its unit, or a year by which: a statement, and no name. */
const FIGURE = /[0-9０-９](?:[%％‰]|[万亿]|个|家|项|座|公里|元|吨|亩|户|套|台|辆)|[到至][0-9０-９]{4}年/
const LONGEST_TITLE = 45
const LONGEST_LABEL = 16
const LONGEST_LINE_TITLE = 60

/** Titles that follow by form alone: 章, 节, 编, 专栏 and 01 lines are headings whole. */
const WHOLE: ReadonlySet<Style> = new Set<Style>(['part', 'chapter', 'section', 'box', 'boxItem'])

/**
 * The cut of a numbered block. A heading that is itself a statement, because it holds a figure or because nothing but a
 * responsibility bracket follows it, is title and body at once: its body starts behind the number.
 */
export function cutHeading(block: Block): HeadingCut {
  const cut = cutByForm(block)
  if (cut.titleEnd <= cut.titleStart || cut.bodyStart >= block.text.length) return cut
  const title = block.text.slice(cut.titleStart, cut.titleEnd)
  const states = FIGURE.test(title) || isBracketOnly(block.text.slice(cut.bodyStart))
  return states ? { ...cut, bodyStart: cut.titleStart } : cut
}

function isBracketOnly(text: string): boolean {
  const bracket = /^\s*[（(【[](.{2,600})[）)】\]][。；;]?\s*$/s.exec(text)
  return bracket !== null && isResponsibility(bracket[1]!)
}

function cutByForm(block: Block): HeadingCut {
  const { text, number } = block
  const start = number?.length ?? 0
  if (number?.style === 'article') return articleCut(text, start)
  const stop = firstStop(text, start)
  const rest = text.slice(start)
  if (number && WHOLE.has(number.style) && (stop < 0 || stop === text.length - 1))
    return whole(text, start, stop)
  if (stop >= 0 && stop < text.length - 1) {
    if (stop - start <= LONGEST_TITLE && /[。！？]/.test(text[stop]!)) {
      return { titleStart: start, titleEnd: stop, headingEnd: stop + 1, bodyStart: stop + 1 }
    }
    const label = labelEnd(text, start)
    return label < 0
      ? bodyOnly(text, start)
      : { titleStart: start, titleEnd: label, headingEnd: label + 1, bodyStart: label + 1 }
  }
  const label = labelEnd(text, start)
  if (label >= 0 && (text.length - label > 12 || (stop >= 0 && stop > label + 1))) {
    return { titleStart: start, titleEnd: label, headingEnd: label + 1, bodyStart: label + 1 }
  }
  const limit = stop < 0 ? LONGEST_LINE_TITLE : LONGEST_TITLE
  return rest.length > limit || /；$/.test(text) ? bodyOnly(text, start) : whole(text, start, stop)
}

/** The whole text behind the number as body: an item that is a sentence and no title. */
export function bodyOnly(text: string, start: number): HeadingCut {
  return { titleStart: start, titleEnd: start, headingEnd: start, bodyStart: Math.min(start, text.length) }
}

function whole(text: string, start: number, stop: number): HeadingCut {
  const closes = stop === text.length - 1 && stop >= 0
  const titleEnd = closes ? stop : /[：:]$/.test(text) ? text.length - 1 : text.length
  return {
    titleStart: start,
    titleEnd: Math.max(start, titleEnd),
    headingEnd: text.length,
    bodyStart: text.length,
  }
}

/** 第一条 【目的】为了…, 第一条（目的依据）为了…: a bracketed title; otherwise articles have none. */
function articleCut(text: string, start: number): HeadingCut {
  const titled = /^[【〔[（(]([^】〕\])）。，]{2,20})[】〕\])）]\s*/.exec(text.slice(start))
  if (!titled) return bodyOnly(text, start)
  const end = start + titled[0].length
  return { titleStart: start + 1, titleEnd: start + 1 + titled[1]!.length, headingEnd: end, bodyStart: end }
}

/** Index of the first sentence stop outside brackets and quotes, or -1. */
function firstStop(text: string, from: number): number {
  let depth = 0
  const limit = Math.min(text.length, from + 400)
  for (let i = from; i < limit; i++) {
    const character = text[i]!
    if ('（(“《「【'.includes(character)) depth++
    else if ('）)”》」】'.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && '。！？；'.includes(character)) return i
  }
  return limit < text.length ? limit : -1
}

/** Index of a colon that closes a short label (工作目标：到2025年…), or -1. */
function labelEnd(text: string, from: number): number {
  const label = /^[^，,。；：:（(]{2,}?[：:]/.exec(text.slice(from, from + LONGEST_LABEL + 1))
  return label ? from + label[0].length - 1 : -1
}

/** Styles whose section would be empty without their own text: a list item, where a 章 may stay bare. */
export function holdsItsOwnText(style: Style | 'run-in'): boolean {
  return style === 'run-in' || STYLES.indexOf(style) >= STYLES.indexOf('han')
}
