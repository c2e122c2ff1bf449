/** Gives the blocks of laid-out pages in reading order: tables taken out, running lines dropped, paragraphs joined. */
import { type Block, countCharacters, type Tally } from '../block.ts'
import { columnGroups } from './columns.ts'
import { footnoteBlocks, footnoteLines } from './footnotes.ts'
import { framesOf } from './frames.ts'
import { continuesTable, joinedTable } from './join-tables.ts'
import { linesOfRuns } from './lines.ts'
import { openTables } from './open-tables.ts'
import type { PageContent, TextLine } from './page.ts'
import { type PageTable, partsOfPage, typicalSize } from './page-tables.ts'
import { type FramedLine, paragraphsOf } from './paragraphs.ts'
import { runningLines } from './running-heads.ts'

/** A line or a table, in the order of reading. */
type Item = { readonly line: TextLine; readonly group: number } | { readonly table: PageTable }

export interface LaidPage {
  readonly content: PageContent
  readonly groups: readonly (readonly TextLine[])[]
  readonly tables: readonly PageTable[]
  /** Middle of the gap between its two columns; null where it has one. */
  readonly gutter: number | null
}

export interface LaidBlocks {
  readonly blocks: readonly Block[]
  /** Characters that the pages hold, blanks not counted. */
  readonly characters: number
}

export function blocksOfPages(contents: readonly PageContent[], tally: Tally): LaidBlocks {
  const pages: LaidPage[] = []
  for (const content of contents) pages.push(layPage(content, pages.at(-1)?.gutter ?? null))
  const running = runningLines(
    pages.map(({ content, groups }) => ({
      page: content.page,
      height: content.height,
      lines: groups.flat().sort((a, b) => a.baseline - b.baseline),
    })),
  )
  for (const [line, reason] of running) tally.leave(reason, line.text)
  const size = typicalSize(contents.flatMap(({ runs }) => runs))
  const notes = new Set<TextLine>()
  for (const { content, groups } of pages) {
    const lines = groups.flat().filter((line) => !running.has(line))
    for (const line of groups.length === 1 ? footnoteLines(lines, size, content.height) : []) notes.add(line)
  }
  const kept = pages.map((page) => ({
    ...page,
    groups: page.groups
      .map((group) => group.filter((line) => !running.has(line) && !notes.has(line)))
      .filter((group) => group.length > 0),
  }))
  for (const { groups } of kept)
    for (const line of groups.flat()) for (const mark of line.marks) tally.leave('note_mark', mark)
  const frames = framesOf(kept)
  const items = kept.flatMap(itemsOf)
  const blocks: Block[] = []
  let open: FramedLine[] = []
  const flush = () => {
    blocks.push(...paragraphsOf(open, tally))
    open = []
  }
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    if ('line' in item) {
      open.push({ line: item.line, frame: frames(item.line, item.group), apart: false })
      continue
    }
    flush()
    const parts = [item.table]
    for (
      let next = items[at + 1];
      next && 'table' in next && continuesTable(parts.at(-1)!, next.table);
      next = items[at + 1]
    ) {
      parts.push(next.table)
      at++
    }
    blocks.push(joinedTable(parts, tally))
  }
  flush()
  const characters = contents.reduce(
    (sum, { runs }) => sum + runs.reduce((own, run) => own + countCharacters(run.text), 0),
    0,
  )
  return { blocks: withNotes(blocks, [...notes]), characters }
}

/** Notes follow the paragraph or table with which their page ends. */
function withNotes(blocks: readonly Block[], lines: readonly TextLine[]): Block[] {
  const result: Block[] = []
  const pages = [...new Set(lines.map(({ page }) => page))].sort((a, b) => a - b)
  const add = (before: number) => {
    while (pages.length > 0 && pages[0]! < before) {
      const page = pages.shift()!
      result.push(...footnoteBlocks(lines.filter((line) => line.page === page)))
    }
  }
  for (const block of blocks) {
    add((block.kind === 'text' ? block.pages?.[0]?.page : block.rowPages?.[0]) ?? 0)
    result.push(block)
  }
  add(Number.POSITIVE_INFINITY)
  return result
}

function layPage(content: PageContent, before: number | null): LaidPage {
  const ruled = partsOfPage(content)
  const size = typicalSize(ruled.runs)
  const inColumns = columnGroups(ruled.runs, content.page, size, before)
  // Columns of text are no table.
  const open =
    inColumns.gutter !== null ? { tables: [], runs: ruled.runs } : openTables(ruled.runs, content, size)
  const tables = [...ruled.tables, ...open.tables].sort((a, b) => a.top - b.top)
  const groups = open.tables.length > 0 ? [open.runs] : inColumns.groups
  return {
    content,
    tables,
    groups: groups.map((group) => linesOfRuns(group, content.page)),
    gutter: inColumns.gutter,
  }
}

/** Tables stand among the lines by their height on the page. */
function itemsOf({ groups, tables }: LaidPage): Item[] {
  const items: Item[] = []
  const waiting = [...tables]
  groups.forEach((lines, group) => {
    for (const line of lines) {
      while (waiting.length > 0 && waiting[0]!.top < line.baseline) items.push({ table: waiting.shift()! })
      items.push({ line, group })
    }
  })
  return [...items, ...waiting.map((table) => ({ table }))]
}
