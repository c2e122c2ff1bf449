/** Port: a language model that answers a conversation with text. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ChatModel {
  /** Provider and name; for the log. */
  readonly id: string
  /** The model's text. Rejects when the endpoint fails, answers nonsense or `signal` is aborted. */
  complete(messages: readonly ChatMessage[], signal: AbortSignal): Promise<string>
}
