/** Gives the routes that OpenAI's clients call: chat completions, streamed or not, and the list of models. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { MAX_HISTORY_TURNS, MAX_QUESTION_CHARACTERS, QUESTION } from '../../answering/question-schema.ts'
import type { Answer } from '../../domain/answer.ts'
import type { Services } from '../../ports/services.ts'
import { withKeepAlive } from '../keep-alive.ts'
import type { AppVariables } from '../request-log.ts'
import { chatContent, countTokens } from './chat-content.ts'
import {
  CHAT_COMPLETION,
  CHAT_REQUEST,
  type ChatMessages,
  MODEL_ENTRY,
  MODEL_LIST,
  MODEL_NAME,
} from './chat-schemas.ts'
import { OPENAI_ERROR, openAiError } from './openai-errors.ts'

const failure = (description: string) => ({
  description,
  content: { 'application/json': { schema: OPENAI_ERROR } },
})

const chat = createRoute({
  method: 'post',
  path: '/v1/chat/completions',
  summary: 'Answer the last user message, as OpenAI’s chat completions do',
  request: { body: { required: true, content: { 'application/json': { schema: CHAT_REQUEST } } } },
  responses: {
    200: {
      description:
        'The answer with its citations as annotations and footnotes; chunks where `stream` is true.',
      content: {
        'application/json': { schema: CHAT_COMPLETION },
        'text/event-stream': { schema: z.string() },
      },
    },
    400: failure('The body is not JSON or breaks the schema.'),
    404: failure('No such model or document.'),
    413: failure('The body is too large.'),
    429: failure('Too many requests.'),
  },
})

const models = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'The one model of this server, as OpenAI’s clients ask for it',
  responses: { 200: { description: '', content: { 'application/json': { schema: MODEL_LIST } } } },
})

const modelByName = createRoute({
  method: 'get',
  path: '/v1/models/{model}',
  summary: 'One model',
  request: { params: z.object({ model: z.string() }) },
  responses: {
    200: { description: '', content: { 'application/json': { schema: MODEL_ENTRY } } },
    404: failure('No such model.'),
  },
})

/** Answers are a function of the index: the model has no age of its own. */
const THE_MODEL = { id: MODEL_NAME, object: 'model' as const, created: 0, owned_by: MODEL_NAME } as const

type Env = { Variables: AppVariables }

export function openAiRoutes(services: Services): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return
      const [issue] = result.error.issues
      const param = issue?.path.map(String).join('.') || null
      return c.json(openAiError(`${param ?? 'body'} ${issue?.message}`, { param }), 400)
    },
  })
  app.use('/v1/chat/completions', async (c, next) => {
    if (c.req.method === 'POST' && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
      return c.json(openAiError('The body must be JSON with content-type: application/json.'), 400)
    }
    return next()
  })
  app.openapi(models, (c) => c.json({ object: 'list' as const, data: [THE_MODEL] }, 200))
  app.openapi(modelByName, (c) => {
    const { model } = c.req.valid('param')
    return model === MODEL_NAME ? c.json(THE_MODEL, 200) : c.json(noModel(model), 404)
  })
  app.openapi(chat, async (c) => {
    const request = c.req.valid('json')
    if (request.model !== MODEL_NAME) return c.json(noModel(request.model), 404)
    const { corpus, lang } = request
    if (corpus !== undefined && !services.library.has(corpus)) {
      const message = `No document has the id ${JSON.stringify(corpus)}; GET /api/documents lists them.`
      return c.json(openAiError(message, { param: 'corpus', code: 'document_not_found' }), 404)
    }
    const read = QUESTION.safeParse({ ...conversation(request.messages), corpus, lang })
    if (!read.success) {
      const message = `The last user message ${read.error.issues[0]!.message}`
      return c.json(openAiError(message, { param: 'messages' }), 400)
    }
    const template = await services.ask(read.data)
    c.set('asked', { question: read.data.question, answer: template })
    const head = {
      id: `chatcmpl-${c.get('requestId')}`,
      created: Math.floor(Date.now() / 1000),
      model: MODEL_NAME,
    } as const
    const final = async () => (await services.phrase?.(template, c.req.raw.signal)) ?? template
    const asked = [read.data.question, ...read.data.history].join('')
    if (request.stream) {
      const withUsage = request.stream_options?.include_usage === true
      return streamSSE(c, (stream) => streamCompletion(stream, c, { head, final, asked, withUsage }))
    }
    const answer = await final()
    const { content, annotations } = chatContent(answer, c.req.url)
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        ...head,
        object: 'chat.completion' as const,
        choices: [
          {
            index: 0 as const,
            message: { role: 'assistant' as const, content, refusal: null, annotations },
            logprobs: null,
            finish_reason: 'stop' as const,
          },
        ],
        usage: usage(asked, content),
        zhengda: answer,
      },
      200,
    )
  })
  return app
}

interface Completion {
  readonly head: { readonly id: string; readonly created: number; readonly model: string }
  readonly final: () => Promise<Answer>
  readonly asked: string
  readonly withUsage: boolean
}

/** Role, then the text line by line, then the annotations with the end, then the usage where it was asked for. */
async function streamCompletion(
  stream: SSEStreamingApi,
  c: Context,
  { head, final, asked, withUsage }: Completion,
): Promise<void> {
  const write = (choices: readonly unknown[], more: object = withUsage ? { usage: null } : {}) =>
    stream.writeSSE({ data: JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more }) })
  const delta = (change: object, finish: 'stop' | null = null) =>
    write([{ index: 0, delta: change, logprobs: null, finish_reason: finish }])
  await delta({ role: 'assistant', content: '', refusal: null })
  const { content, annotations } = chatContent(await withKeepAlive(stream, final()), c.req.url)
  for (const line of content.match(/[^\n]*\n+|[^\n]+$/g) ?? []) await delta({ content: line })
  await delta(annotations.length > 0 ? { annotations } : {}, 'stop')
  if (withUsage) await write([], { usage: usage(asked, content) })
  await stream.writeSSE({ data: '[DONE]' })
}

/** The last user message as the question, the latest of those before it as the history. */
function conversation(messages: ChatMessages): { question: string; history: string[] } {
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => textOf(content))
  const history = said.slice(0, -1).filter((text) => [...text].length <= MAX_QUESTION_CHARACTERS)
  return { question: said.at(-1) ?? '', history: history.slice(-MAX_HISTORY_TURNS) }
}

function textOf(content: ChatMessages[number]['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('\n')
}

function usage(asked: string, content: string) {
  const prompt = countTokens(asked)
  const completion = countTokens(content)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function noModel(name: string) {
  const message = `The model ${JSON.stringify(name.slice(0, 100))} does not exist; this server has ${MODEL_NAME}.`
  return openAiError(message, { param: 'model', code: 'model_not_found' })
}
