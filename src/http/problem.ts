/** Gives `application/problem+json` responses (RFC 9457) for every error of the API. */
import type { Context } from 'hono'
import { z } from 'zod'

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

const TITLES = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

export type ProblemStatus = keyof typeof TITLES

export function isProblemStatus(status: number): status is ProblemStatus {
  return status in TITLES
}

export function problem(
  c: Context,
  status: ProblemStatus,
  detail: string,
  more: Pick<z.infer<typeof PROBLEM>, 'errors' | 'id'> = {},
): Response {
  const body: z.infer<typeof PROBLEM> = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    detail,
    ...more,
  }
  c.header('Content-Type', 'application/problem+json; charset=utf-8')
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
