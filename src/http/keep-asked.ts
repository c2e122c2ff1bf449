/** Gives middleware that tells the question log what was asked and how long the answer took; permalinks are no new questions. */
import type { MiddlewareHandler } from 'hono'
import { decodeAnswerId } from '../answering/answer-id.ts'
import type { QuestionLog } from '../store/question-log.ts'
import { whenAsked } from './asked.ts'
import type { AppVariables } from './request-log.ts'

export function keepAsked(questions: QuestionLog): MiddlewareHandler<{ Variables: AppVariables }> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    if (c.req.path.startsWith('/api/answers/')) return
    whenAsked(c, (asked) => {
      if (!asked) return
      // The id holds the whole question: history and corpus too.
      const question = decodeAnswerId(asked.answer.id)?.question ?? { question: asked.question, history: [] }
      questions.asked(question, asked.answer, performance.now() - start)
    })
  }
}
