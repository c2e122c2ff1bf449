/** Gives the component's words in the reader's language, from the same table as the server's pages. */
import table from '../../../src/data/interface-answer.json'
import type { AnswerStatus, Language } from '../../../src/domain/answer.ts'

export type Words = typeof table.zh

export function wordsIn(language: Language): Words {
  return language === 'en' ? table.en : table.zh
}

/** `{n} 处` with `{ n: 3 }` → `3 处`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

export const STATUS_WORDS: Readonly<Record<AnswerStatus, keyof Words>> = {
  answered: 'statusAnswered',
  partial: 'statusPartial',
  corrected: 'statusCorrected',
  clarify: 'statusClarify',
  not_found: 'statusNotFound',
  out_of_scope: 'statusOutOfScope',
  rejected: 'statusRejected',
}
