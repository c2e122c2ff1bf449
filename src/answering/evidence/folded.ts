/** Folded text of parts of a document, made once for each part that a question reaches. */

import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { viewOf } from '../../text/view.ts'

const memo = new WeakMap<object, string>()

/** The folded view of a span within a paragraph; `owner` is the record (sentence, target) that the text belongs to. */
export function foldedPart(owner: object, document: ReadDocument, paragraph: number, span: Span): string {
  const known = memo.get(owner)
  if (known !== undefined) return known
  const folded = foldedSpan(document, paragraph, span)
  memo.set(owner, folded)
  return folded
}

/** The same without a memo, for spans that no record owns. */
export function foldedSpan(document: ReadDocument, paragraph: number, span: Span): string {
  const { gaps } = document.tree.paragraphs[paragraph]!
  return foldText(viewOf(document.source.text, span, gaps).text)
}

const headings = new WeakMap<object, string>()

/** Folded heading path of a paragraph, outermost first; empty before the first heading. */
export function foldedHeadings(document: ReadDocument, paragraph: number): string {
  const { section } = document.tree.paragraphs[paragraph]!
  if (section === null) return ''
  const owner = document.tree.sections[section]!
  const known = headings.get(owner)
  if (known !== undefined) return known
  const folded = foldText(owner.path.join(' '))
  headings.set(owner, folded)
  return folded
}
