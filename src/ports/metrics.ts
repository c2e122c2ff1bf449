/** Port: counts what happens, for a monitor to read. */
import type { AnswerStatus, Language } from '../domain/answer.ts'

export interface Metrics {
  answered(what: {
    readonly status: AnswerStatus
    readonly language: Language
    readonly reader: string
    readonly milliseconds: number
  }): void
  judged(useful: boolean): void
  /** Records that the store did not take, and that are lost. */
  lost(records: number): void
  /** What a monitor reads, and its media type. */
  read(): Promise<{ readonly text: string; readonly type: string }>
}
