/** Gives middleware that writes one structured line per request: route, status, times by stage; never the question. */
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Log } from '../ports/log.ts'
import { type AskedVariables, whenAsked } from './asked.ts'

export interface AppVariables extends AskedVariables {
  requestId: string
}

export function requestLog(log: Log, logQuestions: boolean): MiddlewareHandler<{ Variables: AppVariables }> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const { status } = c.res
    const route = routeOf(c)
    whenAsked(c, (asked) =>
      log({
        level: status >= 500 ? 'error' : 'info',
        event: 'request',
        id: c.get('requestId'),
        method: c.req.method,
        route,
        status,
        ms: Math.round((performance.now() - start) * 100) / 100,
        ...(asked && {
          answer: asked.answer.status,
          language: asked.answer.language,
          stages: asked.answer.timings,
        }),
        ...(asked && logQuestions && { question: asked.question }),
      }),
    )
  }
}

/** The pattern of the route that answered: an address may hold the question itself (`/api/answers/:id`, `?q=`). */
function routeOf(c: Context): string {
  return matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? '(none)'
}
