/** Gives the lines of a source text, trimmed of white space, each with its span, number and printed width. */
import type { Span } from '../domain/span.ts'
import { entityAt, entityBefore } from './entities.ts'

export interface Line {
  /** 1-based line of the source text. */
  readonly number: number
  /** Span without leading and trailing white space (ideographic spaces included). */
  readonly span: Span
  readonly text: string
  /** Printed width in half-width columns: a Han character counts 2, ASCII 1, blanks 0. */
  readonly width: number
}

const BLANK = /[\s\u3000\u00a0\u200b\ufeff]/

/** Lines that hold more than white space, in order. */
export function linesOf(source: string): Line[] {
  const lines: Line[] = []
  let number = 0
  for (let from = 0; from <= source.length; ) {
    number++
    const found = source.indexOf('\n', from)
    const to = found < 0 ? source.length : found
    const span = trimSpan(source, { start: from, end: to })
    if (span.end > span.start) {
      const text = source.slice(span.start, span.end)
      lines.push({ number, span, text, width: widthOf(text) })
    }
    from = to + 1
  }
  return lines
}

/** The span without white space at its ends; empty at its start when it holds nothing else. */
export function trimSpan(source: string, span: Span): Span {
  let { start, end } = span
  for (let blank = 1; start < end && blank > 0; start += blank)
    blank = BLANK.test(source[start]!) ? 1 : entityAt(source, start)
  for (let blank = 1; end > start && blank > 0; end -= blank)
    blank = BLANK.test(source[end - 1]!) ? 1 : entityBefore(source, end)
  return { start, end }
}

/** Offsets at which lines start, for `lineAt`. */
export function lineStartsOf(source: string): number[] {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** 1-based line on which the offset stands; `starts` from `lineStartsOf`. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle
  }
  return low + 1
}

export function widthOf(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x20 || code === 0x3000 || code === 0xa0 || code === 9) continue
    width += code < 0x0250 ? 1 : 2
  }
  return width
}
