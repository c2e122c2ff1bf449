/** Takes readers' verdicts on answers and writes them to the log, with the question only where the operator wants it. */
import { Hono } from 'hono'
import { z } from 'zod'
import { decodeAnswerId } from '../../answering/answer-id.ts'
import type { Log } from '../../ports/log.ts'
import { invalid, problem, problemWords } from '../problem.ts'

const VERDICT = z.object({ id: z.string().min(1).max(16_384), useful: z.boolean() })

/** `POST /api/feedback {id, useful}` → 204; 404 for an id that is none of ours. */
export function feedbackRoutes(log: Log, logQuestions: boolean): Hono {
  const app = new Hono()
  app.post('/api/feedback', async (c) => {
    const verdict = VERDICT.safeParse(await c.req.json().catch(() => null))
    if (!verdict.success) return invalid(c, verdict.error.issues, 'json')
    const { id, useful } = verdict.data
    const asked = decodeAnswerId(id)
    if (!asked) return problem(c, 404, problemWords(c).unknownAnswer)
    log({
      level: 'info',
      event: 'feedback',
      useful,
      version: asked.version,
      ...(logQuestions ? { answer: id } : {}),
    })
    return c.body(null, 204)
  })
  return app
}
