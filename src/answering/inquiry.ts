/** A question with all that was found for it: what every answerer reads. */
import type { Phrases } from './compose/phrases.ts'
import type { Draft } from './draft.ts'
import type { Engine } from './engine.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { Understanding } from './question/understanding.ts'

export interface Inquiry {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly evidence: Evidence
  readonly phrases: Phrases
}

/** Gives the answer when the question is of its sort and the evidence suffices, null otherwise. */
export type Answerer = (inquiry: Inquiry) => Draft | null
