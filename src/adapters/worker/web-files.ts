/** Gives middleware that serves the scripts and styles of the pages from the assets of the Worker, and nothing else of them. */
import type { MiddlewareHandler } from 'hono'
import { webFileHeaders } from '../../http/pages/web-assets.ts'
import type { Assets } from './assets.ts'

export function serveWebFiles(assets: Assets): MiddlewareHandler {
  return async (c, next) => {
    const { method, path } = c.req
    if (!/^\/(assets|embed)\//.test(path) || (method !== 'GET' && method !== 'HEAD')) return next()
    const found = await assets.fetch(c.req.raw)
    if (!found.ok && found.status !== 304) {
      await found.body?.cancel()
      return next()
    }
    // A copy: headers that come from a binding cannot be written.
    const response = new Response(found.body, found)
    for (const [name, value] of Object.entries(webFileHeaders(path))) response.headers.set(name, value)
    return response
  }
}
