/** Gives the sections of a document from drafted headings: titles, spans, paths and unique locators. */
import type { Section, SectionKind } from '../domain/document.ts'
import { offsetIn, tidy } from './block.ts'
import type { HeadingCut } from './heading.ts'
import type { HeadingStyle } from './hierarchy.ts'
import type { Matter } from './matter.ts'

/** A heading whose place is known and whose extent is not yet. */
export interface Draft {
  readonly block: number
  readonly parent: number | null
  readonly level: number
  readonly style: HeadingStyle
  readonly key: string
  readonly cut: HeadingCut
}

const KINDS: Partial<Record<HeadingStyle, SectionKind>> = {
  part: 'part',
  chapter: 'chapter',
  section: 'section',
  article: 'article',
  box: 'box',
  'run-in': 'run-in',
}

/** `owners` names, block by block, the draft that the block heads or stands in. */
export function sectionsOf(
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
