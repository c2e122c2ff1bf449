/** Opens what the desk changes: the folder of documents and the standard questions beside them, through what serves. */
import { deskQuestions } from './adapters/node/desk-questions.ts'
import { libraryDesk } from './adapters/node/library-desk-files.ts'
import { createSourceReader } from './adapters/node/source-reader.ts'
import type { Config } from './config.ts'
import type { DeskParts } from './http/desk/desk-options.ts'
import type { LiveState } from './main.live-state.ts'
import { readerOptions } from './main.open-services.ts'
import type { ServiceParts } from './services.ts'

/** `live` is asked when somebody works at the desk; what is staged outlives a change of the documents. */
export function openDeskParts(
  config: Config,
  live: () => LiveState<{ readonly parts: ServiceParts }>,
): Required<Pick<DeskParts, 'libraryDesk' | 'standardQuestions'>> {
  const folder = config.CORPUS_DIR
  const parts = () => live().current().parts
  const library = () => parts().library
  const refresh = () => live().refresh()
  return {
    standardQuestions: deskQuestions({ folder, library, refresh }),
    libraryDesk: libraryDesk({
      folder,
      reader: createSourceReader(readerOptions(config)),
      bodies: () => parts().bodies,
      library,
      failures: () => parts().skipped,
      refresh,
    }),
  }
}
