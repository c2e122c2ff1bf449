/** Gives the HTTP application from the services: middleware in order, the API, its description and the pages. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Config } from '../config.ts'
import { ZhengdaError } from '../domain/errors.ts'
import { fill } from '../domain/fill-words.ts'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Services } from '../ports/services.ts'
import type { QuestionLog } from '../store/question-log.ts'
import { askRoutes } from './ask-routes.ts'
import { type DeskVariables, UPLOAD } from './desk/desk-options.ts'
import { documentRoutes } from './document-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { keepAsked } from './keep-asked.ts'
import { mcpRoutes } from './mcp/mcp-routes.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { asOpenAiErrors } from './openai/openai-errors.ts'
import { openAiRoutes } from './openai/openai-routes.ts'
import { originalRoutes } from './original-routes.ts'
import { failedPage, refusedPage, unknownPage } from './pages/error-page.ts'
import { pages } from './pages/pages.ts'
import type { WebAssets } from './pages/web-assets.ts'
import { frameAncestorsOf, portalOrigins } from './portal-origins.ts'
import { isProblemStatus, type ProblemStatus, problem, problemWords } from './problem.ts'
import { type RateMemory, rateLimit } from './rate-limit.ts'
import { type AppVariables, requestLog } from './request-log.ts'
import { securityHeaders } from './security-headers.ts'
import { wantsPage } from './wants-page.ts'

export interface AppOptions {
  readonly config: Config
  readonly log: Log
  /** Address of the client, by which its rate is limited. */
  readonly clientAddress: (c: Context) => string
  /** Where what was asked and judged is kept. */
  readonly questions?: QuestionLog
  /** As of the pages. */
  readonly suggestAtStart?: boolean
  /** What `/metrics` shows. */
  readonly metrics?: Metrics
  /** The desk (`deskRoutes`); hosts that have none carry none of its code. */
  readonly desk?: Hono<{ Variables: DeskVariables }>
  /** Who asked how often, where it shall outlive the application: another takes its place when documents change. */
  readonly rates?: RateMemory
  /** Built scripts and styles; the pages work without them, unstyled. */
  readonly web?: { readonly assets: WebAssets; readonly serve: MiddlewareHandler }
}

export function createApp(services: Services, options: AppOptions): Hono<{ Variables: AppVariables }> {
  const { config, log, web } = options
  const app = new Hono<{ Variables: AppVariables }>()
  const refuse = (c: Context, status: ProblemStatus, detail: string) =>
    wantsPage(c) ? refusedPage(c, web?.assets, status, detail) : problem(c, status, detail)
  app.use(requestId({ limitLength: 64 }))
  if (config.LOG === 'requests') app.use(requestLog(log, config.LOG_QUESTIONS === 'on'))
  if (options.questions) app.use(keepAsked(options.questions))
  const framing = frameAncestorsOf(services.library, config.FRAME_ANCESTORS)
  app.use(securityHeaders((c) => (/^\/desk(\/|$)/.test(c.req.path) ? ["'none'"] : framing(c))))
  const everywhere = config.CORS_ORIGINS.includes('*') ? '*' : config.CORS_ORIGINS
  const portals = everywhere === '*' ? null : portalOrigins(services.library, everywhere)
  if (everywhere === '*' || portals) {
    const origin = portals ? (from: string, c: Context) => (portals.allows(from, c) ? from : null) : '*'
    app.use(
      '/api/*',
      cors({ origin, allowMethods: ['GET', 'POST'], allowHeaders: ['Content-Type'], maxAge: 600 }),
    )
  }
  if (config.CORS_ORIGINS.length > 0) {
    // Their clients send headers of their own (Authorization, MCP-Protocol-Version): what a browser asks for is allowed.
    for (const path of ['/v1/*', '/mcp']) {
      app.use(path, cors({ origin: everywhere, allowMethods: ['GET', 'POST'], maxAge: 600 }))
    }
  }
  app.use('/v1/*', asOpenAiErrors)
  const limited = bodyLimit({
    maxSize: config.BODY_LIMIT,
    onError: (c) => refuse(c, 413, fill(problemWords(c).tooLarge, { n: config.BODY_LIMIT })),
  })
  // The desk takes files, and has a limit of its own behind its sign-in.
  app.use((c, next) => (options.desk && c.req.path === UPLOAD ? next() : limited(c, next)))
  // Before the rate limit, so that a portal can read that it asks too often.
  if (portals) app.use('/api/*', portals.byDocument)
  if (config.RATE_LIMIT > 0) {
    app.use(
      rateLimit({
        perMinute: config.RATE_LIMIT,
        clientAddress: options.clientAddress,
        refuse,
        memory: options.rates,
      }),
    )
  }
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '))
        return refuse(c, 405, fill(problemWords(c).wrongMethod, { methods: methods.join(', ') }))
      },
    }),
  )
  for (const path of [
    '/api/documents/*',
    '/api/documents',
    '/api/targets',
    '/api/responsibilities',
    '/api/obligations',
  ]) {
    app.use(path, revalidated)
  }
  app.route('/', describedApi(services, log))
  app.route(
    '/',
    pages(services, {
      ...(web ? { assets: web.assets } : {}),
      log,
      ...(options.questions && { questions: options.questions }),
      ...(options.suggestAtStart && { suggestAtStart: true }),
      logQuestions: config.LOG_QUESTIONS === 'on',
      embedding: { frameAncestors: config.FRAME_ANCESTORS, corsOrigins: config.CORS_ORIGINS },
    }),
  )
  if (options.desk) app.route('/', options.desk)
  if (options.metrics) app.route('/', metricsRoutes(options.metrics, config.METRICS_TOKEN))
  if (web) app.use(web.serve)
  app.notFound((c) =>
    wantsPage(c) ? unknownPage(c, web?.assets) : problem(c, 404, problemWords(c).unknownAddress),
  )
  app.onError((error, c) => {
    if (error instanceof HTTPException && isProblemStatus(error.status)) {
      return refuse(c, error.status, error.message)
    }
    if (error instanceof ZhengdaError && error.code === 'reader_busy') {
      c.header('Retry-After', '5')
      return problem(c, 503, error.message)
    }
    const id = c.get('requestId')
    log({ level: 'error', event: 'request_failed', id, error: error.stack ?? String(error) })
    if (wantsPage(c)) return failedPage(c, web?.assets, id)
    if (error instanceof ZhengdaError && error.code === 'engine_unavailable') {
      c.header('Retry-After', '5')
      return problem(c, 503, problemWords(c).engineAway, { id })
    }
    return problem(c, 500, problemWords(c).failed, { id })
  })
  return app
}

function describedApi(services: Services, log: Log): OpenAPIHono<{ Variables: AppVariables }> {
  const api = new OpenAPIHono<{ Variables: AppVariables }>()
  api.route('/', askRoutes(services, log))
  api.route('/', documentRoutes(services))
  api.route('/', originalRoutes(services))
  api.route('/', factRoutes(services))
  api.route('/', openAiRoutes(services))
  api.route('/', mcpRoutes(services))
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: '政答 Zhengda',
      version: '1',
      description:
        'Answers questions about official Chinese documents; every quotation slices back from its source.',
    },
  })
  return api
}

/** Data of an index may be kept by a browser, and is asked for again by its hash. */
const tagged = etag()
const revalidated: typeof tagged = async (c, next) => {
  const response = await tagged(c, next)
  if (c.res.ok || c.res.status === 304) c.res.headers.set('Cache-Control', 'no-cache')
  return response
}
