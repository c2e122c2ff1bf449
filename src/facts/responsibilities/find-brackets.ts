/** Where responsibility brackets stand in a paragraph: (…负责), 【责任单位：…】, and lines that begin with 责任单位：. */
import type { BodyTable } from '../../bodies/table.ts'
import { readBracket } from './bracket.ts'

export interface BracketRange {
  /** The bracket with its marks, and its inside. */
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  /** True where a plain list of bodies counts: at the end of a sentence. */
  readonly loose: boolean
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '【': '】', '[': ']', '〔': '〕', '{': '}' }
const WORD = /负责|牵头|配合|参与|参加|责任|落实|分工|单位[::]|部门[::]|会同|承办|主办|协办|实施/
const LINE = /^(?:\d+[.、])?(?:(?:总)?牵头|责任|主办|承办|落实|配合|主要责任|实施)(?:单位|部门|处室|主体)[::]/

export function findBrackets(text: string, table: BodyTable): BracketRange[] {
  const found: BracketRange[] = []
  for (let start = 0; start < text.length; start++) {
    const closing = PAIRS[text[start]!]
    if (closing === undefined) continue
    const end = closeOf(text, start, closing)
    if (end < 0) continue
    const inside = text.slice(start + 1, end)
    const loose = endsSentence(text, start, end)
    const range = { start, end: end + 1, from: start + 1, to: end, loose }
    if (
      inside.length <= 600 &&
      (WORD.test(inside) || loose) &&
      readBracket(text, range.from, range.to, table, loose)
    ) {
      found.push(range)
      start = end
    }
  }
  if (found.length > 0) return found
  // Without a bracket the line itself may be the statement, at the paragraph's start or after its last stop.
  for (const at of [0, ...[...text.matchAll(/[。;]/g)].map((stop) => stop.index + 1)]) {
    if (!LINE.test(text.slice(at, at + 16))) continue
    const to = text.length
    if (readBracket(text, at, to, table, false)) return [{ start: at, end: to, from: at, to, loose: false }]
  }
  return []
}

function closeOf(text: string, start: number, closing: string): number {
  const opening = text[start]!
  let depth = 0
  for (let i = start; i < text.length; i++) {
    if (text[i] === opening) depth++
    else if (text[i] === closing && --depth === 0) return i
  }
  return -1
}

/** A list of bodies without a word of responsibility counts only after a full stop, at the end of the paragraph. */
function endsSentence(text: string, start: number, end: number): boolean {
  return /[。;!]$/.test(text.slice(0, start)) && /^[。;.]?$/.test(text.slice(end + 1, end + 3))
}
