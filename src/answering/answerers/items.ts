/** Enumerations: a sentence that announces items (下列…：) is only whole with the items that follow it. */
import type { Paragraph } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { QuoteSpan } from '../draft.ts'
import { isItem } from '../evidence/announcements.ts'
import { quoteParagraph } from './quotes.ts'

const MOST_ITEMS = 30

/** Quotations of the items behind a paragraph that announces them, in order. */
export function itemsAfter(document: ReadDocument, paragraph: Paragraph): QuoteSpan[] {
  const items: QuoteSpan[] = []
  for (let i = paragraph.index + 1; i < document.tree.paragraphs.length && items.length < MOST_ITEMS; i++) {
    const next = document.tree.paragraphs[i]!
    if (next.role !== 'body' || !isItem(document, next)) break
    items.push(quoteParagraph(document, next))
  }
  const next = document.tree.paragraphs[paragraph.index + 1]
  // 计算方式为： announces one paragraph without a number.
  if (items.length === 0 && next?.role === 'body') {
    items.push(quoteParagraph(document, next))
  }
  return items
}
