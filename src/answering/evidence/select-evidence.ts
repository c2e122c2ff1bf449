/** Chooses what answers from what was read: the likeliest statement and those that belong to it. */
import type { Statement } from '../../domain/statement.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Thresholds } from '../thresholds.ts'
import type { Evidence, ReadStatement } from './evidence.ts'

/** Characters that an answer quotes, and statements: a paragraph and its neighbours, not a chapter. */
const MOST_QUOTED = 290
const MOST_STATEMENTS = 4

export function selectEvidence(read: readonly ReadStatement[], thresholds: Thresholds): Evidence {
  const [best] = read
  if (!best || best.reading.answers < thresholds.answer) return { read, kept: [], contradicted: false }
  return {
    read,
    kept: withWhatBelongs(best, read, thresholds.support),
    contradicted: best.reading.contradicts >= thresholds.contradict,
  }
}

/**
 * Further statements that answer too (other items of a list, the second half of a question), likeliest first, as far as
 * they fit; then what a kept statement cannot be read without.
 */
function withWhatBelongs(best: ReadStatement, read: readonly ReadStatement[], support: number): ReadStatement[] {
  const kept = [best]
  let room = MOST_QUOTED - lengthOf(best)
  const add = (each: ReadStatement) => {
    if (kept.length >= MOST_STATEMENTS || kept.includes(each) || lengthOf(each) > room) return
    kept.push(each)
    room -= lengthOf(each)
  }
  for (const dependent of dependents(best)) add(dependent)
  for (const each of read) if (each.reading.answers >= support) add(each)
  return kept
}

const lengthOf = ({ statement: { span } }: ReadStatement) => Math.min(span.end - span.start, MOST_QUOTED)

/** How a statement shows that it goes on from the one before it: an exception, or a pointer back. */
const GOES_ON = /^(?:但|但是|其中|除外|上述|前款|前述|该|其他情形|有前款)/
const EXCEPTION = /^(?:但|但是|除外|确需|因特殊)/

/** The exception that follows the statement, and what it points back to; both in the same paragraph. */
function dependents(best: ReadStatement): ReadStatement[] {
  const all = statementsOf(best.document)
  const { index } = best.statement
  const found: Statement[] = []
  const before = all[index - 1]
  const after = all[index + 1]
  if (after && after.paragraph === best.statement.paragraph && EXCEPTION.test(after.text)) found.push(after)
  if (before && before.paragraph === best.statement.paragraph && GOES_ON.test(best.statement.text)) found.push(before)
  return found.map((statement) => ({ ...best, statement, answerSpans: [] }))
}
