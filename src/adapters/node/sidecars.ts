/** Loads the sidecars of a corpus folder; what is wrong in one is logged, and never stops the documents. */

import type { SourceText } from '../../domain/document.ts'
import type { Sidecars } from '../../domain/sidecars.ts'
import type { Log } from '../../ports/log.ts'
import { loadStandardQuestions } from './standard-question-files.ts'
import { loadTranslation } from './translation-files.ts'

export async function loadSidecars(
  folder: string,
  sources: readonly SourceText[],
  log: Log,
): Promise<Sidecars> {
  const translations: [string, NonNullable<Awaited<ReturnType<typeof loadTranslation>>>][] = []
  const standardQuestions: [string, Awaited<ReturnType<typeof loadStandardQuestions>>['questions']][] = []
  const failed = (file: string) => (error: unknown) => {
    log({
      level: 'warn',
      event: 'sidecar_skipped',
      file,
      reason: error instanceof Error ? error.message : String(error),
    })
    return null
  }
  for (const source of sources) {
    const translation = await loadTranslation(folder, source).catch(failed(`${source.id}.en.txt`))
    if (translation) translations.push([source.id, translation])
    const read = await loadStandardQuestions(folder, source).catch(failed(`${source.id}.questions.jsonl`))
    if (!read) continue
    for (const fault of read.faults) failed(`${source.id}.questions.jsonl`)(JSON.stringify(fault))
    if (read.questions.length > 0) standardQuestions.push([source.id, read.questions])
  }
  return { translations: new Map(translations), standardQuestions: new Map(standardQuestions) }
}
