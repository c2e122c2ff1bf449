/** Takes readers' verdicts on answers into the store and the log; the log has the question only where the operator wants it. */
import { Hono } from 'hono'
import { z } from 'zod'
import { decodeAnswerId } from '../../answering/answer-id.ts'
import type { Log } from '../../ports/log.ts'
import type { Services } from '../../ports/services.ts'
import { MOST_REASON } from '../../store/asked-record.ts'
import { messageOf, type QuestionLog } from '../../store/question-log.ts'
import { invalid, problem, problemWords } from '../problem.ts'

const VERDICT = z.object({
  id: z.string().min(1).max(16_384),
  useful: z.boolean(),
  reason: z.string().max(MOST_REASON).optional(),
  /** Names the verdict: a later one of this name takes its place. */
  verdict: z.uuid().optional(),
})

export interface FeedbackOptions {
  readonly log: Log
  readonly logQuestions: boolean
  /** Where verdicts are kept; without it they are only logged. */
  readonly questions?: QuestionLog
}

/** `POST /api/feedback {id, useful, reason?}` → 204 when it is kept; 404 for an id that is none of ours, 503 where it could not be kept. */
export function feedbackRoutes(services: Services, { log, logQuestions, questions }: FeedbackOptions): Hono {
  const app = new Hono()
  app.post('/api/feedback', async (c) => {
    const verdict = VERDICT.safeParse(await c.req.json().catch(() => null))
    if (!verdict.success) return invalid(c, verdict.error.issues, 'json')
    const { id, useful, reason = null, verdict: name } = verdict.data
    const asked = decodeAnswerId(id)
    const corpus = asked?.question.corpus
    if (!asked || (corpus !== undefined && !services.library.has(corpus))) {
      return problem(c, 404, problemWords(c).unknownAnswer)
    }
    try {
      if (questions) {
        // Remembered as a rule; where it has to be computed again and cannot be now, the verdict counts all the same.
        const answer = await services.ask(asked.question).catch(() => null)
        await questions.judged(asked.question, answer, { useful, reason, ...(name && { id: name }) })
      }
    } catch (error) {
      log({ level: 'warn', event: 'feedback_not_kept', error: messageOf(error) })
      return problem(c, 503, problemWords(c).notKept)
    }
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
