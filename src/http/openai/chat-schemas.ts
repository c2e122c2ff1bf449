/** Gives the zod schemas of OpenAI's chat completions, as far as a question and its answer need them. */
import { z } from 'zod'
import { ANSWER } from '../schemas.ts'

/** The one name under which the assistant is called. */
export const MODEL_NAME = 'zhengda'

const TEXT_PART = z.object({
  type: z.literal('text', 'must be text: only text can be asked'),
  text: z.string(),
})

const MESSAGE = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(TEXT_PART)]).nullish(),
})

export type ChatMessages = readonly z.output<typeof MESSAGE>[]

export const CHAT_REQUEST = z
  .object({
    model: z.string().meta({ example: MODEL_NAME }),
    messages: z
      .array(MESSAGE)
      .min(1, 'is empty')
      .max(1000, 'holds more than 1000 messages')
      .meta({
        description:
          'The last user message is the question, the earlier ones are the history; system messages are ignored.',
        example: [{ role: 'user', content: '到2025年,全区建成多少个加氢站?' }],
      }),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.literal(1, 'must be 1: one question has one answer').nullish(),
    corpus: z
      .string()
      .max(255)
      .optional()
      .meta({ description: 'Document id to stay within (not OpenAI’s).' }),
    lang: z.enum(['zh', 'en']).optional().meta({ description: 'Language of the answer (not OpenAI’s).' }),
  })
  .meta({ id: 'ChatRequest', description: 'Other fields of OpenAI’s API are ignored.' })

export const ANNOTATION = z
  .object({
    type: z.literal('url_citation'),
    url_citation: z.object({
      url: z.string(),
      title: z.string(),
      start_index: z.int().min(0),
      end_index: z.int().min(0),
    }),
  })
  .meta({ id: 'UrlCitation', description: 'UTF-16 offsets of the marker [n] in `content`.' })

export type Annotation = z.output<typeof ANNOTATION>

export const USAGE = z
  .object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
  .meta({ id: 'Usage', description: 'Estimates: a Han character, or four other characters, count as one.' })

export const CHAT_COMPLETION = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.int().meta({ description: 'Seconds since 1970.' }),
    model: z.literal(MODEL_NAME),
    choices: z.array(
      z.object({
        index: z.literal(0),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string(),
          refusal: z.null(),
          annotations: z.array(ANNOTATION).readonly(),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: USAGE,
    zhengda: ANSWER,
  })
  .meta({ id: 'ChatCompletion' })

export const MODEL_ENTRY = z
  .object({ id: z.literal(MODEL_NAME), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .meta({ id: 'Model' })

export const MODEL_LIST = z.object({ object: z.literal('list'), data: z.array(MODEL_ENTRY) })
