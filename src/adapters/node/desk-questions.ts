/** The standard questions of the desk, in the files beside the documents. */
import type { Library } from '../../domain/library.ts'
import type { StandardQuestions } from '../../ports/standard-questions.ts'
import {
  addStandardQuestion,
  loadStandardQuestions,
  removeStandardQuestion,
} from './standard-question-files.ts'

export interface DeskQuestionParts {
  readonly folder: string
  readonly library: () => Library
  /** Resolves when answers follow. */
  readonly refresh: () => Promise<void>
}

export function deskQuestions({ folder, library, refresh }: DeskQuestionParts): StandardQuestions {
  const sourceOf = (document: string) => {
    const source = library().get(document)?.source
    if (!source) throw new Error(`no document has the id ${JSON.stringify(document)}`)
    return source
  }
  return {
    list: async (document) => (await loadStandardQuestions(folder, sourceOf(document))).questions,
    async add(document, entry) {
      await addStandardQuestion(folder, sourceOf(document), entry)
      await refresh()
    },
    async remove(document, question) {
      const found = await removeStandardQuestion(folder, sourceOf(document).id, question)
      if (found) await refresh()
      return found
    },
  }
}
