/** Streams an answer as server-sent events: the template's at once, then the one that stands. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Answer } from '../domain/answer.ts'
import type { Services } from '../ports/services.ts'
import { withKeepAlive } from './keep-alive.ts'

/** True where the client wants events rather than one JSON answer. */
export function wantsEvents(c: Context): boolean {
  return /\btext\/event-stream\b/.test(c.req.header('accept') ?? '')
}

/**
 * `event: template` with the proven template answer where a model is to phrase it, then `event: answer` with the final
 * one: a model's words are shown only after all of them are verified, so there are no partial ones.
 */
export function streamAnswer(c: Context, services: Services, template: Answer): Response {
  return streamSSE(c, async (stream) => {
    const send = (event: string, answer: Answer) => stream.writeSSE({ event, data: JSON.stringify(answer) })
    if (!services.phrase) return send('answer', template)
    await send('template', template)
    await send('answer', await withKeepAlive(stream, services.phrase(template, c.req.raw.signal)))
  })
}
