/** Gives the routes of the registers: targets, responsibilities, obligations, as JSON or CSV. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Located } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import type { Services } from '../ports/services.ts'
import { problemResponse, unknownDocument } from './ask-routes.ts'
import { toCsv } from './csv.ts'
import { invalid } from './problem.ts'
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

const FILTER = {
  document: z.string().optional().meta({ description: 'Document id.' }),
  body: z.string().trim().min(1).max(100).optional().meta({ description: 'A body or a part of its name.' }),
  year: z.coerce.number('must be a year').int('must be a year').min(1900).max(2200).optional(),
  q: z.string().max(200).optional().meta({ description: 'Words that must all stand in record or headings.' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
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
      throw unknownDocument(filter.document)
    }
    const { total, records } = register.select(services.library, filter).page(offset, limit)
    if (format === 'json') return c.json({ total, [name]: records }, 200)
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', `attachment; filename="${name}.csv"`)
    return c.body(
      toCsv(
        columns,
        records.map((record) => register.row(record, services.library)),
      ),
      200,
    )
  })
}
