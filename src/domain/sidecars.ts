/** What stands beside documents: translations, and the questions that people have linked to lines. */
import type { StandardQuestion } from './standard-question.ts'
import type { Translation } from './translation.ts'

/** By document id; a document without one has no entry. */
export interface Sidecars {
  readonly translations: ReadonlyMap<string, Translation>
  readonly standardQuestions: ReadonlyMap<string, readonly StandardQuestion[]>
}

export const NO_SIDECARS: Sidecars = { translations: new Map(), standardQuestions: new Map() }

/** As JSON holds them. */
export interface PackedSidecars {
  readonly translations: readonly (readonly [string, Translation])[]
  readonly standardQuestions: readonly (readonly [string, readonly StandardQuestion[]])[]
}

export function packSidecars({ translations, standardQuestions }: Sidecars): PackedSidecars {
  return { translations: [...translations], standardQuestions: [...standardQuestions] }
}

export function unpackSidecars({ translations, standardQuestions }: PackedSidecars): Sidecars {
  return { translations: new Map(translations), standardQuestions: new Map(standardQuestions) }
}
