/** Gives the sentences of a language. */
import type { Language } from '../../domain/answer.ts'
import type { Phrases } from './phrases.ts'
import { ENGLISH } from './phrases-en.ts'
import { CHINESE } from './phrases-zh.ts'

export function phrasesOf(language: Language): Phrases {
  return language === 'zh' ? CHINESE : ENGLISH
}
