/** Finds run-in titles: a short sentence that opens a paragraph and names its task (加强安全保障。加强智能制造…). */

import { tidy } from './block.ts'
import { cutHeading } from './heading.ts'
import type { Matter } from './matter.ts'
import type { Style } from './numbering.ts'
import { isPrincipleTitle } from './words.ts'

/** No comma, no figure, no quotation mark of a title: a name, and not a statement. */
/** 一是… 二是… and 首先… count arguments in prose. */
const RUN_IN =
  /^(?!.{1,3}是|首先|其次|再次|最后|同时|此外)([^，,。；;：:！？!?、（(《》0-9０-９\s][^，,。；;：:！？!?《》0-9０-９]{3,19})。(?=\S)/
const SHORTEST_REST = 12
const GROUP = 3
const SMALL_GROUP = 2

/** A dash or bullet before a title (——供给能力明显增强。…). */
const BULLET = /^(?:——|--|[●•◆■▪★※])\s*/

/** Where the run-in title that opens the text starts and ends (without its stop); null where there is none. */
export function runInTitle(text: string): { readonly start: number; readonly end: number } | null {
  const start = BULLET.exec(text)?.[0].length ?? 0
  const match = RUN_IN.exec(text.slice(start))
  if (!match || text.length - start - match[0].length < SHORTEST_REST) return null
  return { start, end: start + match[1]!.length }
}

/**
 * Indices of the blocks whose run-in title is a heading. Titles are headings where they are siblings (three in a section,
 * or two where the document does so elsewhere), make up half of the section's paragraphs at least, and stand under a
 * heading that no numbered heading divides and that states tasks: under 原则 or 目标 they only name principles.
 */
export function runInHeadings(matter: readonly Matter[]): Set<number> {
  const groups = groupsUnderHeadings(matter)
  const regular = groups.filter((group) => 2 * group.titled.length >= group.paragraphs)
  const usual = regular.some((group) => group.titled.length >= GROUP)
  const least = usual ? SMALL_GROUP : GROUP
  return new Set(regular.filter((group) => group.titled.length >= least).flatMap((group) => group.titled))
}

interface Group {
  readonly titled: number[]
  paragraphs: number
}

const DIVIDED_BY: ReadonlySet<Style> = new Set<Style>([
  'han',
  'hanParen',
  'chapter',
  'section',
  'part',
  'decimal',
])
const BOXES: ReadonlySet<Style> = new Set<Style>(['box', 'boxItem'])

function groupsUnderHeadings(matter: readonly Matter[]): Group[] {
  const groups: Group[] = []
  let group: Group | null = null
  let inBox = false
  matter.forEach(({ block, role }, index) => {
    if (role !== 'body') return
    const style = block.number?.style
    if (style && BOXES.has(style)) {
      inBox = true
      return
    }
    if (style) {
      inBox = false
      // A finer numbered heading divides its section: what stood above it is an introduction.
      if (!DIVIDED_BY.has(style)) {
        if (group) groups.splice(groups.indexOf(group), 1)
        group = null
        return
      }
      const cut = cutHeading(block)
      const title = tidy(block.text.slice(cut.titleStart, cut.titleEnd))
      group =
        isPrincipleTitle(title) || cut.bodyStart < block.text.length ? null : { titled: [], paragraphs: 0 }
      if (group) groups.push(group)
      return
    }
    if (!group) return
    const titled = runInTitle(block.text)?.start === 0
    if (titled) group.titled.push(index)
    if (titled || !inBox) group.paragraphs++
    if (titled) inBox = false
  })
  return groups
}
