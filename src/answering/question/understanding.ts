/** How a question was understood: the slots that later stages read. */

import type { BodyQuery } from '../../bodies/find-bodies.ts'
import type { Language, QuestionKind } from '../../domain/answer.ts'
import type { Side } from './contrasts.ts'
import type { AskedUnit, Claim } from './figures.ts'

/** A Chinese wording under which a document may hold what the question says. */
export interface Alternative {
  readonly text: string
  /** 0–1: 1 for the question's own word, less for translations and classes. */
  readonly weight: number
}

/** One content word or phrase of the question. */
export interface Term {
  /** As typed. */
  readonly surface: string
  readonly alternatives: readonly Alternative[]
  /** Importance, 0–1: rare words decide, common ones do not. */
  readonly weight: number
}

/** A public body that the question names. */
export type AskedBody = BodyQuery

/** A place that the question names. */
export interface AskedPlace {
  readonly surface: string
  /** Chinese names without 省, 市, 区, 县; several where a name is shared. */
  readonly names: readonly string[]
}

export interface Understanding {
  /** In which the question is read. */
  readonly language: Language
  /** In which it is answered. */
  readonly answerIn: Language
  /** The question after history, as shown to the reader. */
  readonly text: string
  /** Folded form of `text`, which all matching uses. */
  readonly folded: string
  readonly kind: QuestionKind
  /** All kinds whose forms were found, most specific first. */
  readonly kinds: readonly QuestionKind[]
  readonly years: readonly number[]
  readonly claims: readonly Claim[]
  readonly asked: readonly AskedUnit[]
  readonly bodies: readonly AskedBody[]
  readonly sides: readonly Side[]
  readonly terms: readonly Term[]
  /** What the question sets aside (除…以外, other than …). */
  readonly excluded: readonly Term[]
  /** True when it asks for two figures at once (how many …, and how much of it …). */
  readonly asksTwice: boolean
  readonly places: readonly AskedPlace[]
  /** Abbreviations that no document and no table knows. */
  readonly unknownNames: readonly string[]
  /** True when the asker wants to know whether a statement holds (吗, is it right). */
  readonly confirms: boolean
  /** True when it holds words that point back to something said before (那…呢, 这个, those). */
  readonly pointsBack: boolean
  /** True when it leans on the question before it. */
  readonly followsUp: boolean
}
