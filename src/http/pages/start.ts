/** Gives what the component shows before the first question: documents and questions to begin with. */
import { type Context, Hono } from 'hono'
import type { Library } from '../../domain/library.ts'
import type { Suggest } from './suggested-questions.ts'

/** Documents that are named; a portal has room for a few. */
const NAMED = 4

/** `GET /api/start?corpus=&lang=` → `{documents: [{id, title, number, issuer, date}], suggestions: [{role, text}]}`. */
export function startRoutes(library: Library, suggest: Suggest): Hono {
  const app = new Hono()
  app.get('/api/start', (c) => {
    const corpus = c.req.query('corpus')
    const named = [...library.values()].filter(({ source }) => corpus === undefined || source.id === corpus)
    const documents = named.slice(0, NAMED).map(({ source, tree: { metadata } }) => ({
      id: source.id,
      title: metadata.title.value,
      number: metadata.number?.value ?? null,
      issuer: metadata.issuer?.value ?? null,
      date: metadata.date?.value ?? null,
    }))
    const suggestions = suggest(c.req.query('lang') === 'en' ? 'en' : 'zh', corpus, keptBy(c))
    return c.json({ documents, suggestions })
  })
  return app
}

/** On a Worker, what goes on after the response must be announced; elsewhere there is nothing to tell. */
export function keptBy(c: Context): (work: Promise<void>) => void {
  return (work) => {
    try {
      c.executionCtx.waitUntil(work)
    } catch {
      // Hono throws where the host has no execution context: it ends no work.
    }
  }
}
