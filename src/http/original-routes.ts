/** Gives the file of a document as it was given. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { FileKind } from '../domain/source-file.ts'
import type { Services } from '../ports/services.ts'
import { problemResponse, unknownDocument } from './ask-routes.ts'

const original = createRoute({
  method: 'get',
  path: '/api/documents/{id}/original',
  summary: 'The file as it was given',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: {
      description: 'The file.',
      content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
    },
    404: problemResponse('No document has this id, or the server holds no file of it.'),
  },
})

const TYPES: Readonly<Record<FileKind, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  html: 'text/html',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export function originalRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(original, async (c) => {
    const { id } = c.req.valid('param')
    const document = services.library.get(id)
    const file = document && (await services.original?.(id))
    if (!document || !file) throw unknownDocument(c, id)
    // Always saved, never shown: a page of another site must not run as one of this server's.
    return c.body(file.bytes as Uint8Array<ArrayBuffer>, 200, {
      'Content-Type': TYPES[document.source.file?.kind ?? 'txt'],
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
    })
  })
  return app
}
