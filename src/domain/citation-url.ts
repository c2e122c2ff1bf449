/** Gives the address that opens a source with a quotation highlighted, from document id, span and line. */
import type { Span } from './span.ts'

/**
 * `/d/<id>?q=<start>-<end>#p<line>`: the query lets the server mark the quotation without JavaScript, the fragment
 * makes the browser scroll to the paragraph. `line` is the 1-based source line of the cited paragraph.
 */
export function citationUrl(document: string, span: Span, line: number): string {
  return `/d/${encodeURIComponent(document)}?q=${span.start}-${span.end}#p${line}`
}

/** The spans named in a `q` parameter (`12-40` or `12-40,80-95`), clipped to `[0, length)`; malformed ones are left out. */
export function spansOf(query: string | undefined, length: number): Span[] {
  const spans: Span[] = []
  for (const part of (query ?? '').split(',').slice(0, 50)) {
    const match = /^(\d{1,9})-(\d{1,9})$/.exec(part.trim())
    if (!match) continue
    const start = Math.min(Number(match[1]), length)
    const end = Math.min(Number(match[2]), length)
    if (start < end) spans.push({ start, end })
  }
  return spans.sort((a, b) => a.start - b.start)
}
