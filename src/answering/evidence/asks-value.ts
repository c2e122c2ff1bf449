/** Kinds of question that ask for one value; a question of another kind may name a year or place in passing. */
import type { Kind } from '../../ports/reader.ts'

export const ASKS_VALUE: ReadonlySet<Kind> = new Set(['figure', 'count', 'deadline'])
