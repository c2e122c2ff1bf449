/** Kinds of question that ask for one value; a question of another kind may name a year or place in passing. */
import type { Kind } from '../../ports/reader.ts'
import type { Thresholds } from '../thresholds.ts'
import type { Understanding } from '../understanding/understanding.ts'

export const ASKS_VALUE: ReadonlySet<Kind> = new Set(['figure', 'count', 'deadline'])

/** Bodies, as such or as a list (which departments …). */
export function asksForBodies(
  { kind, kinds }: Pick<Understanding, 'kind' | 'kinds'>,
  { listedBodies }: Thresholds,
): boolean {
  return kind === 'bodies' || (kind === 'list' && kinds.bodies >= listedBodies)
}
