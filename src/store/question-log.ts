/** Gives what the surfaces call when a question was answered or judged; a store that fails never keeps an answer from anyone. */
import type { Answer, Question } from '../domain/answer.ts'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { AskedOften, AskedRecord, QuestionStore } from '../ports/question-store.ts'
import { askedRecord, feedbackRecord, readerOf, type Verdict } from './asked-record.ts'
import { type WriteQueueOptions, writeQueue } from './write-queue.ts'

/** What people ask changes with the season: older questions tell less of tomorrow's. */
const OFTEN_DAYS = 30
const MOST_OFTEN = 500

export interface QuestionLogOptions {
  readonly store: QuestionStore
  readonly log: Log
  readonly metrics?: Metrics
  readonly now?: () => Date
  readonly queue?: Pick<WriteQueueOptions<AskedRecord>, 'most' | 'batch' | 'delay' | 'longest'>
}

export interface QuestionLog {
  /** Returns at once; the record is written behind. */
  asked(question: Question, answer: Answer, milliseconds: number): void
  /** Resolves when the verdict is durable; rejects where it could not be written. */
  judged(question: Question, answer: Answer | null, verdict: Verdict): Promise<void>
  /** What was answered most often in the last days; nothing where the store cannot tell. Never rejects. */
  often(): Promise<readonly AskedOften[]>
  /** Writes what waits; true where nothing is left. */
  flush(): Promise<boolean>
}

export function createQuestionLog(options: QuestionLogOptions): QuestionLog {
  const { store, log, metrics, now = () => new Date() } = options
  const queue = writeQueue<AskedRecord>({
    ...options.queue,
    write: (records) => store.keepAsked(records),
    failed: (error) => log({ level: 'warn', event: 'store_failed', error: messageOf(error) }),
    lost: () => {
      metrics?.lost(1)
      log({ level: 'warn', event: 'question_not_kept', reason: 'the store fails and the queue is full' })
    },
  })
  return {
    asked(question, answer, milliseconds) {
      const { status, language } = answer
      metrics?.answered({ status, language, reader: readerOf(answer) ?? '', milliseconds })
      if (store.kind !== 'none') queue.push(askedRecord(question, answer, milliseconds, now()))
    },
    async judged(question, answer, verdict) {
      await store.keepFeedback(feedbackRecord(question, answer, verdict, now()))
      metrics?.judged(verdict.useful)
    },
    async often() {
      const since = new Date(now().getTime() - OFTEN_DAYS * 86_400_000).toISOString()
      return store.askedOften(since, MOST_OFTEN).catch((error: unknown) => {
        log({ level: 'warn', event: 'store_failed', error: messageOf(error) })
        return []
      })
    },
    flush: () => queue.flush(),
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
