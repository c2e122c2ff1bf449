/** The unit between line and paragraph: a stretch of lines that reads as one, with the joints that are not text. */
import type { Span } from '../domain/span.ts'
import type { HeadingNumber } from './numbering.ts'

export interface Block {
  readonly span: Span
  readonly gaps: readonly Span[]
  readonly line: number
  readonly lastLine: number
  /** Text without gaps, as printed. */
  readonly text: string
  /** Number that it opens with; null where it has none or where the numbering does not expect it. */
  readonly number: HeadingNumber | null
  readonly kind: 'text' | 'page-number' | 'toc'
}

/** Text of a span without its gaps. */
export function textOf(source: string, span: Span, gaps: readonly Span[]): string {
  let text = ''
  let at = span.start
  for (const gap of gaps) {
    text += source.slice(at, gap.start)
    at = gap.end
  }
  return text + source.slice(at, span.end)
}

/** Source offset of character `index` of `textOf(source, span, gaps)`; an end keeps to the text before a gap. */
export function offsetIn(block: Pick<Block, 'span' | 'gaps'>, index: number, side: 'start' | 'end'): number {
  let offset = block.span.start + index
  for (const gap of block.gaps) {
    if (side === 'start' ? gap.start <= offset : gap.start < offset) offset += gap.end - gap.start
    else break
  }
  return offset
}

export function blockOf(
  source: string,
  span: Span,
  lines: { readonly line: number; readonly lastLine: number },
  gaps: readonly Span[] = [],
  kind: Block['kind'] = 'text',
): Block {
  const text = textOf(source, span, gaps)
  return { span, gaps, ...lines, text, kind, number: null }
}

/** Printed text with line-break blanks removed: no blank beside a Han character or CJK punctuation. */
export function tidy(text: string): string {
  return text
    .replace(/[\s\u3000\u00a0]+/g, ' ')
    .replace(/ (?=[\u2e80-\u9fff\uff00-\uff65“”‘’…—])|(?<=[\u2e80-\u9fff\uff00-\uff65“”‘’…—]) /g, '')
    .trim()
}
