/** Gives the statements of a read document, each with the context that it is read in. */
import type { DocumentMetadata, Paragraph } from '../domain/document.ts'
import type { ReadDocument } from '../domain/library.ts'
import { contains, type Span } from '../domain/span.ts'
import type { Statement, StatementKind } from '../domain/statement.ts'
import { type TextView, viewOf } from '../text/view.ts'
import { createContexts } from './context.ts'
import { cutStatements } from './cut-statements.ts'

const known = new WeakMap<ReadDocument, readonly Statement[]>()

/** In the order of the text; the same array for the same document. Contents and wrapper lines give none. */
export function statementsOf(read: ReadDocument): readonly Statement[] {
  const found = known.get(read) ?? [...cut(read)]
  known.set(read, found)
  return found
}

/** The statement's text with the way back to the source; `text` of it is the statement's. */
export function viewOfStatement(read: ReadDocument, { span, paragraph }: Statement): TextView {
  return viewOf(read.source.text, span, read.tree.paragraphs[paragraph]!.gaps)
}

function* cut(read: ReadDocument): Generator<Statement> {
  const { source, tree } = read
  const contexts = createContexts(tree.sections)
  let index = 0
  for (const paragraph of tree.paragraphs) {
    if (paragraph.role === 'toc' || paragraph.role === 'wrapper') continue
    let before = ''
    for (const { span, kind } of cutsOf(source.text, paragraph)) {
      const { text } = viewOf(source.text, span, paragraph.gaps)
      if (!/[\p{L}\p{N}]/u.test(text)) continue
      const context = [labelOf(tree.metadata, span), contexts.of(paragraph, before)].filter(Boolean).join(' ')
      yield { document: source.id, index: index++, paragraph: paragraph.index, kind, span, context, text }
      contexts.passed(paragraph, text)
      before = text
    }
  }
}

function cutsOf(
  source: string,
  paragraph: Paragraph,
): { readonly span: Span; readonly kind: StatementKind }[] {
  if (paragraph.role === 'heading') return [{ span: paragraph.span, kind: 'heading' }]
  const cuts = cutStatements(source, paragraph)
  if (paragraph.role === 'table') return cuts.length > 0 ? [{ span: paragraph.body, kind: 'row' }] : []
  const kind = paragraph.role === 'body' ? null : 'head'
  // A number or heading that opens the line is read and quoted with its first sentence: （一）, 第五条.
  return cuts.map((each, i) => ({
    span:
      i === 0 && opensWithNumber(paragraph) ? { start: paragraph.span.start, end: each.span.end } : each.span,
    kind: kind ?? each.kind,
  }))
}

/** The longest heading that is quoted with the sentence that follows on its line. */
const LONGEST_HEADING = 40

function opensWithNumber({ span, body }: Paragraph): boolean {
  return body.start > span.start && body.start - span.start <= LONGEST_HEADING
}

type StatedOnce = 'number' | 'date' | 'issuer' | 'drafter' | 'effective' | 'expiry'

/** What official documents call the lines that state who issued them, when, and under which number (GB/T 9704). */
const LABELS: readonly (readonly [StatedOnce, string])[] = [
  ['number', '发文字号'],
  ['date', '成文日期'],
  ['issuer', '发文机关'],
  ['drafter', '拟定单位'],
  ['effective', '施行日期'],
  ['expiry', '有效期'],
]

/** Empty for a statement that is more than such a line, which by itself does not say of what it is the number or date. */
export function labelOf(metadata: DocumentMetadata, span: Span): string {
  return LABELS.filter(([key]) => {
    const stated = metadata[key]?.span
    return stated && contains(span, stated) && span.end - span.start <= 2 * (stated.end - stated.start)
  })
    .map(([, label]) => label)
    .join(' ')
}
