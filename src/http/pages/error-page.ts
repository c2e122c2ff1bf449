/** Gives a browser a page to read where an address is unknown or the server failed, from the status and the request. */
import type { Context } from 'hono'
import { fill } from '../../domain/fill-words.ts'
import { notice } from './ask.ts'
import { pageContext } from './page-context.ts'
import { sendPage } from './send-page.ts'
import type { WebAssets } from './web-assets.ts'

/** True for a browser that opens an address; programs, and whatever calls the APIs, are told in problem+json. */
export function wantsPage(c: Context): boolean {
  return /\btext\/html\b/i.test(c.req.header('Accept') ?? '') && !/^\/(api|v1|mcp)(\/|$)/.test(c.req.path)
}

/** `id`: the request's, which the operator finds in the log. */
export function errorPage(
  c: Context,
  assets: WebAssets | undefined,
  status: 404 | 500,
  id: string,
): Response | Promise<Response> {
  const page = pageContext(c)
  const { words } = page
  const [title, text] =
    status === 404
      ? [words.notFound, words.notFoundText]
      : [words.serverFailed, fill(words.serverFailedText, { id })]
  c.header('Cache-Control', 'no-store')
  return sendPage(c, page, assets, { title, place: 'other', content: notice(page, title, text) }, status)
}
