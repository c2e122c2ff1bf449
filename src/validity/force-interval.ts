/** The days on which a document is in force, as an interval that an index can filter by; `validityOf` on every one of them. */
import type { Library, ReadDocument } from '../domain/library.ts'
import { successorsOf } from './successors.ts'
import { termOf } from './term.ts'
import { ENDED } from './validity.ts'

/**
 * In force on a day where `day < until`, and `from <= day` or `from` lies more than `MOST_YEARS_AHEAD` of it. ISO dates.
 */
export interface ForceInterval {
  /** Null for as far back as anyone asks. */
  readonly from: string | null
  /** The first day on which it is in force no more; null for none, `NEVER` for a document that is not in force on any. */
  readonly until: string | null
}

export const NEVER = '0000-01-01'

export function forceIntervalOf(document: ReadDocument, library: Library): ForceInterval {
  const { effective: from, expires, status } = termOf(document)
  const successors = successorsOf(library).get(document.source.id) ?? []
  const ended = status !== null && status in ENDED && expires === null && successors.length === 0
  const ends = [
    ...(ended ? [NEVER] : []),
    ...(expires === null ? [] : [dayAfter(expires)]),
    ...successors.map((successor) => successor.from ?? NEVER),
  ]
  return { from, until: ends.sort()[0] ?? null }
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}
