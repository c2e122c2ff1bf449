/** Gives a bounded queue that writes behind those who wait for an answer, in batches, and tries again while a store fails. */

export interface WriteQueueOptions<T> {
  /** Takes all of a batch or none of it. */
  write(batch: readonly T[]): Promise<void>
  /** Told once for each time that the store begins to fail, and for each item that found the queue full. */
  failed(error: unknown): void
  lost(): void
  /** Items that may wait. */
  readonly most?: number
  readonly batch?: number
  /** Milliseconds that an item waits for others; after failures twice as long each time, up to `longest`. */
  readonly delay?: number
  readonly longest?: number
}

export interface WriteQueue<T> {
  /** Never waits and never throws. */
  push(item: T): void
  /** Writes what waits, once; true where nothing waits any more. */
  flush(): Promise<boolean>
}

export function writeQueue<T>(options: WriteQueueOptions<T>): WriteQueue<T> {
  const { most = 2000, batch = 100, delay = 200, longest = 30_000 } = options
  const waiting: T[] = []
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<boolean> | null = null

  async function writeAll(): Promise<boolean> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, batch)
      try {
        await options.write(some)
      } catch (error) {
        if (failures++ === 0) options.failed(error)
        return false
      }
      failures = 0
      waiting.splice(0, some.length)
    }
    return true
  }

  function flush(): Promise<boolean> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing ??= writeAll().then((done) => {
      writing = null
      if (!done || waiting.length > 0) schedule()
      return done
    })
    return writing
  }

  function schedule(): void {
    if (timer !== null || writing !== null) return
    timer = setTimeout(() => void flush(), Math.min(longest, delay * 2 ** Math.min(failures, 20)))
    // On Node, a timer would keep the process alive.
    const { unref } = timer as { unref?: () => void }
    unref?.call(timer)
  }

  return {
    push(item) {
      if (waiting.length >= most) return options.lost()
      waiting.push(item)
      schedule()
    },
    flush,
  }
}
