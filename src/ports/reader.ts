/** Port: judges whether statements answer a question, and what of each statement is the answer. */
import type { Span } from '../domain/span.ts'

/** A question as a reader sees it: the earlier questions of the conversation, oldest first, and the one that is asked last. */
export interface ReaderQuestion {
  readonly turns: readonly string[]
}

/** A statement as a reader sees it; the scores are those of the retrieval that proposed it. */
export interface ReaderStatement {
  /** Heading path and announcing line, or the sentence before; empty where there is neither. */
  readonly context: string
  readonly text: string
  /** BM25 of the question's words over statement and context, unbounded, 0 where no word is shared. */
  readonly bm25: number
  /** Cosine of question and statement in context, −1 to 1. */
  readonly cosine: number
  /** BM25 as a share of that of the question's best candidate, 0–1. */
  readonly share: number
  /** How far the cosine is below that of the question's best candidate; below 0 for a part that is closer than any candidate. */
  readonly gap: number
}

export interface Reading {
  /** Calibrated probability (0–1) that the statement answers the question; independent of the other statements. */
  readonly answers: number
  /** Calibrated probability (0–1) that the statement contradicts what the question presupposes. */
  readonly contradicts: number
  /** Stretches of the statement's `text` (UTF-16 offsets into it) that are the answer, in order and disjoint; may be empty. */
  readonly answerSpans: readonly Span[]
}

/** What is asked for; the names of the model's `kind` head, in its order (`index/reader/config.json`). */
export const KINDS = [
  'figure',
  'count',
  'deadline',
  'bodies',
  'list',
  'measure',
  'obligation',
  'condition',
  'procedure',
  'definition',
  'document',
  'yesno',
  'comparison',
] as const

export type Kind = (typeof KINDS)[number]

/** Probability of each kind; sums to 1. */
export type KindDistribution = Readonly<Record<Kind, number>>

export interface Reader {
  /** Name and version of the model: answers are a function of it, too. */
  readonly id: string
  readonly kind: 'trained' | 'basic'
  /** What kind of thing is asked for. */
  kinds(question: ReaderQuestion): Promise<KindDistribution>
  /** One reading a statement, in order. Any number of statements, none included. */
  read(question: ReaderQuestion, statements: readonly ReaderStatement[]): Promise<Reading[]>
}
