/** Gives the sections of a document from its blocks: which block is a heading, of which level, under which other. */
import type { Section } from '../domain/document.ts'
import type { Block } from './block.ts'
import { bodyOnly, cutHeading, type HeadingCut, holdsItsOwnText } from './heading.ts'
import { fixedLevel, type HeadingStyle, rankOf } from './hierarchy.ts'
import type { Matter } from './matter.ts'
import type { HeadingNumber, Style } from './numbering.ts'
import { runInHeadings, runInTitle } from './run-in.ts'
import { type Draft, sectionsOf } from './sections.ts'

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
  const sections = sectionsOf(matter, drafts, owners)
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
