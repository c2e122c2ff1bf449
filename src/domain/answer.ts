/** What is asked and what is answered: the shapes of `POST /api/ask` (see CONTRACT: names are public). */

export type Language = 'zh' | 'en'

export type AnswerStatus =
  | 'answered'
  | 'partial'
  | 'corrected'
  | 'clarify'
  | 'not_found'
  | 'out_of_scope'
  | 'rejected'

export interface Question {
  readonly question: string
  /** Earlier questions of this conversation, oldest first. */
  readonly history: readonly string[]
  /** Document id to stay within. */
  readonly corpus?: string
  readonly lang?: Language
  /** ISO date on which the versions asked about are in force; default today. */
  readonly asOf?: string
}

export interface Citation {
  readonly n: number
  readonly document: string
  readonly title: string
  readonly number: string | null
  readonly locator: string
  readonly path: readonly string[]
  readonly line: number
  /** Page of the original on which the quotation begins, where it has pages (PDF, OFD). */
  readonly page?: number | undefined
  readonly paragraph: { readonly start: number; readonly end: number }
  readonly start: number
  readonly end: number
  readonly quote: string
  /** Aligned, unofficial; in English answers, where the document has one. */
  readonly translation?: string | undefined
  readonly url: string
}

export type QuestionKind =
  | 'target'
  | 'count'
  | 'deadline'
  | 'responsibility'
  | 'tasks'
  | 'list'
  | 'measure'
  | 'obligation'
  | 'condition'
  | 'procedure'
  | 'definition'
  | 'document'
  | 'yesno'
  | 'comparison'

/** How the question was understood, after history. */
export interface Interpretation {
  readonly question: string
  readonly topic: string
  readonly year: number | null
  readonly body: string | null
  readonly kind: QuestionKind
}

export interface RelatedPassage {
  readonly document: string
  readonly locator: string
  readonly line: number
  readonly quote: string
  readonly url: string
}

/** A quoted document that is not in force on the day of the answer. */
export interface OutOfForce {
  readonly document: string
  readonly title: string
  readonly reason: 'not_yet' | 'expired' | 'superseded' | 'repealed' | 'revised' | 'lapsed'
  /** ISO date: its first day (`not_yet`), its last (`expired`), or the first of its successor. */
  readonly day: string | null
  readonly successor: { readonly document: string; readonly title: string; readonly url: string } | null
}

export interface Answer {
  readonly id: string
  readonly status: AnswerStatus
  readonly language: Language
  readonly headline: string
  readonly answer: string
  readonly caveats: readonly string[]
  readonly citations: readonly Citation[]
  readonly interpretation: Interpretation
  readonly related: readonly RelatedPassage[]
  readonly suggestions: readonly string[]
  readonly generation: 'template' | 'model'
  /** What judged the statements: the trained reader, or the one that needs no runtime. */
  readonly reader: 'trained' | 'basic'
  /** Who linked the question to its statement, where a person has. */
  readonly reviewed?: { readonly by: string; readonly date: string } | undefined
  /** Present where a quoted document is not in force on that day; the caveats say so first. */
  readonly outOfForce?: readonly OutOfForce[] | undefined
  /** ISO date: the day for which the answer holds. */
  readonly asOf: string
  readonly verified: { readonly characters: number; readonly matched: number }
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>
}
