/** Gives `application/problem+json` responses (RFC 9457) for every error of the API. */
import type { Context } from 'hono'
import { z } from 'zod'
import problemWordsTable from '../data/interface-problems.json' with { type: 'json' }
import { requestLanguage } from './request-language.ts'
import { wantsPage } from './wants-page.ts'

export const PROBLEM = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ example: 'Unprocessable Content' }),
    status: z.int().meta({ example: 422 }),
    detail: z.string().meta({ description: 'What is wrong and what to do.' }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: 'JSON pointer or parameter name.' }),
          detail: z.string(),
        }),
      )
      .optional(),
    id: z.string().optional().meta({ description: 'Request id, for the operator to find it in the log.' }),
  })
  .meta({ id: 'Problem' })

const STATUSES = [400, 401, 403, 404, 405, 413, 422, 429, 500, 503] as const

export type ProblemStatus = (typeof STATUSES)[number]

export function isProblemStatus(status: number): status is ProblemStatus {
  return STATUSES.some((each) => each === status)
}

export type ProblemWords = typeof problemWordsTable.en

/** The words of the language that the request prefers; where it states none, English for programs, Chinese for pages. */
export function problemWords(c: Context): ProblemWords {
  return problemWordsTable[requestLanguage(c, wantsPage(c) ? 'zh' : 'en')]
}

export function problem(
  c: Context,
  status: ProblemStatus,
  detail: string,
  more: Pick<z.infer<typeof PROBLEM>, 'errors' | 'id'> = {},
): Response {
  const words = problemWords(c)
  const body: z.infer<typeof PROBLEM> = {
    type: 'about:blank',
    title: words[`title${status}`],
    status,
    detail,
    ...more,
  }
  c.header('Content-Type', 'application/problem+json; charset=utf-8')
  c.header('Content-Language', words.htmlLang)
  c.header('Vary', 'Accept-Language', { append: true })
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status)
}

/** The 422 of a request that breaks its schema: each fault with its place. */
export function invalid(c: Context, issues: readonly z.core.$ZodIssue[], target: string): Response {
  const errors = issues.slice(0, 20).map((issue) => ({
    path: target === 'json' ? `/${issue.path.map(String).join('/')}` : issue.path.map(String).join('.'),
    detail: issue.message,
  }))
  const detail = errors
    .map((error) => `${error.path.replace(/^\//, '') || 'body'} ${error.detail}`)
    .join('; ')
  return problem(c, 422, detail, { errors })
}
