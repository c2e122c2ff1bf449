/** Reads files of any kind in a thread of their own, with a limit on time and memory: no file stops or slows the server. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type ErrorCode, ZhengdaError } from '../../domain/errors.ts'
import type { DocumentReading } from '../../ports/document-reader.ts'

export interface FileReaderOptions {
  /** Milliseconds for one file; default 120,000, ten times as many with OCR. */
  readonly timeLimit?: number
  /** Megabytes of heap; default 1,024. */
  readonly memoryLimit?: number
  /** Whether scans are recognised with `tesseract`. */
  readonly ocr?: boolean
}

export interface FileReader {
  /** One file after the other. Rejects with a ZhengdaError `file_*`. */
  read(bytes: Uint8Array, name: string): Promise<DocumentReading>
  /** Ends the thread; a later `read` starts another one. */
  close(): Promise<void>
}

export interface ReadRequest {
  readonly id: number
  readonly bytes: Uint8Array
  readonly name: string
  readonly ocr: boolean
}

export type ReadReply =
  | { readonly id: number; readonly reading: DocumentReading }
  | { readonly id: number; readonly failure: { readonly code: ErrorCode; readonly message: string } }

const TIME_LIMIT = 120_000
const MEMORY_LIMIT = 1024

export function createFileReader(options: FileReaderOptions = {}): FileReader {
  const ocr = options.ocr ?? false
  const timeLimit = options.timeLimit ?? (ocr ? 10 * TIME_LIMIT : TIME_LIMIT)
  let worker: Worker | null = null
  let count = 0
  let queue: Promise<unknown> = Promise.resolve()
  const stop = async () => {
    const old = worker
    worker = null
    await old?.terminate()
  }
  const readNow = async (bytes: Uint8Array, name: string): Promise<DocumentReading> => {
    // The limit is on reading, not on loading the program on a busy machine.
    worker ??= await startThread(options.memoryLimit ?? MEMORY_LIMIT)
    const request: ReadRequest = { id: count++, bytes, name, ocr }
    try {
      return await answerOf(worker, request, timeLimit)
    } catch (error) {
      // A thread that was late or died is not asked again; one that answered with a failure is.
      if (!(error instanceof ZhengdaError) || error.cause !== ANSWERED) await stop()
      if (error instanceof ZhengdaError) throw error
      throw deathOf(error)
    }
  }
  return {
    read(bytes, name) {
      const reading = queue.then(() => readNow(bytes, name))
      queue = reading.catch(() => undefined)
      return reading
    },
    async close() {
      await queue
      await stop()
    },
  }
}

const ANSWERED = 'answered'

function answerOf(worker: Worker, request: ReadRequest, timeLimit: number): Promise<DocumentReading> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      // An idle thread keeps no process alive.
      worker.unref()
    }
    const timer = setTimeout(() => {
      done()
      const message = `the file was not read within ${timeLimit / 1000} seconds; split it, or save it as another kind.`
      reject(new ZhengdaError('file_timeout', message))
    }, timeLimit)
    const onMessage = (reply: ReadReply) => {
      if (reply.id !== request.id) return
      done()
      if ('reading' in reply) resolve(reply.reading)
      else reject(new ZhengdaError(reply.failure.code, reply.failure.message, { cause: ANSWERED }))
    }
    const onError = (error: Error) => {
      done()
      reject(error)
    }
    const onExit = (code: number) => onError(new Error(`the thread ended with code ${code}`))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(request)
  })
}

function deathOf(error: unknown): ZhengdaError {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new ZhengdaError('file_too_large', 'the file needs more memory than a document may; split it.', {
        cause: error,
      })
    : new ZhengdaError(
        'file_broken',
        `the reader of this file failed (${message}); save it again or as another kind.`,
        { cause: error },
      )
}

/** What the thread posts once it can read. */
export const READY = 'ready'

async function startThread(memoryLimit: number): Promise<Worker> {
  const worker = newThread(memoryLimit)
  await new Promise<void>((resolve, reject) => {
    const done = (failure?: ZhengdaError) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      if (failure) reject(failure)
      else resolve()
    }
    const onMessage = () => done()
    const onError = (error: Error) => done(deathOf(error))
    const onExit = (code: number) => done(deathOf(new Error(`the thread ended with code ${code}`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
  return worker
}

/** The bundle holds the thread as a file beside it; the sources are loaded through tsx. */
function newThread(memoryLimit: number): Worker {
  const limits = {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  }
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./main.reader-thread.js', import.meta.url), limits)
  const entry = new URL('../../main.reader-thread.ts', import.meta.url).href
  const folder = dirname(createRequire(import.meta.url).resolve('tsx/package.json'))
  const tsx = pathToFileURL(join(folder, 'dist/esm/api/index.mjs')).href
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})))`
  return new Worker(start, { ...limits, eval: true })
}
