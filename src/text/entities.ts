/** White space that a web page wrote as a character entity (&emsp;), which copied documents hold as text. */
import type { Span } from '../domain/span.ts'

const SOURCE = '&(?:nbsp|emsp|ensp|thinsp|#(?:160|8194|8195|8201|12288)|#x(?:a0|200[239]|3000));'
const ALL = new RegExp(SOURCE, 'gi')
const FIRST = new RegExp(`^${SOURCE}`, 'i')
const LAST = new RegExp(`${SOURCE}$`, 'i')
const LONGEST = 8

/** Its entities in order. */
export function entitiesIn(source: string, span: Span): Span[] {
  return [...source.slice(span.start, span.end).matchAll(ALL)].map(({ 0: text, index }) => ({
    start: span.start + index,
    end: span.start + index + text.length,
  }))
}

/** Length of the entity at `at`, 0 where there is none. */
export function entityAt(source: string, at: number): number {
  return source[at] === '&' ? (FIRST.exec(source.slice(at, at + LONGEST))?.[0].length ?? 0) : 0
}

/** Length of the entity that ends before `end`, 0 where there is none. */
export function entityBefore(source: string, end: number): number {
  return source[end - 1] === ';'
    ? (LAST.exec(source.slice(Math.max(0, end - LONGEST), end))?.[0].length ?? 0)
    : 0
}
