/** Reads paragraphs for the fact extractors: their folded views, and located records from view ranges. */
import type { DocumentTree, Paragraph, SourceText } from '../domain/document.ts'
import type { Located } from '../domain/facts.ts'
import type { Span } from '../domain/span.ts'
import { lineAt, lineStartsOf } from '../text/lines.ts'
import { type TextView, toSource, viewOf } from '../text/view.ts'

export interface Reader {
  readonly source: string
  readonly tree: DocumentTree
  view(paragraph: Paragraph, span: Span): TextView
  /** The source of view characters `[start, end)` without joints: a name broken over two lines in one piece. */
  printed(view: TextView, start: number, end: number): string
  locate(paragraph: Paragraph, span: Span): Located
}

export function createReader(source: SourceText, tree: DocumentTree): Reader {
  const { text } = source
  const lines = lineStartsOf(text)
  // Responsibilities and obligations read the same sentences: a view is made once.
  const views = new Map<string, TextView>()
  return {
    source: text,
    tree,
    view(paragraph, span) {
      const key = `${span.start}:${span.end}`
      const view = views.get(key) ?? viewOf(text, span, paragraph.gaps)
      views.set(key, view)
      return view
    },
    printed(view, start, end) {
      let printed = ''
      let last = -1
      for (let i = start; i < end; i++) {
        // One source character may have become several view characters (㈠ → (一)).
        if (view.starts[i] !== last) printed += text.slice(view.starts[i], view.ends[i])
        last = view.starts[i]!
      }
      return printed
    },
    locate: (paragraph, span) => ({
      document: tree.document,
      line: lineAt(lines, span.start),
      start: span.start,
      end: span.end,
      quote: text.slice(span.start, span.end),
      locator: paragraph.locator,
      paragraph: paragraph.index,
    }),
  }
}

/** View range without white space and stops at its ends, as a source span. */
export function tightSpan(view: TextView, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && /[\s,;:。、]/.test(view.text[from]!)) from++
  while (to > from && /[\s,;:。、]/.test(view.text[to - 1]!)) to--
  return toSource(view, from, to)
}
