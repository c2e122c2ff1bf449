/** What a document repeals, as its text states it: 《…》（…号）同时废止. */
import type { Paragraph, Stated } from '../domain/document.ts'

/** A title with its number, where one follows. */
const TITLE = /《(?:[^《》]|《[^《》]*》)+》(?:[（(][^（）()]{2,40}号[）)])?/g
/** …同时废止 closes the sentence; a part of a document that is repealed leaves the rest standing. */
const REPEALED = /(?:同时|即行|一并|相应|自行|予以|起)?废止(?=$|[。；;，,])/
/** Between title and 废止 a part is named, or only mentioned as a ground. */
const PART = /第[^，。]{1,12}[条款项章]|(?:依据|根据|按照|关于[^《]*)$/

/** Null where it repeals nothing; each span covers title and number. */
export function repealsOf(text: string, paragraphs: readonly Paragraph[]): readonly Stated[] | null {
  const found: Stated[] = []
  for (const { role, span } of paragraphs) {
    if (role !== 'body' && role !== 'head') continue
    const whole = text.slice(span.start, span.end)
    if (!whole.includes('废止')) continue
    for (const sentence of whole.matchAll(/[^。；\n]+/g)) {
      const end = REPEALED.exec(sentence[0])?.index
      if (end === undefined) continue
      for (const title of sentence[0].slice(0, end).matchAll(TITLE)) {
        const after = sentence[0].slice(title.index + title[0].length, end)
        if (PART.test(after.split('《')[0]!) || PART.test(sentence[0].slice(0, title.index))) continue
        const start = span.start + sentence.index + title.index
        found.push({ value: title[0], span: { start, end: start + title[0].length } })
      }
    }
  }
  return found.length > 0 ? found : null
}
