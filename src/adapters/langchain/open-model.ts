/** Opens the chat model that `MODEL` names. */
import type { ChatModel } from '../../ports/chat-model.ts'
import { fromLangChainChatModel } from './chat-model.ts'
import { type Endpoint, EndpointChatModel } from './endpoint-chat-model.ts'

const OLLAMA = 'http://127.0.0.1:11434'

/** `openai:<base url>|<model>`, `ollama:<model>` or `ollama:<base url>|<model>`, as the configuration has checked it. */
export function openModel(setting: string, apiKey?: string): ChatModel {
  const [, protocol, rest = ''] = /^(openai|ollama):(.+)$/.exec(setting)!
  const [model = '', baseUrl = OLLAMA] = rest.split('|').reverse()
  const endpoint: Endpoint = {
    protocol: protocol as Endpoint['protocol'],
    baseUrl,
    model,
    ...(apiKey === undefined ? {} : { apiKey }),
  }
  return fromLangChainChatModel(new EndpointChatModel(endpoint), `${protocol}:${model}`)
}
