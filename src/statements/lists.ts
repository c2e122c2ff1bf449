/** Gives the list that a statement belongs to: the line that announces it and its items, told by their numbering. */
import type { Statement } from '../domain/statement.ts'

export interface StatementList {
  /** What the items complete: 有下列情形之一的，可以申请提取: ; null where the items stand under a heading alone. */
  readonly announcing: Statement | null
  /** First statement of each item. */
  readonly items: readonly Statement[]
}

/** The ways in which official documents number the items of a list. */
const STYLES: readonly RegExp[] = [
  /^\([一二三四五六七八九十]{1,3}\)/,
  /^\(\d{1,2}\)/,
  /^\d{1,2}[.、)](?!\d)/,
  /^[①-⑳]/,
  /^(?:——|--|[●•◆■▪])/,
  /^[一二三四五六七八九十]是/,
]
/** A line that leaves its sentence to the items below it. */
const ANNOUNCES = /[:：]$|(?:下列|以下|如下)[^。]*[。，,]?$/
/** Items of a list are sentences; parts with more statements than that each, or with paragraphs, are sections. */
const MOST_PER_ITEM = 2
const LONGEST_MEAN = 80

const styleOf = ({ text }: Statement) => STYLES.findIndex((style) => style.test(text))

/** The list of a statement that is an item or announces one; null for others. `all` are the document's statements. */
export function listOf(all: readonly Statement[], { index }: Statement): StatementList | null {
  const first = firstItem(all, index)
  if (first === null) return null
  const style = styleOf(all[first]!)
  const items: Statement[] = []
  let last = first
  let nested = false
  for (let at = first; at < all.length; at++) {
    const statement = all[at]!
    const own = styleOf(statement)
    if (own === style) {
      items.push(statement)
      last = at
    } else if (statement.kind === 'heading' || (own < 0 && statement.paragraph !== all[last]!.paragraph))
      break
    else if (own < 0) last = at
    else nested = true
  }
  const characters = items.reduce((sum, { text }) => sum + text.length, 0)
  if (items.length < 2 || characters > items.length * LONGEST_MEAN) return null
  if (last - first + 1 > items.length * MOST_PER_ITEM) return null
  const before = all[first - 1]
  const announcing = before && ANNOUNCES.test(before.text) ? before : null
  // Items that hold items of their own, and that nothing announces, are sections.
  if (nested && !announcing) return null
  return { announcing, items }
}

/** Place of the first item of the list that the statement at `index` is in or announces. */
function firstItem(all: readonly Statement[], index: number): number | null {
  const statement = all[index]!
  const next = all[index + 1]
  if (ANNOUNCES.test(statement.text) && next && styleOf(next) >= 0 && next.paragraph !== statement.paragraph)
    return index + 1
  let at = index
  // A further sentence of an item belongs to the item that opens its paragraph.
  while (at > 0 && styleOf(all[at]!) < 0 && all[at - 1]!.paragraph === statement.paragraph) at--
  const style = styleOf(all[at]!)
  if (style < 0) return null
  let first = at
  for (let back = at - 1; back >= 0; back--) {
    const earlier = all[back]!
    if (styleOf(earlier) === style) first = back
    else if (styleOf(earlier) < 0 && (earlier.kind === 'heading' || ANNOUNCES.test(earlier.text))) break
    else if (styleOf(earlier) < 0 && styleOf(firstOf(all, back)) !== style) break
  }
  return first
}

/** The statement that opens the paragraph of the one at `index`. */
function firstOf(all: readonly Statement[], index: number): Statement {
  let at = index
  while (at > 0 && all[at - 1]!.paragraph === all[index]!.paragraph) at--
  return all[at]!
}
