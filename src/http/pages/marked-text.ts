/** Gives a stretch of source text as markup with the marked spans in it, leaving out joints of hard-wrapped lines. */
import { html } from 'hono/html'
import { overlaps, type Span } from '../../domain/span.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Markup } from './layout.ts'

export interface Mark extends Span {
  /** `lead` is a heading on the line of its text, and no mark. */
  readonly kind: 'cited' | 'found' | 'lead'
  /** Address of the mark in the page; only its first part in the page carries it. */
  readonly id: string
}

export interface MarkedPart extends Span {
  readonly marks: readonly Mark[]
}

/** `span` without `gaps`, cut wherever a mark begins or ends. */
export function markedParts(span: Span, marks: readonly Mark[], gaps: readonly Span[] = []): MarkedPart[] {
  const here = marks.filter((mark) => overlaps(mark, span))
  const cuts = [...here, ...gaps.filter((gap) => overlaps(gap, span))]
    .flatMap(({ start, end }) => [start, end])
    .filter((at) => span.start < at && at < span.end)
  const bounds = [...new Set([span.start, ...cuts, span.end])].sort((a, b) => a - b)
  return bounds.slice(1).flatMap((end, i) => {
    const part = { start: bounds[i]!, end }
    if (gaps.some((gap) => overlaps(gap, part))) return []
    return [{ ...part, marks: here.filter((mark) => overlaps(mark, part)) }]
  })
}

/** `anchored` collects the ids that were given out, so that a mark across paragraphs has one address. */
export function markedText(source: string, parts: readonly MarkedPart[], anchored: Set<string>): Markup[] {
  return parts.map(({ start, end, marks }) => {
    const text = visibleText(source.slice(start, end))
    if (marks.length === 0) return html`${text}`
    const fresh = marks.filter(({ id, kind }) => kind !== 'lead' && !anchored.has(id))
    for (const { id } of fresh) anchored.add(id)
    const lead = marks.some(({ kind }) => kind === 'lead')
    const content = lead ? html`<b class="run-in">${text}</b>` : text
    const kinds = [...new Set(marks.map(({ kind }) => kind))].filter((kind) => kind !== 'lead').join(' ')
    if (kinds === '') return html`${content}`
    const [first, ...more] = fresh
    return html`${more.map(({ id }) => html`<span id="${id}"></span>`)}<mark class="${kinds}"${first ? html` id="${first.id}"` : ''}>${content}</mark>`
  })
}
