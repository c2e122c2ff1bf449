/** What can be said of a question without the documents: language, what kind of thing it asks for, and its slots. */
import type { BodyQuery } from '../../bodies/body-query.ts'
import type { Language } from '../../domain/answer.ts'
import type { Kind, KindDistribution } from '../../ports/reader.ts'
import type { Claim } from './figures.ts'
import type { AskedPart } from './parts.ts'
import type { AskedPlace } from './places.ts'
import type { RegisterQuery } from './registers.ts'

export interface Understanding {
  readonly language: Language
  /** In which it is answered. */
  readonly answerIn: Language
  /** The question as asked, cleaned. */
  readonly text: string
  /** The conversation as it is read: earlier questions, oldest first, and this one, in simplified characters. */
  readonly turns: readonly string[]
  /** Never a gate: a wrong kind costs elegance, not the answer. */
  readonly kinds: KindDistribution
  /** The likeliest of them. */
  readonly kind: Kind
  /** Years and plan periods named, by the last one of each period. */
  readonly years: readonly number[]
  /** Figures that the question asserts. */
  readonly claims: readonly Claim[]
  readonly bodies: readonly BodyQuery[]
  readonly places: readonly AskedPlace[]
  /** Numbered parts of a document that it names (第十二条, 三(二)). */
  readonly parts: readonly AskedPart[]
  /** The whole register that it asks for, or null. */
  readonly register: RegisterQuery | null
}
