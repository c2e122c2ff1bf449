/** The one unit that is indexed, read and cited: a sentence, list item, table row, heading or responsibility bracket. */
import type { Span } from './span.ts'

export type StatementKind = 'sentence' | 'responsibility' | 'row' | 'heading' | 'head'

export interface Statement {
  readonly document: string
  /** Position among the statements of the document. */
  readonly index: number
  /** Index of its paragraph in the document's tree. */
  readonly paragraph: number
  readonly kind: StatementKind
  /** Stretch of the source text that it is. */
  readonly span: Span
  /**
   * What it inherits, in one line: heading path and the line that announces it, or the sentence before it; for a table
   * row the headings of its columns. Empty where there is nothing above it.
   */
  readonly context: string
  /** The span's text as it is matched and read: widths folded, line joints and character entities left out. */
  readonly text: string
}

const JOINT = ' | '

/** The statement with its context as one line: what is matched, embedded and read as the statement. */
export function inContext({ context, text }: Pick<Statement, 'context' | 'text'>): string {
  return context === '' ? text : context + JOINT + text
}
