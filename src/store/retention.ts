/** Deletes from the store what is older than it may be kept: at the start and every day. */
import type { Log } from '../ports/log.ts'
import type { QuestionStore } from '../ports/question-store.ts'
import { messageOf } from './question-log.ts'

const DAY = 86_400_000
/** Milliseconds until a purge that failed is tried again. */
const AGAIN = 600_000

/** Returns a function that ends it. */
export function startRetention(
  store: QuestionStore,
  days: number,
  log: Log,
  now: () => number = Date.now,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const purge = async () => {
    let next = DAY
    try {
      const records = await store.purge(new Date(now() - days * DAY).toISOString())
      if (records > 0) log({ level: 'info', event: 'store_purged', records, days })
    } catch (error) {
      next = AGAIN
      log({ level: 'warn', event: 'store_purge_failed', error: messageOf(error) })
    }
    if (ended) return
    timer = setTimeout(() => void purge(), next)
    const { unref } = timer as { unref?: () => void }
    unref?.call(timer)
  }
  void purge()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}
