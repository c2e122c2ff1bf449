/** Enumerations: which paragraph announces items (有下列行为之一的：), and which are its items. */
import type { Paragraph } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { viewOf } from '../../text/view.ts'

const ITEM = /^(?:\([一二三四五六七八九十\d]+\)|\d+[.、)]|[①-⑳]|——)/

/** Characters at either end of a paragraph that tell what it is: a number in brackets, a colon. */
const EDGE = 12

/** Whether a paragraph announces items. */
export function announces({ source }: ReadDocument, { span, gaps }: Paragraph): boolean {
  const tail = { start: Math.max(span.start, span.end - EDGE), end: span.end }
  return /[:：]$/.test(viewOf(source.text, tail, gaps).text.trim())
}

/** Whether a paragraph is a numbered item. */
export function isItem({ source }: ReadDocument, { span, gaps }: Paragraph): boolean {
  const head = { start: span.start, end: Math.min(span.end, span.start + EDGE) }
  return ITEM.test(viewOf(source.text, head, gaps).text.trim())
}

/** The paragraph that announces the item which a paragraph is; null when it is none. */
export function announcementOf(document: ReadDocument, paragraph: Paragraph): Paragraph | null {
  if (!isItem(document, paragraph)) return null
  for (let i = paragraph.index - 1; i >= 0; i--) {
    const before = document.tree.paragraphs[i]!
    if (before.role !== 'body') return null
    if (isItem(document, before)) continue
    return announces(document, before) ? before : null
  }
  return null
}
