/** Port: keeps what was asked, how it was answered, what readers thought of it, and what the desk decided about it. */
import type { AnswerStatus, Language } from '../domain/answer.ts'

/** A question with its answer. Texts come without personal data; times are ISO 8601 in UTC. */
export interface AskedRecord {
  /** Random: a record that is sent twice stands once. */
  readonly id: string
  readonly at: string
  /** As understood after the earlier questions of its conversation; empty for a rejected one. */
  readonly question: string
  /** Document that the asker stayed within; null for all. */
  readonly corpus: string | null
  readonly language: Language
  readonly status: AnswerStatus
  /** Of the first citation or, without one, of the nearest passage. */
  readonly document: string | null
  /** Lines of that document that were cited. */
  readonly lines: readonly number[]
  /** Heading under which the first citation stands. */
  readonly topic: string | null
  /** Milliseconds until the answer stood. */
  readonly latency: number
  /** Which reader answered: `trained` or `basic`; null where the answer does not say it. */
  readonly reader: string | null
}

/** A reader's verdict on an answer. */
export interface FeedbackRecord extends Omit<AskedRecord, 'latency' | 'reader' | 'topic'> {
  readonly useful: boolean
  /** In the reader's words. */
  readonly reason: string | null
}

/** What the desk did about a question: linked it to a line, found that no document covers it, handed it over, or opened it again. */
export interface Decision {
  readonly at: string
  readonly question: string
  readonly corpus: string | null
  readonly decision: 'linked' | 'not_covered' | 'sent' | 'reopened'
  /** Where it leads, for `linked`. */
  readonly document: string | null
  readonly line: number | null
  /** Who decided. */
  readonly by: string
}

/** A question that was not answered, or whose answer was disliked; one for each wording and corpus. */
export interface OpenQuestion {
  readonly question: string
  readonly corpus: string | null
  readonly language: Language
  /** How often it was asked without an answer. */
  readonly unanswered: number
  /** How often its answer was called not useful. */
  readonly disliked: number
  readonly first: string
  readonly last: string
  readonly reasons: readonly string[]
}

/** A question that was answered, and how often it was asked. */
export interface AskedOften {
  readonly question: string
  readonly corpus: string | null
  readonly count: number
}

/** Counts by day (`YYYY-MM-DD` in China, UTC+8). */
export interface Activity {
  readonly statuses: readonly {
    readonly day: string
    readonly status: AnswerStatus
    readonly count: number
  }[]
  readonly verdicts: readonly { readonly day: string; readonly useful: boolean; readonly count: number }[]
  /** Whole milliseconds, and how many answers took them. */
  readonly latencies: readonly { readonly day: string; readonly latency: number; readonly count: number }[]
  /** Most asked first. */
  readonly topics: readonly { readonly document: string; readonly topic: string; readonly count: number }[]
}

/** Every method rejects where the store cannot be reached; what a `keep` method resolved for is durable. */
export interface QuestionStore {
  /** `none` keeps nothing. */
  readonly kind: 'sqlite' | 'postgres' | 'none'
  /** All or none of them. */
  keepAsked(records: readonly AskedRecord[]): Promise<void>
  /** A verdict of the same id is replaced: a reader gave a reason, or changed their mind. */
  keepFeedback(record: FeedbackRecord): Promise<void>
  /** All or none of them; the latest decision about a question stands. */
  keepDecisions(decisions: readonly Decision[]): Promise<void>
  /** Asked or disliked at `since` or later, the most frequent first; at most `limit`. */
  openQuestions(since: string, limit: number): Promise<readonly OpenQuestion[]>
  /** The standing decision about each question, the latest first. */
  decisions(): Promise<readonly Decision[]>
  /** Asked and answered at `since` or later, the most frequent first; at most `limit`. */
  askedOften(since: string, limit: number): Promise<readonly AskedOften[]>
  /** From `since` (`YYYY-MM-DD`) on. */
  activity(since: string): Promise<Activity>
  /** Deletes what is older than `before`; gives how many records went. */
  purge(before: string): Promise<number>
  close(): Promise<void>
}
