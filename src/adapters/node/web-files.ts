/** Gives the built scripts and styles of the pages from a folder: their list, and the middleware that serves them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import { WEB_ASSETS, type WebAssets } from '../../http/pages/web-assets.ts'

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
      // Names with a hash never change their content; what portals load by a lasting name may.
      const lasting = /[.-][\w-]{8,}\.\w+$/.test(c.req.path) && !c.req.path.startsWith('/embed/')
      c.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      if (c.req.path.startsWith('/embed/')) c.header('Access-Control-Allow-Origin', '*')
    },
  })
  return { assets, serve }
}
