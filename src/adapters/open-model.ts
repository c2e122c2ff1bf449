/** Opens the chat model that `MODEL` names. */
import type { ChatModel } from '../ports/chat-model.ts'
import { createEndpointModel, type Endpoint } from './endpoint-model.ts'

const OLLAMA = 'http://127.0.0.1:11434'

/**
 * `openai:<base url>|<model>`, `ollama:<model>` or `ollama:<base url>|<model>`, as the configuration has checked it.
 * `longest`: tokens that an answer may have.
 */
export function openModel(setting: string, apiKey?: string, longest?: number): ChatModel {
  const [, protocol, rest = ''] = /^(openai|ollama):(.+)$/.exec(setting)!
  const [model = '', baseUrl = OLLAMA] = rest.split('|').reverse()
  return createEndpointModel({
    protocol: protocol as Endpoint['protocol'],
    baseUrl,
    model,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(longest === undefined ? {} : { longest }),
  })
}
