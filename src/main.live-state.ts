/** Keeps what serves up to date with a folder: what is new is built beside what serves, and takes its place at once. */
import { setTimeout as wait } from 'node:timers/promises'
import { finishChanges } from './adapters/node/folder-changes.ts'
import { folderSignature, watchFolder } from './adapters/node/watch-folder.ts'
import type { Log } from './ports/log.ts'

export interface LiveState<T> {
  /** What serves now. Who answers a request takes it once: all of the answer comes from one state. */
  current(): T
  /** Resolves when what serves holds what the folder held at the call. Rejects where it cannot be read: what served goes on. */
  refresh(): Promise<void>
  close(): void
}

export interface LiveOptions<T, R> {
  readonly folder: string
  /** Reads what the folder holds. */
  readonly read: () => Promise<R>
  /** Opens what was read; may take over what did not change. */
  readonly open: (read: R, previous: T | null) => Promise<T>
  readonly log: Log
  /** Called with each state that takes its place. */
  readonly swapped?: (state: T) => void
}

/** A folder that changes while it is read is read again, after so many milliseconds, and so many times. */
const SETTLE = 150
const MOST_TRIES = 40

export async function openLive<T, R>({
  folder,
  read,
  open,
  log,
  swapped,
}: LiveOptions<T, R>): Promise<LiveState<T>> {
  let signature = ''
  let running: Promise<void> | null = null
  let waiting: Promise<void> | null = null

  /** What the folder held at one moment: what changes while it is read may be read by half. */
  const readWhole = async (): Promise<R> => {
    for (let tried = 1; ; tried++) {
      // A folder that may only be read has nothing to finish.
      await finishChanges(folder).catch(() => undefined)
      const before = await folderSignature(folder)
      const held = await read()
      signature = before
      if (before === (await folderSignature(folder))) return held
      if (tried === MOST_TRIES) throw new Error(`${folder} changes all the time`)
      await wait(SETTLE)
    }
  }
  let state = await open(await readWhole(), null)

  const update = async () => {
    await finishChanges(folder).catch(() => undefined)
    if ((await folderSignature(folder)) === signature) return
    const started = Date.now()
    try {
      state = await open(await readWhole(), state)
    } catch (error) {
      signature = ''
      throw error
    }
    swapped?.(state)
    log({ level: 'info', event: 'library_updated', milliseconds: Date.now() - started })
  }
  const run = () => {
    running = update().finally(() => {
      running = null
    })
    return running
  }
  const refresh = () => {
    if (!running) return run()
    // One that began before the call may have missed what the call is about.
    waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = null
        return run()
      })
    return waiting
  }
  const watch = watchFolder(folder, () => {
    refresh().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      log({ level: 'error', event: 'library_update_failed', error: message })
    })
  })
  return { current: () => state, refresh, close: () => watch.close() }
}
