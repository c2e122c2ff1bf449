/** Gives the source text and its map from blocks: a paragraph, heading, list item or table row a line. */
import type { DocumentMap, NoteKind, PageStart, TableMap } from '../domain/document-map.ts'
import type { Block, TableBlock, TextBlock } from './block.ts'
import { countCharacters } from './block.ts'
import { cleanText } from './clean-text.ts'
import { layTable } from './table/lay-table.ts'
import { longestRepeated } from './table/repeats.ts'
import { splitTables } from './table/split-tables.ts'

export interface Rendered {
  readonly text: string
  readonly map: DocumentMap
  /** Characters of the blocks, each once, blanks not counted. */
  readonly characters: number
}

/** A sheet of lines under construction. */
export interface Sheet {
  readonly line: number
  readonly offset: number
  add(line: string): void
  /** From the next line on (or from an offset into it) the text stands on a page. */
  page(page: number, offset?: number): void
}

const BLANKS = /^[\s\u3000]+|[\s\u3000]+$/g
/** Cells that look like this say for what the next table is: 附件1, 表2 重点任务. */
const CAPTION =
  /^(?:附件|附表|表|专栏|图表)\s*[\d一二三四五六七八九十]|(?:表|清单|目录|一览|分工|任务分解|单位[：:].{1,12})[)）]?$/
const LONGEST_CAPTION = 60

export function renderBlocks(blocks: readonly Block[], repeated: number = longestRepeated(blocks)): Rendered {
  const lines: string[] = []
  const pages: PageStart[] = []
  const tables: TableMap[] = []
  const headings: { line: number; level: number }[] = []
  const notes: { line: number; kind: NoteKind }[] = []
  let offset = 0
  let characters = 0
  const sheet: Sheet = {
    get line() {
      return lines.length + 1
    },
    get offset() {
      return offset
    },
    add(line) {
      lines.push(line)
      offset += line.length + 1
    },
    page(page, at = 0) {
      if (pages.at(-1)?.page !== page) pages.push({ page, line: lines.length + 1, start: offset + at })
    },
  }
  const addText = (block: TextBlock) => {
    for (const { line, marks } of linesOf(block)) {
      for (const mark of marks) sheet.page(mark.page, mark.offset)
      if (line === '') continue
      if (block.level !== undefined) headings.push({ line: sheet.line, level: block.level })
      if (block.note) notes.push({ line: sheet.line, kind: block.note })
      characters += countCharacters(line)
      sheet.add(line)
    }
  }
  const addTable = (block: TableBlock) => {
    const before = lines.at(-1) ?? ''
    const isCaption = before.length <= LONGEST_CAPTION && CAPTION.test(before) && !/[。；]/.test(before)
    const laid = layTable(block, sheet, {
      caption: isCaption ? before : '',
      longestRepeated: repeated,
    })
    characters += laid.characters
    for (const text of laid.texts) addText(text)
    if (laid.table)
      tables.push(
        isCaption && laid.table.caption === null
          ? { ...laid.table, caption: laid.table.lines[0] - 1 }
          : laid.table,
      )
  }
  for (const block of blocks) {
    if (block.kind === 'text') addText(block)
    else for (const table of splitTables(block)) addTable(table)
  }
  return {
    text: lines.length === 0 ? '' : `${lines.join('\n')}\n`,
    map: { tables, pages, headings, notes },
    characters,
  }
}

interface MarkedLine {
  readonly line: string
  readonly marks: { page: number; offset: number }[]
}

/** Cleaning and trimming move the marks of pages along. */
function linesOf({ text, pages = [] }: TextBlock): MarkedLine[] {
  const found: MarkedLine[] = []
  let carried: { page: number; offset: number }[] = []
  let from = 0
  for (const raw of text.split('\n')) {
    const to = from + raw.length
    const line = cleanText(raw).replace(BLANKS, '')
    const marks = [...carried]
    for (const { page, offset } of pages) {
      if (offset < from || offset > to) continue
      const kept = cleanText(text.slice(from, offset)).replace(/^[\s\u3000]+/, '').length
      marks.push({ page, offset: Math.min(kept, line.length) })
    }
    if (line === '') carried = marks.map(({ page }) => ({ page, offset: 0 }))
    else carried = []
    found.push({ line, marks: line === '' ? [] : marks })
    from = to + 1
  }
  return found
}
