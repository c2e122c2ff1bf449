/** The Worker host, for Cloudflare: the same application as on Node, over the assets that `npm run build:worker` writes. */
import { env } from 'cloudflare:workers'
import type { Hono } from 'hono'
import { ASSET_FILES, assetReader } from './adapters/worker/assets.ts'
import { consoleLog } from './adapters/worker/log.ts'
import { openParts } from './adapters/worker/open-parts.ts'
import { serveWebFiles } from './adapters/worker/web-files.ts'
import { workerConfig } from './adapters/worker/worker-config.ts'
import { createApp } from './http/create-app.ts'
import { WEB_ASSETS } from './http/pages/web-assets.ts'
import type { AppVariables } from './http/request-log.ts'
import { withModel } from './main.open-phraser.ts'
import { createServices } from './services.ts'

type App = Hono<{ Variables: AppVariables }>

/** Folder of the assets that this bundle was built with; the build puts it here. */
declare const DATA_FOLDER: string

// Here and not at the first request, so that a deploy with a wrong setting fails.
const config = workerConfig(env)

let opening: Promise<App> | null = null

async function openApp(): Promise<App> {
  const read = assetReader(env.ASSETS, DATA_FOLDER)
  const [parts, web] = await Promise.all([openParts(read), read(ASSET_FILES.web)])
  return createApp(withModel(createServices(parts), config, consoleLog, parts), {
    config,
    log: consoleLog,
    // Set by the platform, whatever the client sends.
    clientAddress: (c) => c.req.header('cf-connecting-ip') ?? 'unknown',
    web: {
      assets: WEB_ASSETS.parse(JSON.parse(new TextDecoder().decode(web))),
      serve: serveWebFiles(env.ASSETS),
    },
  })
}

/** Opened by the first request that asks for it; a failure is told, and the next request tries again. */
function app(): Promise<App> {
  opening ??= openApp().catch((error: unknown) => {
    opening = null
    consoleLog({ level: 'error', event: 'start_failed', error: String(error) })
    throw error
  })
  return opening
}

/** What was wrong stands in the log. */
function unavailable(): Response {
  const detail = 'The assistant could not start; tell its operator.'
  const body = { type: 'about:blank', title: 'Service Unavailable', status: 503, detail }
  return new Response(JSON.stringify(body), {
    status: 503,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', 'Retry-After': '10' },
  })
}

export default {
  async fetch(
    request: Request,
    _env: unknown,
    context: { waitUntil(promise: Promise<unknown>): void },
  ): Promise<Response> {
    const opened = app()
    // Others wait for what this request opens, even if its client leaves.
    const ready = opened.catch(() => null)
    context.waitUntil(ready)
    return (await ready)?.fetch(request) ?? unavailable()
  },
}
