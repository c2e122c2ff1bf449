/** Gives `GET /metrics`, which a monitor reads: counts alone, no text of anyone. */
import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import type { Metrics } from '../ports/metrics.ts'

/** `token`: what the monitor must bring as a bearer token; undefined lets anyone read. */
export function metricsRoutes(metrics: Metrics, token: string | undefined): Hono {
  const app = new Hono()
  if (token !== undefined) app.use('/metrics', bearerAuth({ token }))
  app.get('/metrics', async (c) => {
    const { text, type } = await metrics.read()
    return c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  })
  return app
}
