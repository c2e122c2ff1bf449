/** The sentences that answers are made of: one interface, one file for each language. Nothing here knows a document. */
import type { OutOfForce } from '../../domain/answer.ts'
import type { Comparator, Firmness, Role } from '../../domain/facts.ts'

/** A target in the words of its document. */
export interface TargetWords {
  readonly subject: string
  readonly scope: string | null
  /** Value with comparator and unit, as printed. */
  readonly printed: string
  readonly value: readonly (number | string)[]
  readonly unit: string
  readonly unitEn: string
  /** What one unit counts in base units (万元: 10000). */
  readonly factor: number
  readonly comparator: Comparator
  readonly deadline: string | null
  readonly year: number | null
  readonly firmness: Firmness
  readonly state: boolean
}

export interface BodyWords {
  readonly name: string
  /** Official English name; null where the table has none. */
  readonly nameEn: string | null
  readonly role: Role | null
}

export interface HeadingWords {
  readonly locator: string
  readonly title: string
}

export interface TaskWords extends HeadingWords {
  readonly role: Role | null
  /** Title of the document, where tasks of several are said; else empty. */
  readonly of: string
}

export interface Phrases {
  /** What a statement says, in its own words or those of its translation. */
  readonly stated: (clause: string, where: HeadingWords, english: string) => string
  /** `clause`: the document's words for it, where they state nothing else. */
  readonly target: (target: TargetWords, clause: string | null) => string
  readonly list: (count: number, items: readonly string[], heading: HeadingWords) => string
  readonly targetItem: (target: TargetWords) => string
  readonly targets: (count: number, items: readonly string[]) => string
  readonly bans: (count: number, items: readonly string[]) => string
  readonly responsible: (topic: HeadingWords, bodies: readonly BodyWords[], open: boolean) => string
  readonly bodyListed: (body: BodyWords, topic: HeadingWords) => string
  readonly bodyNotListed: (asked: string, topic: HeadingWords) => string
  readonly bodyAbsent: (asked: string, title: string) => string
  readonly tasks: (body: BodyWords, headings: readonly TaskWords[]) => string
  readonly polarity: (polarity: Polarity, said: string, english: string) => string
  readonly corrected: (said: string, english: string) => string
  readonly documentFact: (fact: DocumentFactKind, value: string) => string
  readonly contains: (heading: HeadingWords, parts: readonly HeadingWords[]) => string
  readonly noYear: string
  readonly aim: string
  readonly yearPast: (year: number) => string
  readonly inheritedYear: (deadline: string) => string
  readonly openList: string
  readonly noLead: string
  readonly sectionScope: (heading: HeadingWords) => string
  readonly conditionTravels: (condition: string) => string
  readonly exceptionTravels: (exception: string) => string
  readonly more: (shown: number, count: number) => string
  readonly notFound: (title: string | null) => string
  readonly noYearValue: (year: number) => string
  readonly otherPlace: (place: string, title: string | null) => string
  readonly outOfScope: (titles: readonly string[]) => string
  readonly tooShort: string
  readonly whichReading: string
  readonly rejectedPersonal: string
  readonly unofficial: string
  readonly quotation: (n: number, quote: string, locator: string, title: string) => string
  readonly translation: (english: string) => string
  /** First of all caveats: what is quoted does not apply on that day, and what does. */
  readonly notInForce: (document: OutOfForce) => string
  readonly reviewedBy: (by: string, date: string) => string
  readonly nearest: string
}

export type Polarity =
  | 'banned'
  | 'banned-in-principle'
  | 'required'
  | 'promoted'
  | 'encouraged'
  | 'pilot'
  | 'permitted'
  | 'stated'
export type DocumentFactKind = 'number' | 'date' | 'issuer' | 'drafter' | 'title' | 'effective' | 'expiry'
