/** Enumerations: a sentence that announces items (下列…：) is only whole with the items that follow it. */
import type { Paragraph } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { viewOf } from '../../text/view.ts'
import type { QuoteSpan } from '../draft.ts'
import { quoteParagraph } from './quotes.ts'

const ITEM = /^(?:\([一二三四五六七八九十\d]+\)|\d+[.、)]|[①-⑳]|——)/
const MOST_ITEMS = 30

/** Whether a paragraph announces items. */
export function announces(document: ReadDocument, paragraph: Paragraph): boolean {
  return /[:：]$/.test(textOf(document, paragraph))
}

/** Quotations of the items behind a paragraph that announces them, in order. */
export function itemsAfter(document: ReadDocument, paragraph: Paragraph): QuoteSpan[] {
  const items: QuoteSpan[] = []
  for (let i = paragraph.index + 1; i < document.tree.paragraphs.length && items.length < MOST_ITEMS; i++) {
    const next = document.tree.paragraphs[i]!
    if (next.role !== 'body' || !ITEM.test(textOf(document, next))) break
    items.push(quoteParagraph(document, next))
  }
  const next = document.tree.paragraphs[paragraph.index + 1]
  // 计算方式为： announces one paragraph without a number.
  if (items.length === 0 && next?.role === 'body') {
    items.push(quoteParagraph(document, next))
  }
  return items
}

/** The paragraph that announces the item which a paragraph is; null when it is none. */
export function announcementOf(document: ReadDocument, paragraph: Paragraph): Paragraph | null {
  if (!ITEM.test(textOf(document, paragraph))) return null
  for (let i = paragraph.index - 1; i >= 0; i--) {
    const before = document.tree.paragraphs[i]!
    if (before.role !== 'body') return null
    if (ITEM.test(textOf(document, before))) continue
    return announces(document, before) ? before : null
  }
  return null
}

function textOf(document: ReadDocument, { span, gaps }: Paragraph): string {
  return viewOf(document.source.text, span, gaps).text.trim()
}
