/** Streams an answer as server-sent events: what is being done, the template's answer, then the one that stands. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Answer, Question } from '../domain/answer.ts'
import type { Log } from '../ports/log.ts'
import type { Services } from '../ports/services.ts'
import { withKeepAlive } from './keep-alive.ts'
import type { AppVariables } from './request-log.ts'

/** True where the client wants events rather than one JSON answer. */
export function wantsEvents(c: Context): boolean {
  return /\btext\/event-stream\b/.test(c.req.header('accept') ?? '')
}

/**
 * `event: status` with `{stage}` as each stage begins, `event: template` with the proven template answer where a model
 * is to phrase it, then `event: answer` with the final one: a model's words are shown only after all of them are
 * verified, so there are no partial ones. What fails by then ends the stream with `event: failure`, `{id}`.
 */
export function streamAnswer(
  c: Context<{ Variables: AppVariables }>,
  services: Services,
  question: Question,
  log: Log,
): Response {
  let tell = (_: Answer | null) => {}
  const answered = new Promise<Answer | null>((resolve) => {
    tell = resolve
  })
  c.set(
    'asked',
    answered.then((answer) => answer && { question: question.question, answer }),
  )
  c.header('Cache-Control', 'no-store')
  // Proxies that gather a response before they pass it on would make the stages come with the answer.
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const send = (event: string, data: object) => stream.writeSSE({ event, data: JSON.stringify(data) })
    try {
      const onStage = (stage: string) => void send('status', { stage })
      const template = await withKeepAlive(stream, services.ask(question, { onStage }))
      tell(template)
      if (!services.phrase) return await send('answer', template)
      await send('template', template)
      await send('answer', await withKeepAlive(stream, services.phrase(template, c.req.raw.signal)))
    } catch (error) {
      const id = c.get('requestId')
      log({
        level: 'error',
        event: 'request_failed',
        id,
        error: (error instanceof Error && error.stack) || String(error),
      })
      await send('failure', { id })
    } finally {
      tell(null)
    }
  })
}
