/** Gives the sections of a document from its blocks: which block is a heading, of which level, under which other. */
import type { Section, SectionKind } from '../domain/document.ts'
import { type Block, offsetIn, tidy } from './block.ts'
import { bodyOnly, cutHeading, type HeadingCut, holdsItsOwnText } from './heading.ts'
import type { Matter } from './matter.ts'
import type { HeadingNumber, Style } from './numbering.ts'
import { runInHeadings, runInTitle } from './run-in.ts'

type HeadingStyle = Style | 'run-in'

/** A block with its place in the outline. */
export interface Placed extends Matter {
  /** Section that this block is the heading of, or stands in. */
  readonly section: number | null
  readonly heads: boolean
  /** Index into the block's text at which its body starts. */
  readonly bodyStart: number
  /** Number of a list item inside an article (项, 目), which is no heading. */
  readonly item: HeadingNumber | null
}

export interface Outline {
  readonly sections: readonly Section[]
  readonly placed: readonly Placed[]
}

interface Draft {
  readonly block: number
  readonly parent: number | null
  readonly level: number
  readonly style: HeadingStyle
  readonly key: string
  readonly cut: HeadingCut
}

/** Place in the hierarchy: a heading closes all open headings of its rank and below. */
function rankOf(style: HeadingStyle, depth: number): number {
  if (style === 'decimal') return 3 + depth
  const ranks: Record<Exclude<HeadingStyle, 'decimal'>, number> = {
    part: 0, chapter: 1, section: 2, article: 3, han: 4, hanParen: 5, digit: 7, box: 7, 'run-in': 7,
    digitParen: 8, boxItem: 8, digitHalf: 9, circled: 10,
  } // biome-ignore format: one line a group
  return ranks[style]
}

/** Level that a heading has at least; under a 章 or 节 that already took it, one more than that. */
function fixedLevel(style: HeadingStyle, depth: number): number {
  if (style === 'decimal') return depth
  const levels: Record<Exclude<HeadingStyle, 'decimal'>, number> = {
    part: 0, chapter: 1, section: 2, article: 3, han: 1, hanParen: 2, digit: 3, box: 3, 'run-in': 3,
    digitParen: 4, boxItem: 4, digitHalf: 4, circled: 5,
  } // biome-ignore format: one line a group
  return levels[style]
}

const KINDS: Partial<Record<HeadingStyle, SectionKind>> = {
  part: 'part',
  chapter: 'chapter',
  section: 'section',
  article: 'article',
  box: 'box',
  'run-in': 'run-in',
}
/** Ends an article: what is numbered otherwise inside it belongs to its paragraphs. */
const ABOVE_ARTICLES: ReadonlySet<Style> = new Set<Style>(['part', 'chapter', 'section', 'article', 'box'])

export function outlineOf(matter: readonly Matter[]): Outline {
  const runIns = runInHeadings(matter)
  const drafts: Draft[] = []
  const open: { draft: number; rank: number }[] = []
  const heads = new Map<number, number>()
  const owners: (number | null)[] = []
  const items = new Map<number, HeadingNumber>()
  let inArticle = false
  /** Last 1. 2. 3. inside the open box; null outside of boxes. */
  let inBox: number | null = null
  matter.forEach(({ block, role }, index) => {
    const { number } = block
    if (role === 'signature') inArticle = false
    const written: HeadingStyle | null = number?.style ?? (runIns.has(index) ? 'run-in' : null)
    const countsInBox = written === 'digit' && inBox !== null && number?.value === inBox + 1
    const style: HeadingStyle | null = countsInBox ? 'boxItem' : written
    if (role !== 'body' || !style) {
      owners.push(
        role === 'body' || role === 'table' || role === 'wrapper' ? (open.at(-1)?.draft ?? null) : null,
      )
      return
    }
    if (inArticle && !(number && ABOVE_ARTICLES.has(number.style))) {
      if (number) items.set(index, number)
      owners.push(open.at(-1)?.draft ?? null)
      return
    }
    inArticle = style === 'article'
    if (countsInBox) inBox = number?.value ?? null
    else if (style === 'box') inBox = 0
    else if (rankOf(style, number?.depth ?? 0) <= rankOf('box', 0)) inBox = null
    const rank = rankOf(style, number?.depth ?? 0)
    while (open.length > 0 && open.at(-1)!.rank >= rank) open.pop()
    const parent = open.at(-1)?.draft ?? null
    const level = Math.max(
      fixedLevel(style, number?.depth ?? 0),
      parent === null ? 0 : drafts[parent]!.level + 1,
    )
    const cut = style === 'run-in' ? runInCut(block) : cutHeading(block)
    heads.set(index, drafts.length)
    open.push({ draft: drafts.length, rank })
    owners.push(drafts.length)
    drafts.push({ block: index, parent, level, style, key: number?.key ?? '', cut })
  })
  giveBareItemsTheirText(matter, drafts, owners)
  const sections = finish(matter, drafts, owners)
  const placed = matter.map((entry, index): Placed => {
    const own = heads.get(index)
    const bodyStart = own === undefined ? 0 : drafts[own]!.cut.bodyStart
    return {
      ...entry,
      section: owners[index]!,
      heads: own !== undefined,
      bodyStart,
      item: items.get(index) ?? null,
    }
  })
  return { sections, placed }
}

