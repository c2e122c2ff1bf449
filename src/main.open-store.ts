/** Opens where what was asked is kept, from the configuration: the store, the log that writes to it, and its retention. */
import { sqlStore } from './adapters/node/store/sql-store.ts'
import type { Config } from './config.ts'
import type { Log } from './ports/log.ts'
import type { Metrics } from './ports/metrics.ts'
import type { QuestionStore } from './ports/question-store.ts'
import { NO_STORE } from './store/no-store.ts'
import { createQuestionLog, type QuestionLog } from './store/question-log.ts'
import { startRetention } from './store/retention.ts'

export interface OpenedStore {
  readonly store: QuestionStore
  readonly questions: QuestionLog
  /** Writes what waits, and closes the store. */
  close(): Promise<void>
}

export function openStore(config: Config, log: Log, metrics: Metrics): OpenedStore {
  const store = config.KEEP === 'off' ? NO_STORE : sqlStore(config.DATABASE_URL, log)
  const questions = createQuestionLog({ store, log, metrics })
  const endRetention = startRetention(store, config.KEEP_DAYS, log)
  return {
    store,
    questions,
    async close() {
      endRetention()
      await questions.flush()
      await store.close()
    },
  }
}
