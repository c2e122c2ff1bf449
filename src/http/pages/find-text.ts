/** Gives where words occur in a source text, whatever the width of their characters, from the folded view. */
import type { Span } from '../../domain/span.ts'
import { toSource, viewOf } from '../../text/view.ts'

/** Spans of `wanted` in `source`, first to last, at most `limit`. Widths, letter case and line joints do not matter. */
export function findText(source: string, wanted: string, limit: number): Span[] {
  const needle = fold(wanted)
  if (needle === '') return []
  const view = viewOf(source, { start: 0, end: source.length })
  const haystack = view.text.toLowerCase()
  // Lower-casing may change a length (İ); then offsets would no longer fit, and case is kept instead.
  const text = haystack.length === view.text.length ? haystack : view.text
  const spans: Span[] = []
  for (
    let at = text.indexOf(needle);
    at >= 0 && spans.length < limit;
    at = text.indexOf(needle, at + needle.length)
  ) {
    spans.push(toSource(view, at, at + needle.length))
  }
  return spans
}

function fold(text: string): string {
  return viewOf(text, { start: 0, end: text.length }).text.trim().toLowerCase()
}
