/** Gives the component's words in the reader's language, from the same table as the server's pages. */
import table from '../../../src/data/interface-answer.json'
import type { Language } from '../../../src/domain/answer.ts'

export type Words = typeof table.zh

export function wordsIn(language: Language): Words {
  return language === 'en' ? table.en : table.zh
}
