/** Keeps an event stream open while its next event is made: a comment every few seconds, which clients ignore. */
import type { SSEStreamingApi } from 'hono/streaming'

/** Proxies cut a silent connection after 30 to 60 s. */
const EVERY = 10_000

/** What `work` gives; nothing more is written once it has ended. */
export async function withKeepAlive<T>(stream: SSEStreamingApi, work: Promise<T>): Promise<T> {
  const timer = setInterval(() => void stream.write(': waiting\n\n'), EVERY)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}
