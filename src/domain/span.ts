/** Half-open interval `[start, end)` of UTF-16 code units in a document's untouched source text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** True when `inner` lies within `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** True when the two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
