/** What a form hands to the composer: the words of the answer and the spans that prove them. */
import type { AnswerStatus } from '../domain/answer.ts'
import type { Span } from '../domain/span.ts'

/** A stretch of source text to quote, within one paragraph. */
export interface QuoteSpan {
  readonly document: string
  /** Index of the paragraph in the tree. */
  readonly paragraph: number
  readonly span: Span
}

export interface Draft {
  readonly status: AnswerStatus
  /** One or two sentences with exactly what was asked. */
  readonly headline: string
  readonly caveats: readonly string[]
  /** In the order in which they are shown; the first proves the headline. */
  readonly quotes: readonly QuoteSpan[]
  /** Nearest statements when the answer is an abstention. */
  readonly related: readonly QuoteSpan[]
  readonly suggestions: readonly string[]
}

/** A draft of what is given, with nothing else in it. */
export function draftOf(given: Partial<Draft> & Pick<Draft, 'status' | 'headline'>): Draft {
  return { caveats: [], quotes: [], related: [], suggestions: [], ...given }
}
