/** Tells whether a request comes from a browser that opens an address, or from a program. */
import type { Context } from 'hono'

/** Programs, and whatever calls the APIs, are told in problem+json. */
export function wantsPage(c: Context): boolean {
  return /\btext\/html\b/i.test(c.req.header('Accept') ?? '') && !/^\/(api|v1|mcp)(\/|$)/.test(c.req.path)
}
