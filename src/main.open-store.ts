/** Opens where what was asked is kept, from the configuration: the store, the log that writes to it, and its retention. */
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

/** Its libraries take some 8 MB, which a server that keeps nothing does without. */
async function openSqlStore(config: Config, log: Log): Promise<QuestionStore> {
  const { sqlStore } = await import('./adapters/node/store/sql-store.ts')
  return sqlStore(config.DATABASE_URL, log)
}

export async function openStore(config: Config, log: Log, metrics: Metrics): Promise<OpenedStore> {
  const store = config.KEEP === 'off' ? NO_STORE : await openSqlStore(config, log)
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
