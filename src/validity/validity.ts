/** Whether a document is in force on a day, why not, and what took its place. */
import type { Library, ReadDocument } from '../domain/library.ts'
import { yearsAfter } from './day.ts'
import { type Successor, successorsOf } from './successors.ts'
import { termOf, type ValidityStatus } from './term.ts'

export type ValidityReason =
  | 'in_force'
  | 'not_yet'
  | 'expired'
  | 'superseded'
  | 'repealed'
  | 'revised'
  | 'lapsed'

export interface Validity {
  readonly inForce: boolean
  readonly reason: ValidityReason
  /** ISO date: the first day on which it applies (`not_yet`), the last one (`expired`), the successor's first (`superseded`). */
  readonly day: string | null
  /** Id of the document that is in its place on that day. */
  readonly successor?: string
}

/** A day of entry into force further ahead is a slip of the pen. */
export const MOST_YEARS_AHEAD = 5
export const ENDED: Partial<Readonly<Record<ValidityStatus, ValidityReason>>> = {
  已修订: 'revised',
  已废止: 'repealed',
  失效: 'lapsed',
}

export function validityOf(document: ReadDocument, library: Library, asOf: string): Validity {
  const { effective, expires, status } = termOf(document)
  const successors = successorsOf(library).get(document.source.id) ?? []
  const successor = successors.find(({ from }) => from === null || from <= asOf)
  const inPlace = successor ? { successor: latestOf(successor, library, asOf) } : {}
  if (effective !== null && effective > asOf && effective <= yearsAfter(asOf, MOST_YEARS_AHEAD)) {
    return { inForce: false, reason: 'not_yet', day: effective }
  }
  if (successor) return { inForce: false, reason: 'superseded', day: successor.from, ...inPlace }
  if (expires !== null && expires < asOf) return { inForce: false, reason: 'expired', day: expires }
  const ended = status && ENDED[status]
  // It had not ended yet where the day on which it ends is known and ahead.
  if (ended && expires === null && successors.length === 0)
    return { inForce: false, reason: ended, day: null }
  return { inForce: true, reason: 'in_force', day: null }
}

/** What the document library would call it on that day; null where nothing tells. */
export function statusOn(document: ReadDocument, library: Library, asOf: string): ValidityStatus | null {
  const { reason } = validityOf(document, library, asOf)
  const { status } = termOf(document)
  if (reason === 'in_force') return status === null || status in ENDED ? null : status
  if (reason === 'not_yet') return null
  if (status !== null && status in ENDED) return status
  return reason === 'superseded' ? '已废止' : '失效'
}

/** A successor may have been superseded itself. */
function latestOf(successor: Successor, library: Library, asOf: string): string {
  const seen = new Set<string>()
  let at = successor.id
  for (;;) {
    seen.add(at)
    const next = successorsOf(library)
      .get(at)
      ?.find(({ from }) => from === null || from <= asOf)
    if (!next || seen.has(next.id)) return at
    at = next.id
  }
}
