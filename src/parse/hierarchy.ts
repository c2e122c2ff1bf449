/** Gives a heading style's place in the hierarchy: what it closes, and the level that the contract names for it. */
import type { Style } from './numbering.ts'

export type HeadingStyle = Style | 'run-in'

/** Place in the hierarchy: a heading closes all open headings of its rank and below. */
export function rankOf(style: HeadingStyle, depth: number): number {
  if (style === 'decimal') return 3 + depth
  const ranks: Record<Exclude<HeadingStyle, 'decimal'>, number> = {
    part: 0, chapter: 1, section: 2, article: 3, han: 4, hanParen: 5, digit: 7, box: 7, 'run-in': 7,
    digitParen: 8, boxItem: 8, digitHalf: 9, circled: 10,
  } // biome-ignore format: one line a group
  return ranks[style]
}

/** Level that a heading has at least; under a 章 or 节 that already took it, one more than that. */
export function fixedLevel(style: HeadingStyle, depth: number): number {
  if (style === 'decimal') return depth
  const levels: Record<Exclude<HeadingStyle, 'decimal'>, number> = {
    part: 0, chapter: 1, section: 2, article: 3, han: 1, hanParen: 2, digit: 3, box: 3, 'run-in': 3,
    digitParen: 4, boxItem: 4, digitHalf: 4, circled: 5,
  } // biome-ignore format: one line a group
  return levels[style]
}
