/** Gives middleware that lets each client address make so many requests a minute (token bucket), and answers 429 beyond. */
import type { Context, MiddlewareHandler } from 'hono'
import { fill } from '../domain/fill-words.ts'
import { type ProblemStatus, problem, problemWords } from './problem.ts'

export interface RateLimitOptions {
  /** Requests a minute, and the size of a burst. */
  readonly perMinute: number
  readonly clientAddress: (c: Context) => string
  /** How a request is refused; as a problem unless said. */
  readonly refuse?: (c: Context, status: ProblemStatus, detail: string) => Response | Promise<Response>
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number
  /** What is remembered of the clients, where it shall outlive the middleware. */
  readonly memory?: RateMemory | undefined
}

export type RateMemory = Map<string, { tokens: number; at: number }>

/** Clients remembered at once; the longest unseen is forgotten first, which can only be kind to it. */
const MAX_CLIENTS = 10_000

export function rateLimit({
  perMinute,
  clientAddress,
  refuse = problem,
  now = () => performance.now(),
  memory: buckets = new Map(),
}: RateLimitOptions): MiddlewareHandler {
  const perMillisecond = perMinute / 60_000
  return async (c, next) => {
    const address = clientAddress(c)
    const time = now()
    const last = buckets.get(address) ?? { tokens: perMinute, at: time }
    const tokens = Math.min(perMinute, last.tokens + (time - last.at) * perMillisecond)
    buckets.delete(address)
    buckets.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: time })
    if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value as string)
    if (tokens >= 1) return next()
    const seconds = Math.ceil((1 - tokens) / perMillisecond / 1000)
    c.header('Retry-After', String(seconds))
    return refuse(c, 429, fill(problemWords(c).tooMany, { n: perMinute, seconds }))
  }
}
