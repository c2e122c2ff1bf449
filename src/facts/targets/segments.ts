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
  /** What the last of a ladder names for all (国家级500万元、省级100万元、市级50万元的|奖励); null outside ladders. */
  readonly tail: { readonly start: number; readonly end: number } | null
  /** None for a statement without a figure; several for a series (200万元、50万元). */
  readonly series: readonly ComparedQuantity[]
}

const BREAK = /、|以及|和|及|与|并|或者|或/g
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
    const tail = ladderTail(text, groups, clause.end)
    groups.forEach((group, at) => {
      const following = groups[at + 1]
      const last = group.at(-1)!
      const selects = following !== undefined && selectsNext(text, last, following[0]!)
      const cut = following && !selects ? cutBetween(text, last, following[0]!) : null
      const end = cut?.end ?? (following ? last.to : clause.end)
      segments.push({ start, end, clause: index, opens: at === 0, selects, tail, series: group })
      if (!selects) start = cut?.start ?? end
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
        tail: null,
        series: [],
      })
    }
    if (groups.length === 0)
      segments.push({
        start,
        end: clause.end,
        clause: index,
        opens: true,
        selects: false,
        tail: null,
        series: [],
      })
  })
  return segments
}

/** Figures of one kind, each right before a conjunction, and a noun behind the last: it is said of all. */
function ladderTail(text: string, groups: readonly ComparedQuantity[][], end: number): Segment['tail'] {
  const last = groups.at(-1)?.at(-1)
  if (groups.length < 2 || !last || last.to >= end) return null
  const level = groups
    .slice(0, -1)
    .every((group) => group[0]!.kind === last.kind && /[、和及与或]/.test(text[group.at(-1)!.to] ?? ''))
  return level && text[last.to] !== '、' ? { start: last.to, end } : null
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
  return groups.map(shareComparator)
}

/** 5000万元以上的企业 …: a compared measure that is an attribute of the noun behind it, with another figure to come. */
function selectsNext(text: string, first: ComparedQuantity, second: ComparedQuantity): boolean {
  if (!first.explicit || first.kind === 'count' || first.kind === 'percentage') return false
  const between = text.slice(first.to, second.from)
  return /^的/.test(between) ? !between.includes('、') : /^[^、和及与或并且,]{2,}$/.test(between)
}

/** 分别超过70%和50%: the comparator before the first figure, or behind the last, holds for all of the series. */
function shareComparator(group: ComparedQuantity[]): ComparedQuantity[] {
  const stated = group[0]!.explicit ? group[0]! : group.at(-1)!
  if (group.length < 2 || !stated.explicit) return group
  return group.map((quantity) =>
    quantity.explicit ? quantity : { ...quantity, comparator: stated.comparator },
  )
}

/** Where one segment ends and the next starts; they overlap where nothing parts them (70项服务|累计办理1100万次). */
interface Cut {
  readonly end: number
  readonly start: number
}

/** A conjunction right behind the first figure parts there; otherwise the last one before the second figure does. */
function cutBetween(text: string, first: ComparedQuantity, second: ComparedQuantity): Cut {
  const between = text.slice(first.to, second.from)
  const open = between.replace(/\([^()]*\)?/g, (bracket) => ' '.repeat(bracket.length))
  const cuts = [...open.matchAll(BREAK)]
  const strong = cuts.filter((cut) => cut[0] === '、')
  const near = cuts.find((cut) => cut.index === 0)
  const cut = near ?? strong.at(-1) ?? cuts.at(-1)
  if (!cut) return { end: second.from, start: first.to }
  const at = first.to + cut.index + cut[0].length
  return { end: at, start: at }
}
