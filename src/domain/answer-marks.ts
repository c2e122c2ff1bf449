/** What stands beside an answer, the same on every surface: who reviewed it, what read it, for which day, whose English. */
import type { Answer } from './answer.ts'
import { fill } from './fill-words.ts'

/** The patterns, in the language of the page. */
export interface MarkWords {
  readonly readBy: string
  readonly reader_trained: string
  readonly reader_basic: string
  readonly asOf: string
  readonly unofficial: string
  readonly translationPrevails: string
}

/** The caveats without the one that the mark of the review says already. */
export function caveatsBesideReview({
  caveats,
  reviewed,
}: Pick<Answer, 'caveats' | 'reviewed'>): readonly string[] {
  if (!reviewed) return caveats
  return caveats.filter((text) => !(text.includes(reviewed.by) && text.includes(reviewed.date)))
}

/** False for what was sent back before anything was read. */
export function wasRead({ status }: Pick<Answer, 'status'>): boolean {
  return status !== 'rejected' && status !== 'clarify'
}

export function readByLine({ reader, asOf }: Pick<Answer, 'reader' | 'asOf'>, words: MarkWords): string {
  return `${fill(words.readBy, { reader: words[`reader_${reader}`] })} · ${fill(words.asOf, { date: asOf })}`
}

/** That English is not the document's own; empty where there is none. */
export function unofficialNote(
  { language, citations }: Pick<Answer, 'language' | 'citations'>,
  words: MarkWords,
): string {
  if (language !== 'en' || citations.length === 0) return ''
  return citations.some(({ translation }) => translation) ? words.translationPrevails : words.unofficial
}
