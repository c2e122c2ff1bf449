/** What every reader makes of its file: blocks in reading order, and a tally of what it left out. */
import type { NoteKind } from '../domain/document-map.ts'
import type { FileCoverage, LeftOut } from '../ports/document-reader.ts'

/** From `offset` of the block's text on, it stands on `page`. */
export interface PageMark {
  readonly offset: number
  readonly page: number
}

/** A paragraph, heading or list item; line breaks in `text` become lines of their own. */
export interface TextBlock {
  readonly kind: 'text'
  readonly text: string
  /** Level of a heading as the original marks it, 0 for the title. */
  readonly level?: number
  readonly note?: NoteKind
  readonly pages?: readonly PageMark[]
}

export interface GridCell {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
  /** Paragraphs of the cell, divided by line breaks. */
  readonly text: string
}

export interface TableBlock {
  readonly kind: 'table'
  readonly cells: readonly GridCell[]
  /** Rows that the original marks as headings of the columns. */
  readonly headerRows?: number
  /** Page of each row, where the original has pages. */
  readonly rowPages?: readonly number[]
}

export type Block = TextBlock | TableBlock

const SAMPLE = 60

/** Counts characters that are left out; blanks do not count. */
export interface Tally {
  leave(what: LeftOut, text: string): void
  coverage(taken: number): FileCoverage
}

export function createTally(): Tally {
  const left = new Map<LeftOut, { characters: number; sample: string }>()
  return {
    leave(what, text) {
      const characters = countCharacters(text)
      if (characters === 0) return
      const entry = left.get(what) ?? { characters: 0, sample: '' }
      entry.characters += characters
      if (entry.sample.length < SAMPLE) {
        entry.sample = `${entry.sample} ${text.replace(/\s+/g, ' ').trim()}`.trim().slice(0, SAMPLE)
      }
      left.set(what, entry)
    },
    coverage(taken) {
      const entries = [...left].map(([what, entry]) => ({ what, ...entry }))
      const characters = entries.reduce((sum, entry) => sum + entry.characters, taken)
      return { characters, taken, share: characters === 0 ? 1 : taken / characters, left: entries }
    },
  }
}

export function countCharacters(text: string): number {
  return text.replace(/\s/g, '').length
}
