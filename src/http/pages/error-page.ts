/** Gives a browser a page to read where an address is unknown, a request is refused or the server failed, from the status and the request. */
import type { Context } from 'hono'
import { fill } from '../../domain/fill-words.ts'
import { type ProblemStatus, problemWords } from '../problem.ts'
import { notice } from './ask.ts'
import { pageContext } from './page-context.ts'
import { sendPage } from './send-page.ts'
import type { WebAssets } from './web-assets.ts'

/** For an address at which nothing stands. */
export function unknownPage(c: Context, assets: WebAssets | undefined): Response | Promise<Response> {
  const { notFound, notFoundText } = pageContext(c).words
  return errorPage(c, assets, 404, notFound, notFoundText)
}

/** `id`: the request's, which the operator finds in the log. */
export function failedPage(
  c: Context,
  assets: WebAssets | undefined,
  id: string,
): Response | Promise<Response> {
  const { serverFailed, serverFailedText } = pageContext(c).words
  return errorPage(c, assets, 500, serverFailed, fill(serverFailedText, { id }))
}

/** For a request that is refused: too many, too large, a wrong method. */
export function refusedPage(
  c: Context,
  assets: WebAssets | undefined,
  status: ProblemStatus,
  detail: string,
): Response | Promise<Response> {
  return errorPage(c, assets, status, problemWords(c)[`title${status}`], detail)
}

function errorPage(
  c: Context,
  assets: WebAssets | undefined,
  status: ProblemStatus,
  title: string,
  text: string,
): Response | Promise<Response> {
  const page = pageContext(c)
  c.header('Cache-Control', 'no-store')
  return sendPage(c, page, assets, { title, place: 'other', content: notice(page, title, text) }, status)
}
