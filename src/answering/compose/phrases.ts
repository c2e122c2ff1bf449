/** The sentences that answers are made of: one interface, one file for each language. Nothing here knows a document. */

import type { Comparator, Firmness } from '../../domain/facts.ts'

/** A target in the words of its document; English renderings are null where no official or glossary form covers them. */
export interface TargetWords {
  readonly subject: string
  readonly subjectEn: string | null
  readonly scope: string | null
  readonly scopeEn: string | null
  /** Value with comparator and unit, as printed. */
  readonly printed: string
  readonly value: readonly (number | string)[]
  readonly unit: string
  readonly unitEn: string
  /** What one unit counts in base units (万元: 10000). */
  readonly factor: number
  /** Case to which an amount is limited; null for goals, whose limits stand in the subject. */
  readonly condition: string | null
  /** Title of the section that tells it from another with the same subject; null where the subject tells it. */
  readonly under: string | null
  readonly comparator: Comparator
  readonly deadline: string | null
  readonly year: number | null
  readonly firmness: Firmness
  readonly state: boolean
}

export interface BodyWords {
  readonly name: string
  readonly nameEn: string | null
  readonly role: 'lead' | 'support' | 'responsible' | null
}

/** A heading as printed and, where the glossary covers it, in English. */
export interface HeadingWords {
  readonly locator: string
  readonly title: string
  readonly titleEn: string | null
}

export type MatterWords = Pick<TargetWords, 'subject' | 'subjectEn'>

export interface TaskWords extends HeadingWords {
  readonly role: BodyWords['role']
}

export interface Phrases {
  readonly target: (target: TargetWords) => string
  readonly targets: (headline: { count: number; items: readonly string[] }) => string
  readonly noYear: string
  readonly aim: string
  readonly yearPast: (year: number) => string
  readonly inheritedYear: (deadline: string) => string
  readonly otherValue: (item: string) => string
  readonly responsible: (topic: HeadingWords | null, bodies: readonly BodyWords[], open: boolean) => string
  readonly statedBodies: (said: string, bodies: readonly BodyWords[], open: boolean) => string
  readonly contains: (heading: HeadingWords, parts: readonly HeadingWords[]) => string
  readonly openList: string
  readonly noLead: string
  readonly sectionScope: (heading: HeadingWords) => string
  readonly bodyListed: (body: BodyWords, topic: HeadingWords | null) => string
  readonly bodyNotListed: (
    asked: string,
    topic: HeadingWords | null,
    bodies: readonly BodyWords[],
    open: boolean,
  ) => string
  readonly bodyAbsent: (asked: string, title: string) => string
  readonly tasks: (body: BodyWords, headings: readonly TaskWords[]) => string
  readonly stated: (text: string) => string
  readonly polarity: (polarity: Polarity, text: string) => string
  readonly conditionTravels: (condition: string) => string
  readonly exceptionTravels: (exception: string) => string
  /** Against what the question asserts: a figure, a year, an “all”. */
  readonly corrected: (asserted: string, actual: string) => string
  /** The same where the asserted words cannot be repeated as typed. */
  readonly correctedUnsaid: (actual: string) => string
  readonly documentFact: (fact: DocumentFactKind, value: string) => string
  readonly factName: (fact: DocumentFactKind) => string
  readonly namedIn: (titles: readonly string[]) => string
  readonly sectionCount: (count: number) => string
  readonly partly: (missing: string) => string
  readonly notFound: (title: string | null) => string
  readonly noFigure: string
  readonly noYearValue: (year: number) => string
  readonly noResults: string
  readonly otherPlace: (place: string, title: string | null) => string
  readonly outOfScope: (titles: readonly string[]) => string
  readonly tooShort: string
  readonly whichReading: string
  readonly rejectedPersonal: string
  readonly unmatched: (words: readonly string[]) => string
  /** Terms of the quotations with their renderings; null where the reader reads it himself. */
  readonly keyTerms: ((terms: readonly { readonly zh: string; readonly en: string }[]) => string) | null
  readonly unofficial: string
  readonly quotation: (n: number, quote: string, locator: string, title: string) => string
  readonly nearest: string
  /** Questions to ask next; null where the language has no words for the matter. */
  readonly askResponsible: (matter: MatterWords) => string | null
  readonly askYear: (matter: MatterWords, year: number) => string | null
  readonly askTargets: (heading: HeadingWords) => string | null
}

export type Polarity =
  | 'banned'
  | 'banned-in-principle'
  | 'required'
  | 'required-in-principle'
  | 'promoted'
  | 'encouraged'
  | 'pilot'
  | 'phased-out'
  | 'excepted'
  | 'stated'
export type DocumentFactKind = 'number' | 'date' | 'issuer' | 'drafter' | 'title' | 'effective' | 'expiry'
