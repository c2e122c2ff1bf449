/** Gives the routes that answer: ask, permalink, search. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { QUESTION } from '../answering/question-schema.ts'
import type { Candidate } from '../domain/candidate.ts'
import { citationUrl } from '../domain/citation-url.ts'
import { fill } from '../domain/fill-words.ts'
import type { Library } from '../domain/library.ts'
import type { Log } from '../ports/log.ts'
import type { Services } from '../ports/services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { streamAnswer, wantsEvents } from './answer-stream.ts'
import { openPermalink } from './permalink.ts'
import { invalid, PROBLEM, problem, problemWords } from './problem.ts'
import type { AppVariables } from './request-log.ts'
import { ANSWER, SEARCH_HIT } from './schemas.ts'

export const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: PROBLEM } },
})

const ask = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Answer a question with proven citations',
  request: { body: { required: true, content: { 'application/json': { schema: QUESTION } } } },
  responses: {
    200: {
      description: 'The answer, abstentions included.',
      content: {
        'application/json': { schema: ANSWER },
        'text/event-stream': {
          schema: z.string().meta({
            description:
              'Where Accept asks for it: `status` {"stage": "searching" | "reading" | "checking"} as each begins, `template` with the answer of the template where a model is set, then `answer` with the one that stands, or `failure` {"id"} in its place.',
          }),
        },
      },
    },
    400: problemResponse('The body is not JSON.'),
    403: problemResponse('The calling site is listed for other documents than `corpus`.'),
    404: problemResponse('`corpus` names no document.'),
    413: problemResponse('The body is too large.'),
    422: problemResponse('The question is empty or too long, or a field is wrong.'),
    429: problemResponse('Too many requests.'),
  },
})

const answerById = createRoute({
  method: 'get',
  path: '/api/answers/{id}',
  summary: 'The answer of a permalink',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: 'The same answer again.', content: { 'application/json': { schema: ANSWER } } },
    404: problemResponse('No answer has this id, or its document was removed; the detail says which.'),
  },
})

const search = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Statements for a query, best first',
  request: {
    query: z.object({
      q: z.string().trim().min(1, 'is empty').max(2000, 'has more than 2000 characters'),
      document: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(10),
      channels: z.enum(['hybrid', 'bm25', 'dense']).default('hybrid'),
    }),
  },
  responses: {
    200: {
      description: 'Statements with their scores.',
      content: {
        'application/json': { schema: z.object({ query: z.string(), hits: z.array(SEARCH_HIT).readonly() }) },
      },
    },
    404: problemResponse('`document` names no document.'),
    422: problemResponse('A parameter is wrong.'),
  },
})

export function askRoutes(services: Services, log: Log): OpenAPIHono<{ Variables: AppVariables }> {
  const app = new OpenAPIHono<{ Variables: AppVariables }>({
    defaultHook: (result, c) => (result.success ? undefined : invalid(c, result.error.issues, result.target)),
  })
  app.use('/api/ask', async (c, next) => {
    const type = c.req.header('content-type') ?? ''
    if (c.req.method === 'POST' && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
      return problem(c, 400, problemWords(c).notJson)
    }
    return next()
  })
  app.openapi(ask, async (c) => {
    const question = c.req.valid('json')
    const { corpus } = question
    if (corpus !== undefined && !services.library.has(corpus)) throw unknownDocument(c, corpus)
    if (wantsEvents(c)) return streamAnswer(c, services, question, log)
    const template = await services.ask(question)
    c.set('asked', { question: question.question, answer: template })
    const answer = (await services.phrase?.(template, c.req.raw.signal)) ?? template
    c.header('Cache-Control', 'no-store')
    return c.json(answer, 200)
  })
  app.openapi(answerById, async (c) => {
    const opened = await openPermalink(services, c.req.valid('param').id)
    if (opened.state === 'unreadable') {
      throw new HTTPException(404, { message: problemWords(c).unknownAnswer })
    }
    const { question } = opened.question
    if (opened.state === 'removed') {
      const message = fill(problemWords(c).removedDocument, { id: opened.document, question })
      throw new HTTPException(404, { message })
    }
    c.set('asked', { question, answer: opened.answer })
    return c.json(opened.answer, 200)
  })
  app.openapi(search, async (c) => {
    const { q, document, limit, channels } = c.req.valid('query')
    if (document !== undefined && !services.library.has(document)) throw unknownDocument(c, document)
    const candidates = await services.search(q, { limit, channels, ...(document && { corpus: document }) })
    return c.json({ query: q, hits: candidates.map((candidate) => hit(candidate, services.library)) }, 200)
  })
  return app
}

export function unknownDocument(c: Context, id: string): HTTPException {
  const message = fill(problemWords(c).unknownDocument, { id: JSON.stringify(id.slice(0, 100)) })
  return new HTTPException(404, { message })
}

export function hit(candidate: Candidate, library: Library): z.output<typeof SEARCH_HIT> {
  const read = library.get(candidate.document)!
  const { source, tree } = read
  const { span, paragraph: index } = statementsOf(read)[candidate.statement]!
  const paragraph = tree.paragraphs[index]!
  return {
    document: source.id,
    title: tree.metadata.title.value,
    locator: paragraph.locator,
    path: paragraph.section === null ? [] : tree.sections[paragraph.section]!.path,
    line: paragraph.line,
    ...span,
    quote: source.text.slice(span.start, span.end),
    paragraph: paragraph.span,
    score: candidate.score,
    bm25: candidate.bm25,
    cosine: candidate.cosine,
    url: citationUrl(source.id, span, paragraph.line),
  }
}
