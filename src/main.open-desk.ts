/** Opens what the desk works with, from the configuration and the services' parts. */
import { ownerWebhook } from './adapters/owner-webhook.ts'
import type { Config } from './config.ts'
import type { DeskParts } from './http/desk/desk-options.ts'
import type { Embedder } from './ports/embedder.ts'
import type { QuestionStore } from './ports/question-store.ts'

/** Null without DESK_TOKEN: then there is no desk. The ports to library and standard questions are the caller's to add. */
export function openDesk(config: Config, store: QuestionStore, embedder: Embedder | null): DeskParts | null {
  const { OWNER_WEBHOOK: url, OWNER_WEBHOOK_SECRET: secret } = config
  if (config.DESK_TOKEN === undefined) return null
  return { store, embedder, ...(url && { owner: ownerWebhook({ url, ...(secret && { secret }) }) }) }
}
