/** Gives the English that stands beside a document's text, by paragraph, and whose translation it is. */
import { html } from 'hono/html'
import type { Paragraph } from '../../domain/document.ts'
import { fill } from '../../domain/fill-words.ts'
import type { AlignedPiece, Translation } from '../../domain/translation.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { piecesOf } from '../../translation/translation-of.ts'
import type { Markup } from './layout.ts'
import type { PageContext } from './page-context.ts'

/** As the address says; unsaid, those who read the page in English want it. */
export function wantsTranslation({ here, lang }: PageContext): boolean {
  const stated = here.searchParams.get('translation')
  return stated === null ? lang === 'en' : stated === 'on'
}

/** By index of the paragraph. English that stands for several paragraphs of one line is given with the first. */
export function englishByParagraph(
  translation: Translation,
  paragraphs: readonly Paragraph[],
): ReadonlyMap<number, string> {
  const given = new Set<AlignedPiece>()
  const english = new Map<number, string>()
  for (const { index, span } of paragraphs) {
    const fresh = piecesOf(translation, span).filter((piece) => !given.has(piece))
    for (const piece of fresh) given.add(piece)
    const text = fresh
      .map((piece) => piece.english)
      .filter(Boolean)
      .join(' ')
    if (text) english.set(index, text)
  }
  return english
}

/** That it is unofficial, and who drafted or reviewed it. */
export function translationNote({ words }: PageContext, { note }: Translation): Markup {
  const whose =
    note &&
    fill(note.reviewed ? words.translationReviewed : words.translationDrafted, {
      by: (note.reviewed && note.reviewer) || note.by,
    })
  return html`<p class="translation-note" role="note" lang="${words.htmlLang}">${words.translationPrevails}${whose ? ` · ${visibleText(`${whose} (${note.date})`)}` : ''}</p>`
}
