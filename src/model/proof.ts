/** What a phrasing is measured by, made from the answer of the template: its sentence, and the cited spans in both spellings. */
import type { BodyTable } from '../bodies/table.ts'
import type { Answer, Language } from '../domain/answer.ts'
import { readNumerals } from '../text/numerals.ts'
import { viewOf } from '../text/view.ts'

export interface Proof {
  readonly language: Language
  /** The template's headline, folded. */
  readonly headline: string
  /** The cited spans, folded. */
  readonly quotes: readonly string[]
  /** The cited spans, folded, with Chinese numerals as digits. */
  readonly inDigits: readonly string[]
  readonly bodies: BodyTable
}

/** What of a phrasing is not proven, and by which rule. */
export interface Fault {
  readonly rule:
    | 'form' | 'language' | 'figure' | 'comparator' | 'amount' | 'date' | 'body' | 'lead' | 'title' | 'quotation'
    | 'modality' | 'word' | 'left out' | 'order' // biome-ignore format: one list
  readonly text: string
}

export function proofOf(
  answer: Pick<Answer, 'language' | 'headline' | 'citations'>,
  bodies: BodyTable,
): Proof {
  const quotes = answer.citations.map(({ quote }) => fold(quote))
  return {
    language: answer.language,
    headline: fold(answer.headline),
    quotes,
    inDigits: quotes.map(readNumerals),
    bodies,
  }
}

/** Both punctuation widths and all white space alike, so that a phrasing may set either. */
export function fold(text: string): string {
  return viewOf(text, { start: 0, end: text.length }).text
}

export function isQuoted({ quotes }: Proof, text: string): boolean {
  return quotes.some((quote) => quote.includes(text))
}

/** True where a text stands in a cited span and a figure at its edge is not a part of a longer one. */
export function standsIn(quotes: readonly string[], text: string): boolean {
  return quotes.some((quote) => {
    for (let at = quote.indexOf(text); at >= 0; at = quote.indexOf(text, at + 1)) {
      const before = quote.slice(Math.max(0, at - 2), at)
      const after = quote.slice(at + text.length, at + text.length + 2)
      const startsWhole = !/^\d/.test(text) || !/\d[.,]?$/.test(before)
      const endsWhole = !/\d$/.test(text) || !/^(?:[.,]?\d|%|‰)/.test(after)
      if (startsWhole && endsWhole) return true
    }
    return false
  })
}
