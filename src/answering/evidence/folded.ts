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

const headings = new WeakMap<object, Headings>()

export interface Headings {
  /** Title of the innermost section, which names what the paragraph is about. */
  readonly own: string
  /** Titles of the sections around it, outermost first. */
  readonly above: string
}

/** Folded headings over a paragraph; empty before the first heading. */
export function foldedHeadings(document: ReadDocument, paragraph: number): Headings {
  const { section } = document.tree.paragraphs[paragraph]!
  if (section === null) return { own: '', above: '' }
  const owner = document.tree.sections[section]!
  const known = headings.get(owner)
  if (known !== undefined) return known
  const folded = {
    own: foldText(owner.path.at(-1) ?? ''),
    above: foldText(owner.path.slice(0, -1).join(' ')),
  }
  headings.set(owner, folded)
  return folded
}