function runInCut(block: Block): HeadingCut {
  const end = runInTitle(block.text)?.end ?? 0
  return { titleStart: 0, titleEnd: end, headingEnd: end + 1, bodyStart: end + 1 }
}

/**
 * A list item without anything under it (1.营业执照复印件) is its own text: its body starts behind the number. A sentence
 * (1.对首次上规企业给予奖励。) gives up being a title.
 */
function giveBareItemsTheirText(
  matter: readonly Matter[],
  drafts: Draft[],
  owners: readonly (number | null)[],
): void {
  const filled = new Set(drafts.map((draft) => draft.parent))
  owners.forEach((owner, index) => {
    if (owner !== null && drafts[owner]!.block !== index && matter[index]!.role !== 'wrapper')
      filled.add(owner)
  })
  drafts.forEach((draft, index) => {
    const { text } = matter[draft.block]!.block
    if (filled.has(index) || draft.cut.bodyStart < text.length || !holdsItsOwnText(draft.style)) return
    const sentence = /[。！？；]$/.test(text)
    if (draft.style === 'han' && !sentence) return
    const cut = sentence
      ? bodyOnly(text, draft.cut.titleStart)
      : { ...draft.cut, bodyStart: draft.cut.titleStart }
    drafts[index] = { ...draft, cut }
  })
}

function finish(
  matter: readonly Matter[],
  drafts: readonly Draft[],
  owners: readonly (number | null)[],
): Section[] {
  const ends = sectionEnds(matter, drafts, owners)
  const used = new Map<string, number>()
  const sections: Section[] = []
  drafts.forEach((draft, index) => {
    const { block } = matter[draft.block]!
    const { cut } = draft
    const parent = draft.parent === null ? null : sections[draft.parent]!
    const title = tidy(block.text.slice(cut.titleStart, cut.titleEnd))
    const number = block.number?.printed ?? ''
    const start = block.span.start
    const end = cut.headingEnd > 0 ? offsetIn(block, cut.headingEnd, 'end') : start
    const printed = tidy(block.text.slice(0, Math.max(cut.titleEnd, 0))) || number
    sections.push({
      index,
      parent: draft.parent,
      level: draft.level,
      kind: KINDS[draft.style] ?? 'item',
      number,
      title,
      heading: { start, end },
      span: { start, end: ends[index]! },
      line: block.line,
      inline: cut.bodyStart < block.text.length,
      locator: unique(locatorOf(draft, parent, title), used),
      path: [...(parent?.path ?? []), printed],
    })
  })
  return sections
}

/** End of the last block that stands in each section or below it. */
function sectionEnds(
  matter: readonly Matter[],
  drafts: readonly Draft[],
  owners: readonly (number | null)[],
): number[] {
  const ends = drafts.map((draft) => matter[draft.block]!.block.span.end)
  owners.forEach((owner, index) => {
    if (owner !== null && matter[index]!.role !== 'wrapper')
      ends[owner] = Math.max(ends[owner]!, matter[index]!.block.span.end)
  })
  for (let index = drafts.length - 1; index >= 0; index--) {
    const { parent } = drafts[index]!
    if (parent !== null) ends[parent] = Math.max(ends[parent]!, ends[index]!)
  }
  return ends
}

function locatorOf(draft: Draft, parent: Section | null, title: string): string {
  if (draft.style === 'article' || draft.style === 'part') return draft.key || title
  if (draft.style === 'decimal') return draft.key
  if (draft.style === 'run-in') return `${parent?.locator ?? ''}·${title}`
  if (draft.style === 'boxItem') return `${parent?.locator ?? ''}·${draft.key}`
  const above = parent === null ? '' : parent.kind === 'part' ? `${parent.locator}·` : parent.locator
  return `${above}${/[0-9]$/.test(above) && /^[0-9]/.test(draft.key) ? '·' : ''}${draft.key}`
}

/** Numbering that restarts gives equal locators; the second one is marked ~2. */
function unique(locator: string, used: Map<string, number>): string {
  const count = (used.get(locator) ?? 0) + 1
  used.set(locator, count)
  return count === 1 ? locator : unique(`${locator}~${count}`, used)
}
