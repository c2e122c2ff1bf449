/** Tables of the store, as Kysely sees them. Times are ISO 8601 texts, flags 0 or 1: the same on SQLite and PostgreSQL. */

interface Kept {
  id: string
  at: string
  /** Day in China. */
  day: string
  question: string
  /** Empty for all documents. */
  corpus: string
  language: string
  status: string
  document: string | null
  /** JSON list of numbers. */
  lines: string
}

export interface AskedTable extends Kept {
  topic: string | null
  latency: number
  reader: string | null
}

export interface FeedbackTable extends Kept {
  useful: number
  reason: string | null
}

export interface DecisionTable {
  question: string
  corpus: string
  at: string
  decision: string
  document: string | null
  line: number | null
  decided_by: string
}

export interface Tables {
  asked: AskedTable
  feedback: FeedbackTable
  decision: DecisionTable
}
