/** Whether a statement names other years or figures than a question: what it says is then not what was asked or asserted. */
import { inContext } from '../../domain/statement.ts'
import { describeUnit } from '../../facts/units.ts'
import { foldText } from '../../text/tokenize.ts'
import { type Claim, findClaims, findYears } from '../understanding/figures.ts'
import type { ReadStatement } from './evidence.ts'

/** The statement in its context names years, and the years asked about are neither among nor between them. */
export function namesOtherYears({ statement }: ReadStatement, asked: readonly number[]): boolean {
  const named = findYears(foldText(inContext(statement)))
  if (named.length === 0 || asked.length === 0) return false
  const [first, last] = [Math.min(...named), Math.max(...named)]
  return asked.every((year) => year < first || year > last)
}

/** It states figures in the unit of one that the question asserts, and none of them is that figure. */
export function statesOtherFigures({ statement }: ReadStatement, asserted: readonly Claim[]): boolean {
  const text = foldText(statement.text)
  const stated = findClaims(text, findYears(text))
  return asserted.some((claim) => {
    const comparable = stated.filter(({ unit }) => measureAlike(unit, claim.unit))
    return comparable.length > 0 && comparable.every(({ absolute }) => absolute !== claim.absolute)
  })
}

/** Of one kind of quantity; things that are counted are alike only in the same measure word. */
function measureAlike(one: string, other: string): boolean {
  if (one === '' || other === '') return false
  const kind = describeUnit(one)?.kind
  return one === other || (kind !== undefined && kind !== 'count' && kind === describeUnit(other)?.kind)
}
