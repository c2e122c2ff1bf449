/** LangChain chat model over an endpoint that speaks OpenAI's or Ollama's protocol. */
import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import type { ChatMessage, ChatModel } from '../../ports/chat-model.ts'
import { createEndpointModel, type Endpoint } from '../endpoint-model.ts'

const ROLES: Readonly<Record<string, ChatMessage['role']>> = { system: 'system', ai: 'assistant' }

/** Does not retry; heeds the signal of a call. */
export class EndpointChatModel extends SimpleChatModel {
  override lc_namespace = ['zhengda', 'chat_models']
  readonly #model: ChatModel

  static override lc_name(): string {
    return 'EndpointChatModel'
  }

  constructor(endpoint: Endpoint) {
    super({})
    this.#model = createEndpointModel(endpoint)
  }

  override _llmType(): string {
    return 'zhengda_endpoint'
  }

  override _call(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<string> {
    const conversation = messages.map((message) => ({
      role: ROLES[message.getType()] ?? ('user' as const),
      content: message.text,
    }))
    return this.#model.complete(conversation, options.signal ?? new AbortController().signal)
  }
}
