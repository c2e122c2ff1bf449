/** Gives the routes of the registers: targets, responsibilities, obligations, as JSON or CSV. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Located } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import type { Services } from '../ports/services.ts'
import { hashText } from '../retrieval/checksum.ts'
import { problemResponse, unknownDocument } from './ask-routes.ts'
import { csvLines } from './csv.ts'
import { invalid } from './problem.ts'
import { registerJson } from './register-json.ts'
import {
  OBLIGATION_REGISTER,
  RESPONSIBILITY_REGISTER,
  type Register,
  TARGET_REGISTER,
} from './register-rows.ts'
import { ADDRESSEE, MODALITY, OBLIGATION, RESPONSIBILITY, TARGET } from './schemas.ts'
import {
  type FactFilter,
  type Selection,
  selectObligations,
  selectResponsibilities,
  selectTargets,
} from './select-facts.ts'
import { mapped, streamText } from './stream-body.ts'

/** Records of a JSON page at most; CSV, which nobody reads in a piece, holds all. */
const LONGEST_PAGE = 10_000

const FILTER = {
  document: z.string().optional().meta({ description: 'Document id.' }),
  body: z.string().trim().min(1).max(100).optional().meta({ description: 'A body or a part of its name.' }),
  year: z.coerce.number('must be a year').int('must be a year').min(1900).max(2200).optional(),
  q: z.string().max(200).optional().meta({ description: 'Words that must all stand in record or headings.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LONGEST_PAGE)
    .optional()
    .meta({
      description: `Records at most: ${LONGEST_PAGE} as JSON unless stated, all as CSV.`,
    }),
  offset: z.coerce.number().int().min(0).default(0).meta({ type: 'integer' }),
  format: z.enum(['json', 'csv'], 'must be json or csv').default('json'),
}

const obligationFilter = { ...FILTER, modality: MODALITY.optional(), addressee: ADDRESSEE.optional() }

interface RegisterRoute<T> extends Register<T> {
  readonly name: string
  readonly summary: string
  readonly query: z.ZodObject<typeof FILTER>
  readonly record: z.ZodType<T>
  readonly select: (library: Library, filter: FactFilter) => Selection<T>
}

export function factRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : invalid(c, result.error.issues, result.target)),
  })
  add(app, services, {
    ...TARGET_REGISTER,
    name: 'targets',
    summary: 'Quantitative and dated targets, limits, thresholds and amounts',
    query: z.object(FILTER),
    record: TARGET,
    select: selectTargets,
  })
  add(app, services, {
    ...RESPONSIBILITY_REGISTER,
    name: 'responsibilities',
    summary: 'Who is responsible for which stretch of the text',
    query: z.object(FILTER),
    record: RESPONSIBILITY,
    select: selectResponsibilities,
  })
  add(app, services, {
    ...OBLIGATION_REGISTER,
    name: 'obligations',
    summary: 'Bans, duties and encouragements, with condition and exception',
    query: z.object(obligationFilter),
    record: OBLIGATION,
    select: selectObligations,
  })
  return app
}

function add<T extends Located>(app: OpenAPIHono, services: Services, register: RegisterRoute<T>): void {
  const { name, columns } = register
  const page = z.object({ total: z.int().meta({ description: 'Records before limit and offset.' }) })
  const route = createRoute({
    method: 'get',
    path: `/api/${name}`,
    summary: register.summary,
    request: { query: register.query },
    responses: {
      200: {
        description: 'In document and text order.',
        content: {
          'application/json': { schema: page.extend({ [name]: z.array(register.record).readonly() }) },
          'text/csv': { schema: z.string() },
        },
      },
      404: problemResponse('`document` names no document.'),
      422: problemResponse('A parameter is wrong.'),
    },
  })
  app.openapi(route, (c) => {
    const { limit, offset, format, ...filter } = c.req.valid('query')
    if (filter.document !== undefined && !services.library.has(filter.document)) {
      throw unknownDocument(c, filter.document)
    }
    const selection = register.select(services.library, filter)
    c.header('ETag', registerTag(services.version, columns, c.req.url))
    if (format === 'json') {
      c.header('Content-Type', 'application/json')
      return c.body(streamText(registerJson(name, selection, offset, limit ?? LONGEST_PAGE)), 200)
    }
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', `attachment; filename="${name}.csv"`)
    const rows = mapped(selection.read(offset, limit ?? Number.POSITIVE_INFINITY), (record) =>
      register.row(record, services.library),
    )
    return c.body(streamText(csvLines(columns, rows)), 200)
  })
}

/** A body that is written while it is sent cannot be hashed first: what it is made of is. */
function registerTag(version: string, columns: readonly string[], url: string): string {
  return `W/"${version}-${hashText(`${columns} ${url}`)}"`
}
