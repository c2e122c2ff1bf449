/** How evidence is said. A form says what its fact proves, or null where its fact is not in the evidence. */
import type { Phrases } from '../compose/phrases.ts'
import type { Draft } from '../draft.ts'
import type { Engine } from '../engine.ts'
import type { Evidence, ReadStatement } from '../evidence/evidence.ts'
import type { Understanding } from '../understanding/understanding.ts'

/** One question with all that was found for it. */
export interface Inquiry {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly evidence: Evidence
  readonly phrases: Phrases
  /** ISO date: what has passed is said by it. */
  readonly asOf: string
  /** Ids of the documents that the question may be about; absent for all. */
  readonly documents?: ReadonlySet<string>
}

/** A form holds no threshold and does not search. */
export interface Form {
  readonly name: string
  readonly say: (inquiry: Inquiry) => Draft | null
}

/** The likeliest statement of what was kept; null where the documents are silent. */
export function bestOf({ evidence }: Pick<Inquiry, 'evidence'>): ReadStatement | null {
  return evidence.kept[0] ?? null
}
