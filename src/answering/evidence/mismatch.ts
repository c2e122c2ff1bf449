/** Tells evidence for another year or place than the question asks about: it must not be lent to it. */
import type { Understanding } from '../understanding/understanding.ts'
import { ASKS_VALUE } from './asks-value.ts'
import type { Focus, Mismatch, ReadStatement } from './evidence.ts'
import { namesOtherYears } from './other-values.ts'

export function mismatchOf(
  { kind, years, places, claims }: Understanding,
  best: ReadStatement,
  { target }: Focus,
): Mismatch | null {
  if (!ASKS_VALUE.has(kind) || claims.length > 0) return null
  const [year] = years
  if (year !== undefined && (target?.year ? !years.includes(target.year) : namesOtherYears(best, years)))
    return { of: 'year', year }
  const elsewhere = places.find(({ names }) => !names.some((name) => speaksOf(best, name)))
  return elsewhere ? { of: 'place', place: elsewhere.surface } : null
}

/** The statement, its headings, or the document as a whole (title, issuer, number) are about the place. */
function speaksOf({ document, statement }: ReadStatement, place: string): boolean {
  const { title, issuer, number } = document.tree.metadata
  const own = [title.value, issuer?.value, number?.value, document.source.sidecar.issuer].join(' ')
  return [statement.text, statement.context, own].some((text) => text.includes(place))
}
