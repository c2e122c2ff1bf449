/** Folded text of parts of a document, made once for each part that a question reaches. */

import { titledSection } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { viewOf } from '../../text/view.ts'
import type { Understanding } from '../question/understanding.ts'

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
  /** The same without its number. */
  readonly title: string
  /** Titles of the sections around it, outermost first. */
  readonly above: string
}

/** Shorter headings (总体要求's 目标) stand in many a question by chance. */
const SHORTEST_NAMED = 4

/** Whether the question names the innermost heading in whole: 重大突发环境事件 is not 特别重大突发环境事件. */
export function namesHeading({ folded, terms }: Understanding, { title }: Headings): boolean {
  return (
    title.length >= SHORTEST_NAMED &&
    (folded.includes(title) ||
      terms.some(({ alternatives }) => alternatives.some(({ text }) => text === title)))
  )
}

/** Folded headings over a paragraph; empty before the first heading. */
export function foldedHeadings(document: ReadDocument, paragraph: number): Headings {
  const { section } = document.tree.paragraphs[paragraph]!
  if (section === null) return { own: '', title: '', above: '' }
  const owner = titledSection(document.tree.sections, section)
  const known = headings.get(owner)
  if (known !== undefined) return known
  const folded = {
    own: foldText(owner.path.at(-1) ?? ''),
    title: foldText(owner.title),
    above: foldText(owner.path.slice(0, -1).join(' ')),
  }
  headings.set(owner, folded)
  return folded
}
