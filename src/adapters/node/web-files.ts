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
  const serve = serveStatic({
    root: directory,
    precompressed: true,
    onFound: (_, c) => {
      for (const [name, value] of Object.entries(webFileHeaders(c.req.path))) c.header(name, value)
    },
  })
  return { assets, serve }
}
