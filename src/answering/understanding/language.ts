/** The language of a question, from its script. */
import type { Language } from '../../domain/answer.ts'

/** Chinese when it holds at least as many Han characters as Latin words; a Chinese name in an English question changes nothing. */
export function detectLanguage(text: string): Language {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/[a-z]{2,}/gi)?.length ?? 0
  return han > 0 && han >= words ? 'zh' : 'en'
}
