/** Gives the response that carries a page in the site's frame, from its parts. */
import type { Context } from 'hono'
import type { ProblemStatus } from '../problem.ts'
import { layout, type PageParts } from './layout.ts'
import type { PageContext } from './page-context.ts'
import type { WebAssets } from './web-assets.ts'

export function sendPage(
  c: Context,
  page: PageContext,
  assets: WebAssets | undefined,
  parts: PageParts,
  status: 200 | ProblemStatus = 200,
): Response | Promise<Response> {
  c.header('Vary', 'Accept-Language', { append: true })
  c.header('Content-Language', page.words.htmlLang)
  return c.html(layout(page, assets, parts), status)
}
