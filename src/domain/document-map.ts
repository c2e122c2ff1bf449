/** What a reader knows of a source text beyond its characters: tables, pages, headings, notes; lines are 1-based. */
import type { Span } from './span.ts'

/** A cell of a table row; the span is where its text stands, blank cells have an empty one. */
export interface TableCell {
  /** First grid column it covers, from 0, and how many. */
  readonly column: number
  readonly columns: number
  /** Into the source text; of a merged cell whose text is not repeated in this row, where it stands above. */
  readonly span: Span
  /** True where the cell began in a row above (a vertical merge). */
  readonly continued: boolean
}

export interface TableRow {
  readonly line: number
  /** In the order of their columns. */
  readonly cells: readonly TableCell[]
}

/** One column of the grid. */
export interface TableColumn {
  /** Its headings from the outermost to the innermost (目标值, 2025年), without unit; empty where the table has none. */
  readonly headings: readonly string[]
  /** Unit that heading or table state for the whole column (万元, %). */
  readonly unit: string | null
}

/** A table whose rows are lines of the source text, cells joined by ` | `. */
export interface TableMap {
  /** First and last line. */
  readonly lines: readonly [number, number]
  /** Line of the caption above it (附件1 重点任务分解表), where there is one. */
  readonly caption: number | null
  /** How many of its first rows hold the headings of the columns. */
  readonly headerRows: number
  readonly columns: readonly TableColumn[]
  /** Column whose cell names what a row is about (任务, 指标名称); null where none does. */
  readonly rowHeading: number | null
  /** All rows, those of the head included. */
  readonly rows: readonly TableRow[]
}

/** The page of the original on which the text from `start` on stands. */
export interface PageStart {
  readonly page: number
  readonly line: number
  /** Offset into the source text; inside a line where a paragraph runs over the end of a page. */
  readonly start: number
}

export type NoteKind = 'footnote' | 'endnote' | 'textbox' | 'ocr'

export interface DocumentMap {
  /** In order; a table within a cell of another one follows it. */
  readonly tables: readonly TableMap[]
  /** In order; empty for originals without pages. */
  readonly pages: readonly PageStart[]
  /** Lines that the original marks as headings (outline level, h1 to h6), level 1 the highest; the title is level 0. */
  readonly headings: readonly { readonly line: number; readonly level: number }[]
  /** Lines that stand beside the running text, or were recognised from a picture. */
  readonly notes: readonly { readonly line: number; readonly kind: NoteKind }[]
}

export const EMPTY_MAP: DocumentMap = { tables: [], pages: [], headings: [], notes: [] }

/** Page of an offset into the source text; null where the original has none. */
export function pageAt(map: DocumentMap, offset: number): number | null {
  return map.pages.findLast(({ start }) => start <= offset)?.page ?? map.pages[0]?.page ?? null
}
