/** Serves on Node: reads the environment, opens the services, listens, and ends in good order. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { jsonLog } from './adapters/node/log.ts'
import { prometheusMetrics } from './adapters/node/prometheus-metrics.ts'
import { openWebFiles } from './adapters/node/web-files.ts'
import { type Config, readConfig } from './config.ts'
import { ZhengdaError } from './domain/errors.ts'
import { createApp } from './http/create-app.ts'
import { signInGuard } from './http/desk/sign-in-guard.ts'
import type { RateMemory } from './http/rate-limit.ts'
import { rememberAnswers } from './http/remember-answers.ts'
import { openLive } from './main.live-state.ts'
import { openDesk } from './main.open-desk.ts'
import { openDeskParts } from './main.open-desk-parts.ts'
import { buildParts, type OpenedParts, readFolder, servicesOf } from './main.open-services.ts'
import { openStore } from './main.open-store.ts'
import type { Services } from './ports/services.ts'

/** Where the build puts the scripts and styles of the pages: beside the bundle. */
const WEB_DIR = fileURLToPath(new URL('./web', import.meta.url))
/** Milliseconds that requests in flight have to end after a signal. */
const GRACE = 5000

/** One state of the library, and all that answers from it. */
export interface Serving {
  readonly parts: OpenedParts
  readonly services: Services
  readonly app: ReturnType<typeof createApp>
}

/** Starts the server; its address goes to stdout, one line, all else to stderr. */
export async function startServer(environment: NodeJS.ProcessEnv): Promise<Server> {
  const config = readConfig(environment)
  const log = jsonLog(process.stderr)
  const web = await openWebFiles(WEB_DIR)
  const metrics = prometheusMetrics()
  const kept = await openStore(config, log, metrics)
  const report = (line: string) => process.stderr.write(`${line}\n`)
  const address = clientAddress(config)
  // What outlives a change of the documents: who asked how often, who tried to sign in, what waits at the desk.
  const rates: RateMemory = new Map()
  const surroundings = {
    log,
    clientAddress: address,
    guard: signInGuard(),
    ...(web && { assets: web.assets }),
  }
  const changing = openDeskParts(config, () => live)
  const read = () => readFolder(config, log, report)
  const open = async (held: Awaited<ReturnType<typeof read>>, previous: Serving | null): Promise<Serving> => {
    const parts = await buildParts(held, config, report, previous?.parts ?? null)
    const services = rememberAnswers(servicesOf(parts, config, log))
    const deskParts = { store: kept.store, embedder: parts.embedder, ...changing }
    const desk = openDesk(services, config, deskParts, surroundings)
    const app = createApp(services, {
      config,
      log,
      clientAddress: address,
      questions: kept.questions,
      suggestAtStart: previous === null,
      metrics,
      rates,
      ...(desk && { desk }),
      ...(web && { web }),
    })
    return { parts, services, app }
  }
  const live = await openLive({ folder: config.CORPUS_DIR, read, open, log })
  const server = createAdaptorServer({
    // Taken once a request: all of an answer comes from one state of the library.
    fetch: (request, bindings) => live.current().app.fetch(request, bindings),
    // Permalink ids stand in the address, so headers may be longer than Node's 16 kB; slow senders are cut off.
    serverOptions: {
      maxHeaderSize: 32_768,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 10_000,
    },
  }) as Server
  const close = () => {
    live.close()
    return kept.close()
  }
  await listen(server, config)
  process.stdout.write(`${addressOf(server, config)}\n`)
  // The first question in each language would be slow: code and tables that it needs are not yet warm.
  for (const question of ['谁负责?', 'Who is responsible?']) {
    live
      .current()
      .services.ask({ question, history: [] })
      .catch((error: unknown) => {
        log({ level: 'error', event: 'warm_up_failed', error: String(error) })
      })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server, close))
  return server
}

/** @throws ZhengdaError `port_in_use`, or `config_invalid` where HOST or PORT cannot be used. */
async function listen(server: Server, { HOST, PORT }: Config): Promise<void> {
  server.listen(PORT, HOST)
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE') {
      const message = `PORT=${PORT} on ${HOST} is in use; stop the other program or set PORT to another number`
      throw new ZhengdaError('port_in_use', message, { cause })
    }
    const message = `HOST=${HOST} PORT=${PORT} cannot be listened on (${cause.code}); name an address of this machine and a free port`
    throw new ZhengdaError('config_invalid', message, { cause })
  })
}

function addressOf(server: Server, { HOST }: Config): string {
  const { port } = server.address() as AddressInfo
  return `http://${HOST.includes(':') ? `[${HOST.replace(/[[\]]/g, '')}]` : HOST}:${port}`
}

/** Each trusted proxy appends the address it saw: the client is the entry that the outermost of them wrote. */
function clientAddress({ TRUSTED_PROXIES }: Config): (c: Context) => string {
  return (c) => {
    const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
    const seen = TRUSTED_PROXIES > 0 ? forwarded.at(-TRUSTED_PROXIES) : undefined
    return seen || getConnInfo(c).remote.address || 'unknown'
  }
}

/** Requests in flight end first, then what they left to be written. */
function stop(server: Server, close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0))
  server.close(end)
  server.closeIdleConnections()
  setTimeout(end, GRACE).unref()
  // A database that does not answer keeps nobody.
  setTimeout(() => process.exit(0), 2 * GRACE).unref()
}

/** What was expected to go wrong is told in one line; anything else keeps its stack. */
export function reportFailure(error: unknown): never {
  const message =
    error instanceof ZhengdaError ? `${error.code}: ${error.message}` : ((error as Error).stack ?? error)
  process.stderr.write(`zhengda: ${message}\n`)
  process.exit(1)
}
