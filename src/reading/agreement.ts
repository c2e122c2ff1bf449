/** How far a statement agrees with what a question names: years, figures, units, bodies, articles and titles. */
import { type Figure, type Slots, slotsOf } from './slots.ts'

/**
 * For each slot that the question fills: `…Same`, the statement has it; `…Other`, it has another of that kind instead.
 * Each 0 or 1; both 0 where the question or the statement names none.
 */
export interface Agreement {
  readonly yearSame: number
  readonly yearOther: number
  /** A figure of the question with its value, whatever the unit's spelling. */
  readonly figureSame: number
  /** The statement has figures of that unit, none with that value. */
  readonly figureOther: number
  readonly bodySame: number
  readonly bodyOther: number
  readonly nameSame: number
  readonly nameOther: number
}

/** `context` counts for what is the same, not for what is other: a heading is seldom what a question doubts. */
export function agreement(question: Slots, text: Slots, context: Slots): Agreement {
  const years = compare(question.years, text.years, context.years)
  const bodies = compare(question.bodies, text.bodies, context.bodies)
  const names = compare(question.names, text.names, context.names)
  const figures = question.figures.filter(({ unit }) => unit !== null)
  const same = question.figures.some((figure) => text.figures.some((other) => isSame(figure, other)))
  const rivals = figures.some(({ unit }) => text.figures.some((other) => other.unit === unit))
  return {
    yearSame: years.same,
    yearOther: years.other,
    figureSame: Number(same),
    figureOther: Number(!same && rivals),
    bodySame: bodies.same,
    bodyOther: bodies.other,
    nameSame: names.same,
    nameOther: names.other,
  }
}

export { slotsOf }

function isSame(a: Figure, b: Figure): boolean {
  return Math.abs(a.value - b.value) <= 1e-9 * Math.abs(a.value) && (!a.unit || !b.unit || a.unit === b.unit)
}

function compare<T>(asked: ReadonlySet<T>, text: ReadonlySet<T>, context: ReadonlySet<T>) {
  let same = false
  for (const value of asked) same ||= text.has(value) || context.has(value)
  return { same: Number(same), other: Number(asked.size > 0 && text.size > 0 && !same) }
}
