/** An unofficial translation of a document, aligned with its source text. */
import type { Span } from './span.ts'

/** Whose translation it is, and whether a person who answers for it has read it. */
export interface TranslationNote {
  /** A person, an office, or the id of the model that drafted it. */
  readonly by: string
  /** ISO date, `YYYY-MM-DD`. */
  readonly date: string
  readonly reviewed: boolean
  readonly reviewer?: string
}

/** English of one stretch of the source: a sentence, or a whole line where sentences cannot be paired. */
export interface AlignedPiece {
  /** In the source text, without white space at its ends; never over a line break. */
  readonly span: Span
  /** 1-based source line. */
  readonly line: number
  readonly english: string
}

export interface Translation {
  readonly document: string
  /** Null where nothing says whose it is. */
  readonly note: TranslationNote | null
  /** English of each line of the source, in order, to the last that is not blank; empty for a blank line. */
  readonly lines: readonly string[]
  /** In the order of the source; together they hold every line that is not blank. */
  readonly pieces: readonly AlignedPiece[]
}
