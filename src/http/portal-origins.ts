/** Gives what the portals in a document's own list may do: frame that document's page, call the API about that document. */
import type { Context, MiddlewareHandler } from 'hono'
import { decodeAnswerId } from '../answering/answer-id.ts'
import { fill } from '../domain/fill-words.ts'
import type { Library } from '../domain/library.ts'
import { problem, problemWords } from './problem.ts'

/** Origins that the document's sidecar lists; none for no document and for an unknown one. */
export function originsOf(library: Library, document: string | null | undefined): readonly string[] {
  return (document ? library.get(document)?.source.sidecar.origins : undefined) ?? []
}

/** CSP sources that may frame the page of this request: `everywhere` and, for `/embed?corpus=`, the document's list. */
export function frameAncestorsOf(
  library: Library,
  everywhere: readonly string[],
): (c: Context) => readonly string[] {
  return (c) => {
    const listed = c.req.path === '/embed' ? originsOf(library, c.req.query('corpus')) : []
    // 'none' stands alone or not at all.
    return listed.length === 0
      ? everywhere
      : [...everywhere.filter((source) => source !== "'none'"), ...listed]
  }
}

/** Origins that may make a request, as far as its headers tell. */
export interface PortalOrigins {
  /** True for an origin that may ask about everything, and for any that a document lists where it only asks whether it may. */
  allows(origin: string, c: Context): boolean
  /**
   * Lets an origin of a document's list call for that document alone. Other requests from it get no CORS headers, a POST
   * a 403. Reads the body: stands behind its limit.
   */
  readonly byDocument: MiddlewareHandler
}

/** `everywhere`: origins that may ask about all documents. Null where no origin is allowed anything. */
export function portalOrigins(library: Library, everywhere: readonly string[]): PortalOrigins | null {
  const listed = new Set([...library.keys()].flatMap((id) => originsOf(library, id)))
  for (const origin of everywhere) listed.delete(origin)
  if (listed.size + everywhere.length === 0) return null
  return {
    allows: (origin, c) => everywhere.includes(origin) || (c.req.method === 'OPTIONS' && listed.has(origin)),
    byDocument: async (c, next) => {
      const origin = c.req.header('Origin') ?? ''
      // Browsers name the origin of our own pages too.
      if (!listed.has(origin) || new URL(origin).host === new URL(c.req.url).host) return next()
      const named = originsOf(library, await namedDocument(c)).includes(origin)
      if (!named && c.req.method === 'POST') {
        return problem(c, 403, fill(problemWords(c).foreignOrigin, { origin }))
      }
      await next()
      if (named) c.res.headers.set('Access-Control-Allow-Origin', origin)
    },
  }
}

/** The document that a request of the API is about: in its path, its body or its parameters, or that of its answer. */
async function namedDocument(c: Context): Promise<string | null> {
  const { path } = c.req
  const [, kind, id] = /^\/api\/(documents|answers)\/([^/]+)/.exec(path) ?? []
  if (kind === 'documents') return decoded(id!)
  if (kind === 'answers') return documentOfAnswer(id!)
  if (path === '/api/ask') return field(c, 'corpus')
  if (path === '/api/feedback') return documentOfAnswer((await field(c, 'id')) ?? '')
  return c.req.query(path === '/api/start' ? 'corpus' : 'document') ?? null
}

/** A text of the JSON body; null where there is none. */
async function field(c: Context, name: string): Promise<string | null> {
  const body: unknown = await c.req.json().catch(() => null)
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null
  return typeof value === 'string' ? value : null
}

function documentOfAnswer(id: string): string | null {
  return decodeAnswerId(id)?.question.corpus ?? null
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
