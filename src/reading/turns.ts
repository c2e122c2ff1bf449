/**
 * A queue for one worker (the model), fair between its callers and bounded.
 *
 * Each job is a list of items done one by one. Jobs take turns of `TURN` items in the order in which they came: an
 * ordinary question is done in one turn, and a long job (a library to embed) lets the others pass after each.
 */
import { ZhengdaError } from '../domain/errors.ts'

/** Items of one turn: the candidates of a question. */
const TURN = 16

export interface Turns {
  /** Jobs that wait or are at work. */
  readonly size: number
  /**
   * Results of `work` for each item, in order. With a `signal`, the rest is left undone as soon as it is aborted.
   * @throws ZhengdaError reader_busy when `bound` jobs are there already; the signal's reason; what `work` throws
   */
  run<T, R>(
    items: readonly T[],
    work: (item: T) => Promise<R>,
    signal?: AbortSignal | undefined,
  ): Promise<R[]>
}

interface Job {
  /** Does one item; true when it was the last. */
  step(): Promise<boolean>
}

export function createTurns(bound: number): Turns {
  const waiting: Job[] = []
  let running = false
  const runAll = async () => {
    running = true
    for (let job = waiting[0]; job; job = waiting[0]) {
      let done = false
      for (let i = 0; i < TURN && !done; i++) done = await job.step()
      waiting.shift()
      if (!done) waiting.push(job)
    }
    running = false
  }
  return {
    get size() {
      return waiting.length
    },
    run: (items, work, signal) => {
      if (items.length === 0) return Promise.resolve([])
      if (waiting.length >= bound) {
        const message = `The reader has ${bound} questions waiting, as many as it takes; ask again in a moment.`
        return Promise.reject(new ZhengdaError('reader_busy', message))
      }
      return new Promise((resolve, reject) => {
        const job = jobOf(items, work, signal, resolve, reject)
        waiting.push(job)
        const leave = () => {
          // The first one is at work and ends by itself.
          if (waiting.indexOf(job) > 0) waiting.splice(waiting.indexOf(job), 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', leave, { once: true })
        if (!running) void runAll()
      })
    },
  }
}

function jobOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  signal: AbortSignal | undefined,
  resolve: (results: R[]) => void,
  reject: (reason: unknown) => void,
): Job {
  const results: R[] = []
  return {
    step: async () => {
      try {
        signal?.throwIfAborted()
        results.push(await work(items[results.length]!))
      } catch (error) {
        reject(error)
        return true
      }
      if (results.length < items.length) return false
      resolve(results)
      return true
    },
  }
}
