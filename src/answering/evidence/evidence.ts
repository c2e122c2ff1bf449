/** What an answer may rest on: the statements that were read, and which of them answer. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import type { Statement } from '../../domain/statement.ts'
import type { Reading } from '../../ports/reader.ts'
import type { StatementList } from '../../statements/lists.ts'

/** A candidate with what the reader says of it. */
export interface ReadStatement {
  readonly document: ReadDocument
  readonly statement: Statement
  readonly candidate: Candidate
  readonly reading: Reading
  /** Stretches of the source that are the answer, in order. */
  readonly answerSpans: readonly Span[]
}

/** What of the likeliest statement answers. */
export interface Focus {
  /** Its clauses that say the answer, within one statement. */
  readonly clause: Span
  /** The target among them; null where they state none. */
  readonly target: Target | null
}

export type Mismatch =
  | { readonly of: 'year'; readonly year: number }
  | { readonly of: 'place'; readonly place: string }

export interface Evidence {
  /** The documents speak of the matter, whether they answer or not. */
  readonly onTopic: boolean
  /** Everything that was read, likeliest first. */
  readonly read: readonly ReadStatement[]
  /** What answers, likeliest first, with what belongs to it; empty where the documents are silent. */
  readonly kept: readonly ReadStatement[]
  /** Statements of other documents that answer as likely as the likeliest, and otherwise; one a document. */
  readonly rivals: readonly ReadStatement[]
  /** Of the likeliest; null where the documents are silent. */
  readonly focus: Focus | null
  /** Why what was found is no answer, where it is for another year or place than asked. */
  readonly mismatch: Mismatch | null
  /** The list that the kept statements are; null where they are none. */
  readonly list: StatementList | null
  /** The likeliest contradicts what the question presupposes. */
  readonly contradicted: boolean
}
