/** A chat model behind an endpoint that speaks OpenAI's or Ollama's protocol, by fetch alone. */
import { z } from 'zod'
import type { ChatMessage, ChatModel } from '../ports/chat-model.ts'

export interface Endpoint {
  readonly protocol: 'openai' | 'ollama'
  /** Without `/chat/completions` or `/api/chat`. */
  readonly baseUrl: string
  readonly model: string
  /** Sent as a bearer token. */
  readonly apiKey?: string
  /** Tokens that an answer may have; a sentence needs a few hundred. */
  readonly longest?: number
}

/** Characters of an answer that are read; a sentence has a few hundred, a paragraph some thousand. */
const LONGEST_ANSWER = 65_536
const LONGEST_SENTENCE = 800

const PROTOCOLS = {
  openai: {
    path: '/chat/completions',
    body: (longest: number) => ({ temperature: 0, max_tokens: longest }),
    answer: z
      .object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })
      .transform(({ choices }) => choices[0]!.message.content),
  },
  ollama: {
    path: '/api/chat',
    body: (longest: number) => ({ options: { temperature: 0, num_predict: longest } }),
    answer: z
      .object({ message: z.object({ content: z.string() }) })
      .transform(({ message }) => message.content),
  },
}

/** Rejects, without a retry, on another status than 200 and on an answer of another shape. */
export function createEndpointModel(endpoint: Endpoint): ChatModel {
  const { protocol, baseUrl, model, apiKey, longest = LONGEST_SENTENCE } = endpoint
  const complete = async (messages: readonly ChatMessage[], signal: AbortSignal) => {
    const { path, body, answer } = PROTOCOLS[protocol]
    const response = await fetch(baseUrl.replace(/\/+$/, '') + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, messages, stream: false, ...body(longest) }),
      // What is sent holds a question: it goes to the address that was set, and no further.
      redirect: 'manual',
      signal,
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`the model's endpoint answered ${response.status}`)
    }
    const read = answer.safeParse(JSON.parse(await readBounded(response)))
    if (!read.success) throw new Error(`the model's endpoint answered in another shape than ${protocol}'s`)
    return read.data
  }
  return { id: `${protocol}:${model}`, complete }
}

async function readBounded(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length <= LONGEST_ANSWER) continue
    throw new Error(`the model's endpoint answered more than ${LONGEST_ANSWER} characters`)
  }
  return text
}
