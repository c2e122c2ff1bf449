/** Gives errors in the shape of OpenAI's API, for what fails under `/v1`. */
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'

export const OPENAI_ERROR = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string().meta({ example: 'invalid_request_error' }),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'OpenAIError' })

type Fault = z.output<typeof OPENAI_ERROR>['error']

const KINDS: Readonly<Record<number, Pick<Fault, 'type' | 'code'>>> = {
  413: { type: 'invalid_request_error', code: 'request_too_large' },
  429: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: 'internal_error' },
}
const INVALID = { type: 'invalid_request_error', code: null }

export function openAiError(
  message: string,
  more: Partial<Pick<Fault, 'param' | 'code'>> = {},
): z.output<typeof OPENAI_ERROR> {
  return { error: { ...INVALID, param: null, message, ...more } }
}

/** What the rest of the server says as problem+json (limits, unknown addresses, failures), said as OpenAI's clients read it. */
export const asOpenAiErrors: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.get('content-type')?.startsWith('application/problem+json')) return
  const { status } = c.res
  const { detail, id } = (await c.res.json()) as { detail: string; id?: string }
  const error: Fault = {
    message: id === undefined ? detail : `${detail} (${id})`,
    param: null,
    ...(KINDS[status] ?? INVALID),
  }
  const headers = new Headers(c.res.headers)
  headers.set('Content-Type', 'application/json')
  headers.delete('Content-Length')
  c.res = undefined
  c.res = new Response(JSON.stringify({ error }), { status, headers })
}
