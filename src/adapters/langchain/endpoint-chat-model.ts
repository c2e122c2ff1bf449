/** LangChain chat model over an endpoint that speaks OpenAI's or Ollama's protocol, by fetch alone. */
import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import { z } from 'zod'

export interface Endpoint {
  readonly protocol: 'openai' | 'ollama'
  /** Without `/chat/completions` or `/api/chat`. */
  readonly baseUrl: string
  readonly model: string
  /** Sent as a bearer token. */
  readonly apiKey?: string
}

/** Characters of an answer that are read; a sentence has a few hundred. */
const LONGEST_ANSWER = 65_536
const LONGEST_SENTENCE = 800

const PROTOCOLS = {
  openai: {
    path: '/chat/completions',
    body: { temperature: 0, max_tokens: LONGEST_SENTENCE },
    answer: z
      .object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })
      .transform(({ choices }) => choices[0]!.message.content),
  },
  ollama: {
    path: '/api/chat',
    body: { options: { temperature: 0, num_predict: LONGEST_SENTENCE } },
    answer: z
      .object({ message: z.object({ content: z.string() }) })
      .transform(({ message }) => message.content),
  },
}
const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant', system: 'system' }

/** Rejects, without a retry, on another status than 200, on an answer of another shape, and when its signal is aborted. */
export class EndpointChatModel extends SimpleChatModel {
  override lc_namespace = ['zhengda', 'chat_models']
  readonly #endpoint: Endpoint

  static override lc_name(): string {
    return 'EndpointChatModel'
  }

  constructor(endpoint: Endpoint) {
    super({})
    this.#endpoint = endpoint
  }

  override _llmType(): string {
    return 'zhengda_endpoint'
  }

  override async _call(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<string> {
    const { protocol, baseUrl, model, apiKey } = this.#endpoint
    const { path, body, answer } = PROTOCOLS[protocol]
    const response = await fetch(baseUrl.replace(/\/+$/, '') + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        messages: messages.map((message) => ({
          role: ROLES[message.getType()] ?? 'user',
          content: message.text,
        })),
        stream: false,
        ...body,
      }),
      // What is sent holds a question: it goes to the address that was set, and no further.
      redirect: 'error',
      ...(options.signal ? { signal: options.signal } : {}),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`the model's endpoint answered ${response.status}`)
    }
    const read = answer.safeParse(JSON.parse(await readBounded(response)))
    if (!read.success) throw new Error(`the model's endpoint answered in another shape than ${protocol}'s`)
    return read.data
  }
}

async function readBounded(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length > LONGEST_ANSWER) throw new Error(`the model's endpoint answered more than ${LONGEST_ANSWER} characters`) // biome-ignore format: one line
  }
  return text
}
