/** Enumerations: which paragraph announces items (有下列行为之一的：), and which are its items. */
import type { Paragraph } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { viewOf } from '../../text/view.ts'

const ITEM = /^(?:\([一二三四五六七八九十\d]+\)|\d+[.、)]|[①-⑳]|——)/

/** Whether a paragraph announces items. */
export function announces(document: ReadDocument, paragraph: Paragraph): boolean {
  return /[:：]$/.test(textOf(document, paragraph))
}

/** Whether a paragraph is a numbered item. */
export function isItem(document: ReadDocument, paragraph: Paragraph): boolean {
  return ITEM.test(textOf(document, paragraph))
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

function textOf(document: ReadDocument, { span, gaps }: Paragraph): string {
  return viewOf(document.source.text, span, gaps).text.trim()
}
