/**
 * Requests to the nodes of a Weaviate cluster, by fetch alone: of its npm client (gRPC, protobuf) two calls would be used.
 * Any node answers for all: a node that does not answer is passed over for the next, and asked last for a while.
 */
import { z } from 'zod'
import { ZhengdaError } from '../../domain/errors.ts'

export interface WeaviateOptions {
  /** Origins of the nodes, at least one. */
  readonly nodes: readonly string[]
  /** Sent as a bearer token. */
  readonly apiKey?: string
}

export interface WeaviateRequest<T> {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** Below `/v1`. */
  readonly path: string
  readonly body?: unknown
  /** Of what is answered with 200; without it, nothing is read. */
  readonly answer: z.ZodType<T>
  /** Milliseconds that one node has. */
  readonly patience: number
}

export interface WeaviateClient {
  /**
   * Sends the request to one node after the other, twice around. Only what may be sent twice is to be sent.
   * @throws ZhengdaError `engine_unavailable` where no node answers, `engine_refused` where one says why it will not
   */
  request<T>(request: WeaviateRequest<T>): Promise<T>
}

/** Milliseconds for which a node that did not answer is asked last. */
const PASSED_OVER = 5_000
const ROUNDS = 2
/** Milliseconds between two rounds: a cluster that elects a new leader is without one for about a second. */
const BETWEEN_ROUNDS = 500
/** Characters of an engine's own words in a message. */
const LONGEST_REASON = 400

/** What another node, or the same a moment later, may do. */
class Unanswered extends Error {}

export function createWeaviateClient({ nodes, apiKey }: WeaviateOptions): WeaviateClient {
  /** Until when each node is asked last, as `performance.now()`. */
  const silentUntil = new Map<string, number>()
  let turn = 0

  const inOrder = () => {
    const first = turn++ % nodes.length
    const turned = [...nodes.slice(first), ...nodes.slice(0, first)]
    const now = performance.now()
    const silent = (node: string) => Number((silentUntil.get(node) ?? 0) > now)
    return turned.sort((a, b) => silent(a) - silent(b))
  }

  const send = async <T>(node: string, { method, path, body, answer, patience }: WeaviateRequest<T>) => {
    const response = await fetch(`${node}/v1${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // The key goes to the address that was set, and no further.
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }).catch((error: unknown) => {
      throw new Unanswered(`${node}: ${reasonOf(error)}`)
    })
    const text = await response.text().catch((error: unknown) => {
      throw new Unanswered(`${node}: ${reasonOf(error)}`)
    })
    if (response.status === 401 || response.status === 403) {
      throw new ZhengdaError(
        'engine_refused',
        `${node} refuses the key (${response.status}); set WEAVIATE_API_KEY to one that it knows`,
      )
    }
    const said = `${node} answered ${response.status} to ${path}: ${text.slice(0, LONGEST_REASON)}`
    // 404: a node may hear of a new collection a moment after the others.
    if (response.status >= 500 || response.status === 404) throw new Unanswered(said)
    if (!response.ok) throw new ZhengdaError('engine_refused', said)
    const read = answer.safeParse(parse(text))
    if (!read.success) {
      throw new ZhengdaError('engine_refused', `${node} answered ${path} in another shape than Weaviate's`)
    }
    return read.data
  }

  return {
    async request(request) {
      const faults = new Set<string>()
      for (let round = 1; round <= ROUNDS; round++) {
        for (const node of inOrder()) {
          try {
            return await send(node, request)
          } catch (error) {
            if (!(error instanceof Unanswered)) throw error
            silentUntil.set(node, performance.now() + PASSED_OVER)
            faults.add(error.message)
          }
        }
        if (round < ROUNDS) await new Promise((resolve) => setTimeout(resolve, BETWEEN_ROUNDS))
      }
      throw new ZhengdaError(
        'engine_unavailable',
        `the search engine does not answer (${[...faults].join('; ')}); start it, correct WEAVIATE_URL, or set INDEX_ENGINE=embedded`,
      )
    },
  }
}

const answered = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
})

/**
 * Asks in GraphQL; `shape` reads `data`.
 * @throws as `request`; `engine_refused` where the engine answers with errors
 */
export async function query<T>(
  client: WeaviateClient,
  graphql: string,
  shape: z.ZodType<T>,
  patience: number,
): Promise<T> {
  const { data, errors } = await client.request({
    path: '/graphql',
    body: { query: graphql },
    answer: answered,
    patience,
  })
  const read = shape.safeParse(data)
  if (read.success && !errors?.length) return read.data
  const reason = errors?.map(({ message }) => message).join('; ') ?? 'an answer of another shape'
  throw new ZhengdaError('engine_refused', `the search engine: ${reason.slice(0, LONGEST_REASON)}`)
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Node says `fetch failed`, and in the cause what failed. */
function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return 'no answer in time'
  return cause?.code ?? cause?.message ?? message
}
