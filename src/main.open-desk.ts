/** Opens what the desk works with, from the configuration and what serves. */
import { deskQuestions } from './adapters/node/desk-questions.ts'
import { libraryDesk } from './adapters/node/library-desk-files.ts'
import { createSourceReader } from './adapters/node/source-reader.ts'
import { ownerWebhook } from './adapters/owner-webhook.ts'
import type { Config } from './config.ts'
import type { DeskParts } from './http/desk/desk-options.ts'
import type { LiveState } from './main.live-state.ts'
import { readerOptions } from './main.open-services.ts'
import type { QuestionStore } from './ports/question-store.ts'
import type { ServiceParts } from './services.ts'

/** Null without DESK_TOKEN: then there is no desk. `live` is asked when somebody works at it. */
export function openDesk(
  config: Config,
  store: QuestionStore,
  live: () => LiveState<{ readonly parts: ServiceParts }>,
): Omit<DeskParts, 'embedder'> | null {
  const { OWNER_WEBHOOK: url, OWNER_WEBHOOK_SECRET: secret, CORPUS_DIR: folder } = config
  if (config.DESK_TOKEN === undefined) return null
  const parts = () => live().current().parts
  const library = () => parts().library
  const refresh = () => live().refresh()
  return {
    store,
    standardQuestions: deskQuestions({ folder, library, refresh }),
    libraryDesk: libraryDesk({
      folder,
      reader: createSourceReader(readerOptions(config)),
      bodies: () => parts().bodies,
      library,
      failures: () => parts().skipped,
      refresh,
    }),
    ...(url && { owner: ownerWebhook({ url, ...(secret && { secret }) }) }),
  }
}
