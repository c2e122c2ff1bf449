/** Gives the routes of the documents: list, tree with receipt, source text; and health. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { todayInChina } from '../domain/china-day.ts'
import { type Library, type ReadDocument, recordCounts } from '../domain/library.ts'
import type { Services } from '../ports/services.ts'
import { supersededBy } from '../validity/successors.ts'
import { termOf } from '../validity/term.ts'
import { statusOn, validityOf } from '../validity/validity.ts'
import { problemResponse, unknownDocument } from './ask-routes.ts'
import { DOCUMENT, DOCUMENT_LIST, type DOCUMENT_SUMMARY, HEALTH } from './schemas.ts'

const ID = z.object({ id: z.string() })

const list = createRoute({
  method: 'get',
  path: '/api/documents',
  summary: 'The documents',
  responses: {
    200: {
      description: 'In the order of their ids.',
      content: { 'application/json': { schema: DOCUMENT_LIST } },
    },
  },
})

const one = createRoute({
  method: 'get',
  path: '/api/documents/{id}',
  summary: 'Metadata, heading tree and coverage receipt',
  request: { params: ID },
  responses: {
    200: { description: 'The document.', content: { 'application/json': { schema: DOCUMENT } } },
    404: problemResponse('No document has this id.'),
  },
})

const text = createRoute({
  method: 'get',
  path: '/api/documents/{id}/text',
  summary: 'The source text, into which all offsets point',
  request: { params: ID },
  responses: {
    200: { description: 'Plain text.', content: { 'text/plain': { schema: z.string() } } },
    404: problemResponse('No document has this id.'),
  },
})

const health = createRoute({
  method: 'get',
  path: '/api/health',
  summary: 'Whether the server can answer, and with what',
  responses: { 200: { description: 'It can.', content: { 'application/json': { schema: HEALTH } } } },
})

export function documentRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(list, (c) =>
    c.json({ documents: summaries(services.library), failed: [...services.health.skipped] }, 200),
  )
  app.openapi(one, (c) => {
    const { id } = c.req.valid('param')
    const document = services.library.get(id)
    if (!document) throw unknownDocument(c, id)
    return c.json(whole(document, services.library), 200)
  })
  app.openapi(text, (c) => {
    const { id } = c.req.valid('param')
    const document = services.library.get(id)
    if (!document) throw unknownDocument(c, id)
    return c.text(document.source.text, 200)
  })
  app.openapi(health, (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok' as const, version: services.version, ...services.health }, 200)
  })
  return app
}

function head(document: ReadDocument, library: Library) {
  const { source, tree } = document
  const { title, number, issuer, date } = tree.metadata
  const { effective, expires } = termOf(document)
  const today = todayInChina()
  return {
    id: source.id,
    title: title.value,
    titleEn: source.sidecar.titleEn ?? null,
    number: number?.value ?? null,
    issuer: issuer?.value ?? null,
    date: date?.value ?? null,
    status: statusOn(document, library, today),
    effective,
    expires,
    supersedes: supersededBy(document),
    supersededBy: validityOf(document, library, today).successor ?? null,
    characters: source.text.length,
    url: `/d/${encodeURIComponent(source.id)}`,
  }
}

function summaries(library: Library): z.output<typeof DOCUMENT_SUMMARY>[] {
  return [...library.values()].map((document) => ({
    ...head(document, library),
    ...recordCounts(library, document),
  }))
}

function whole(document: ReadDocument, library: Library): z.output<typeof DOCUMENT> {
  const { source, tree } = document
  const { drafter, effective, expiry, repeals = [] } = tree.metadata
  return {
    ...head(document, library),
    drafter,
    expiry,
    stated: { effective, expiry, supersedes: repeals },
    provenance: source.sidecar.provenance ?? null,
    encoding: source.encoding,
    sections: tree.sections.map(({ span, ...section }) => ({ ...section, start: span.start, end: span.end })),
    receipt: tree.receipt,
  }
}
