/** Cuts a sentence into segments, each a statement with at most one figure (or one 分别 series), from its clauses and figures. */
import type { Clause } from '../clauses.ts'
import { type ComparedQuantity, joinRange } from './comparators.ts'

export interface Segment {
  /** View offsets. */
  readonly start: number
  readonly end: number
  /** Index of its clause in the sentence. */
  readonly clause: number
  /** True for the first segment of its clause. */
  readonly opens: boolean
  /** True when the figure selects what the next segment speaks of (营业收入5000万元以上的企业达到100家). */
  readonly selects: boolean
  /** None for a statement without a figure; several for a series (200万元、50万元). */
  readonly series: readonly ComparedQuantity[]
}

const BREAK = /、|以及|和|及|与|并|或/g
const ONLY_BREAK = /^(?:、|和|及|与|或|以及|,)$/

/** Segments in order; together they cover every clause. */
export function cutSegments(
  text: string,
  clauses: readonly Clause[],
  quantities: readonly ComparedQuantity[],
): Segment[] {
  const segments: Segment[] = []
  let next = 0
  clauses.forEach((clause, index) => {
    const inside: ComparedQuantity[] = []
    while (next < quantities.length && quantities[next]!.start < clause.end) inside.push(quantities[next++]!)
    const groups = groupSeries(text, joinRanges(text, inside))
    let start = clause.start
    groups.forEach((group, at) => {
      const following = groups[at + 1]
      const last = group.at(-1)!
      const selects = following !== undefined && selectsNext(text, last, following[0]!)
      const end = !following ? clause.end : selects ? last.to : cutBetween(text, last, following[0]!)
      segments.push({ start, end, clause: index, opens: at === 0, selects, series: group })
      if (!selects) start = end
    })
    const last = groups.at(-1)?.at(-1)
    if (last && followsOn(text.slice(last.to, clause.end))) {
      segments[segments.length - 1] = { ...segments.at(-1)!, end: last.to + 1 }
      segments.push({
        start: last.to + 1,
        end: clause.end,
        clause: index,
        opens: false,
        selects: false,
        series: [],
      })
    }
    if (groups.length === 0)
      segments.push({ start, end: clause.end, clause: index, opens: true, selects: false, series: [] })
  })
  return segments
}

/** …达到50%、全区新建民用建筑全面执行…: a statement without a figure behind the last one. */
function followsOn(rest: string): boolean {
  return rest[0] === '、' && rest.length > 6
}

function joinRanges(text: string, quantities: readonly ComparedQuantity[]): ComparedQuantity[] {
  const joined: ComparedQuantity[] = []
  for (const quantity of quantities) {
    const range = joined.length > 0 ? joinRange(text, joined.at(-1)!, quantity) : null
    if (range) joined[joined.length - 1] = range
    else joined.push(quantity)
  }
  return joined
}

/** Quantities with nothing but 、 or 和 between them form one series: 分别超过70%和50%. */
function groupSeries(text: string, quantities: readonly ComparedQuantity[]): ComparedQuantity[][] {
  const groups: ComparedQuantity[][] = []
  for (const quantity of quantities) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && last.kind === quantity.kind && ONLY_BREAK.test(text.slice(last.to, quantity.from))) {
      group.push(quantity)
    } else groups.push([quantity])
  }
  return groups
}

/** 5000万元以上的企业 …: a compared measure that is an attribute of the noun behind it, with another figure to come. */
function selectsNext(text: string, first: ComparedQuantity, second: ComparedQuantity): boolean {
  if (!first.explicit || first.kind === 'count' || first.kind === 'percentage') return false
  const between = text.slice(first.to, second.from)
  return /^的/.test(between) ? !between.includes('、') : /^[^、和及与或并且,]{4,}$/.test(between)
}

/** A conjunction right behind the first figure parts there; otherwise the last one before the second figure does. */
function cutBetween(text: string, first: ComparedQuantity, second: ComparedQuantity): number {
  const between = text.slice(first.to, second.from)
  const cuts = [...between.matchAll(BREAK)]
  const strong = cuts.filter((cut) => cut[0] === '、')
  const near = cuts.find((cut) => cut.index === 0)
  const cut = near ?? strong.at(-1) ?? cuts.at(-1)
  if (!cut) return first.to
  return first.to + cut.index + cut[0].length
}
