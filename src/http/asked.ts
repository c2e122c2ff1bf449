/** Gives what a request asked to those who keep it: at once, or when a streamed answer is there. */
import type { Context } from 'hono'
import type { Answer } from '../domain/answer.ts'

export interface Asked {
  readonly question: string
  readonly answer: Answer
}

export interface AskedVariables {
  /** Set by the routes that answer a question; a stream has its answer later, and null where it failed. */
  asked?: Asked | Promise<Asked | null>
}

/** Calls `use` once: null where nothing was asked, or no answer came. The response does not wait for it. */
export function whenAsked(c: Context, use: (asked: Asked | null) => void): void {
  const asked = (c as Context<{ Variables: AskedVariables }>).get('asked')
  if (asked instanceof Promise) void asked.then(use)
  else use(asked ?? null)
}
