/** The stretch of a statement that answers a kind of question, by its grammar: figures with their units, names of bodies. */
import type { Span } from '../domain/span.ts'
import type { KindDistribution } from '../ports/reader.ts'
import type { Slots } from './slots.ts'

const BEFORE =
  /(?:不低于|不少于|不高于|不超过|不得超过|不大于|不小于|超过|达到|低于|高于|大于|小于|约|近|第)$/
const AFTER = /^(?:以上|以下|以内|以前|左右|之内|之前)/

/** Below this share of the likeliest kinds, none is taken. */
const SURE = 0.5

export function basicSpans(text: string, slots: Slots, kinds: KindDistribution): Span[] {
  if (kinds.bodies >= SURE) return slots.bodySpans.map(({ start, end }) => ({ start, end }))
  if (kinds.figure + kinds.count + kinds.deadline < SURE) return []
  return slots.figures
    .filter(({ unit }) => unit !== null)
    .map(({ start, end }) => ({
      start: start - (BEFORE.exec(text.slice(0, start))?.[0].length ?? 0),
      end: end + (AFTER.exec(text.slice(end))?.[0].length ?? 0),
    }))
}
