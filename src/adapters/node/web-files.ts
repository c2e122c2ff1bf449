/** Gives the built scripts and styles of the pages from a folder: their list, and the middleware that serves them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import { WEB_ASSETS, type WebAssets, webFileHeaders } from '../../http/pages/web-assets.ts'

export interface WebFiles {
  readonly assets: WebAssets
  readonly serve: MiddlewareHandler
}

/** Null where the folder holds no built files; the pages then come without styles and scripts. */
export async function openWebFiles(directory: string): Promise<WebFiles | null> {
  const json = await readFile(join(directory, 'web-assets.json'), 'utf8').catch(() => null)
  if (json === null) return null
  const assets = WEB_ASSETS.parse(JSON.parse(json))
  const files = serveStatic({ root: directory, precompressed: true })
  const serve: MiddlewareHandler = async (c, next) => {
    const found = await files(c, next)
    // Not in `onFound`: it runs when the headers of the response are already made.
    if (found instanceof Response) {
      for (const [name, value] of Object.entries(webFileHeaders(c.req.path))) found.headers.set(name, value)
    }
    return found
  }
  return { assets, serve }
}
