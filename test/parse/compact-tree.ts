/** A tree in a form that a reader can check line by line: one row a paragraph, in order. */
import type { DocumentTree, SourceText } from '../../src/domain/document.ts'
import type { Span } from '../../src/domain/span.ts'

export interface CompactTree {
  metadata: Record<string, string>
  paragraphs: string[]
  receipt: Record<string, unknown>
}

/** Row: lines | role or level and kind | locator | heading ‖ title ‖ sentences of the body, responsibility ones in 〚〛. */
export function compactTree(source: SourceText, tree: DocumentTree): CompactTree {
  const cut = (span: Span) => source.text.slice(span.start, span.end).replaceAll('\n', '⏎')
  const paragraphs = tree.paragraphs.map((paragraph) => {
    const own = tree.sections.find(
      (one) => one.index === paragraph.section && one.heading.start === paragraph.span.start,
    )
    const lines =
      paragraph.line === paragraph.lastLine ? `${paragraph.line}` : `${paragraph.line}-${paragraph.lastLine}`
    const kind = own ? `${own.kind} ${own.level}${own.inline ? ' inline' : ''}` : paragraph.role
    const heading = own ? `${own.number}${own.title === '' ? '' : `‹${own.title}›`} ‖ ` : ''
    const title = paragraph.title ? `‹${cut(paragraph.title)}› ‖ ` : ''
    const body = paragraph.sentences
      .map((sentence) =>
        sentence.kind === 'responsibility' ? `〚${cut(sentence.span)}〛` : cut(sentence.span),
      )
      .join(' / ')
    const text = body === '' && !own ? cut(paragraph.span) : body
    return `${lines} | ${kind} | ${paragraph.locator} | ${heading}${title}${text}`
  })
  const stated = Object.entries(tree.metadata).flatMap(([key, value]) =>
    value && !Array.isArray(value)
      ? [[key, `${value.value}${value.span ? ` ← ${cut(value.span)}` : ''}`] as const]
      : [],
  )
  return { metadata: Object.fromEntries(stated), paragraphs, receipt: { ...tree.receipt } }
}
