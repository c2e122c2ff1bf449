/** Gives the desk as one Hono app: who enters, and its pages. */
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type { Services } from '../../ports/services.ts'
import { createGapReport } from '../../store/gap-report.ts'
import { problem } from '../problem.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { deskPage } from './desk-page.ts'
import { documentRoutes } from './document-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { gapRoutes } from './gap-routes.ts'
import { overviewRoutes } from './overview-routes.ts'
import { questionRoutes } from './question-routes.ts'
import { signInRoutes } from './sign-in.ts'

/** `/desk` and all below it. */
export function deskRoutes(services: Services, options: DeskOptions): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  // Before anyone is asked who they are: a single sign-on in front signs a browser in whoever made it send a form.
  app.use('/desk/*', csrf())
  app.route('/', signInRoutes(options))
  const report = createGapReport(options.store, options.embedder)
  app.route('/', overviewRoutes(services, options, report))
  app.route('/', documentRoutes(services, options))
  app.route('/', gapRoutes(services, options, report))
  app.route('/', questionRoutes(services, options))
  app.route('/', figureRoutes(services, options))
  app.onError((error, c) => {
    // Who came without a right token or from elsewhere; all else is the application's to tell.
    if (!(error instanceof HTTPException)) throw error
    if (error.status === 403) return problem(c, 403, deskPage(c).words.forbidden)
    return error.getResponse()
  })
  return app
}
