/** The public body that a question names, as understood before a document is asked for it. */
import type { Level } from './parse-body.ts'

/** A body that a question names. */
export interface BodyQuery {
  /** Row id of the table; null for a name that only the document knows. */
  readonly function: string | null
  /** The words of the question, level and place included. */
  readonly name: string
  readonly start: number
  readonly end: number
  readonly levels: readonly Level[]
  readonly place: string | null
  /** Key of the document's body where the question uses a name that the document prints. */
  readonly key: string | null
}
