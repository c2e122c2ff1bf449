/** Reads the comparator words around a quantity (不少于, 以上, 最高, 左右 …) and joins the two ends of a range. */
import table from '../../data/comparators.json' with { type: 'json' }
import type { Comparator } from '../../domain/facts.ts'
import type { Quantity } from './quantities.ts'

export interface ComparedQuantity extends Quantity {
  readonly comparator: Comparator
  /** View offsets of the whole expression: predicate, comparators, figure, unit (达到90%以上, 不少于2座). */
  readonly from: number
  readonly to: number
  /** What the share is taken of, when it stands between comparator and figure (不小于住宅建筑面积的11%). */
  readonly base: string | null
  /** True when comparator words stand in the text, so that even a worded figure is meant exactly. */
  readonly explicit: boolean
  /** True for 不少于, 不低于 …: a floor to keep rather than a level to reach. */
  readonly floor: boolean
}

type Rules = Readonly<Record<string, readonly string[]>>

const byLength = (a: readonly [string, Comparator], b: readonly [string, Comparator]) =>
  b[0].length - a[0].length
const listed = (rules: Rules) =>
  Object.entries(rules)
    .flatMap(([comparator, words]) => words.map((word) => [word, comparator as Comparator] as const))
    .sort(byLength)

const BEFORE = listed(table.before)
const AFTER = listed(table.after)
const INCLUDING = [...table.including].sort((a, b) => b.length - a.length)
const LEVEL_UNDER = new RegExp(`(?:${table.levelUnder.join('|')})$`)
const LONGEST = Math.max(...BEFORE.map(([word]) => word.length))

/** Verbs that only say that a level is reached; they belong to the figure, not to its subject. */
const LEVEL =
  /(?:达到了?|达|实现|稳定在|保持在|维持在|控制在|控制到|约占|(?:提高|提升|增加|增长|增|升|扩大|扩|下降|降低|降|减少|压减|压缩|缩短|拓展|发展|恢复)(?:到|至|为)|为|至|到|是|在)$/
const WORD_ENDS: Readonly<Record<string, string>> = {
  约: '节集简合公条契履',
  近: '附邻临靠最',
  超: '赶反',
  满: '圆充饱丰美',
  逾: '',
}
const BASE_BETWEEN = /([^,;:。、()]{2,18})的$/
/** 至少建设一个: the verb stands between comparator and figure. */
const AT_LEAST = /至少[一-龥]{1,4}$/
const LIMITED = /(?:只限|仅限|最多|至多)[^,;。0-9]{0,8}$/

/** `earliest` bounds how far to the left the expression may reach (end of the quantity before). */
export function compare(text: string, quantity: Quantity, earliest: number): ComparedQuantity {
  let from = quantity.start
  let to = quantity.end
  let comparator: Comparator = quantity.more ? '>' : '='
  let base: string | null = null
  const explicitly = (word: Comparator) => {
    comparator = word
  }
  if (quantity.kind === 'duration' && text[from - 1] === '每') from--
  const infix =
    /(?:人均|户均|每人|每户|每小时|每秒|每天|人民币)$/.exec(
      text.slice(Math.max(earliest, from - 3), from),
    )?.[0].length ?? 0
  const before = wordBefore(text, from - infix, earliest)
  if (before) {
    explicitly(before.comparator)
    from = before.start
  } else {
    const share = BASE_BETWEEN.exec(text.slice(Math.max(earliest, from - 20), from))
    const remote = share ? comparatorInside(share[1]!) : null
    if (share && remote) {
      base = share[1]!.slice(remote.end)
      comparator = remote.comparator
      from -= share[0].length - remote.start
    } else if (AT_LEAST.test(text.slice(Math.max(earliest, from - 8), from))) {
      explicitly(text[from - 1] === '每' ? '<=' : '>=')
      from -= AT_LEAST.exec(text.slice(Math.max(earliest, from - 8), from))![0].length
    } else if (LIMITED.test(text.slice(Math.max(earliest, from - 14), from))) {
      explicitly('<=')
    }
  }
  const included = INCLUDING.find((word) => text.startsWith(word, to))
  const after = AFTER.find(([word]) => text.startsWith(word, to))
  if (included && !after) {
    to += included.length
    if (comparator === '>') comparator = '>='
    if (comparator === '<') comparator = '<='
  }
  if (after) {
    to += after[0].length
    if (!before && base === null) comparator = after[1]
    else if (comparator === '=') comparator = after[1]
    const included = INCLUDING.find((word) => text.startsWith(word, to))
    if (included) to += included.length
    if (
      comparator === '<=' &&
      after[0] === '以下' &&
      LEVEL_UNDER.test(text.slice(Math.max(0, from - 4), from))
    )
      comparator = '<'
  }
  const explicit = comparator !== '=' || before !== null || after !== undefined
  if (Array.isArray(quantity.value) && comparator === '=') comparator = 'range'
  for (let level = LEVEL.exec(text.slice(Math.max(earliest, from - 6), from)); level; level = null)
    from -= level[0].length
  const floor = /不(?:得|应)?(?:少|低|小|下|短)于/.test(text.slice(from, quantity.start))
  return { ...quantity, comparator, from, to, base, explicit, floor }
}

/** 一万元以上十万元以下, 10%以上不足20%, 由50%提高到60%: one range, or the second figure with the first as its base. */
export function joinRange(
  text: string,
  low: ComparedQuantity,
  high: ComparedQuantity,
): ComparedQuantity | null {
  if (low.kind !== high.kind || typeof low.value !== 'number' || typeof high.value !== 'number') return null
  const between = text.slice(low.to, high.from)
  const opens = low.comparator === '>=' || low.comparator === '>'
  const closes = high.comparator === '<=' || high.comparator === '<'
  const dashed =
    /^(?:至|到|—|–|-|~)+$/.test(between) || (between === '' && /^(?:至|到)/.test(text.slice(high.from)))
  if (!((opens && closes && /^[,、]?$/.test(between)) || (dashed && low.comparator === '='))) return null
  const { unit, value } = commonUnit(low, high)
  return {
    ...high,
    start: low.start,
    from: low.from,
    value,
    unit,
    comparator: 'range',
    base: low.base ?? high.base,
    explicit: true,
  }
}

function commonUnit(
  low: ComparedQuantity,
  high: ComparedQuantity,
): { unit: string; value: readonly [number, number] } {
  const ends = [low.value as number, high.value as number] as const
  if (low.unit === high.unit) return { unit: low.unit, value: ends }
  const lowScale = magnitude(low.unit)
  const highScale = magnitude(high.unit)
  const bare = lowScale > 1 ? high.unit : low.unit
  const unit = lowScale > 1 && highScale > 1 ? bare.slice(1) : bare
  return { unit, value: [ends[0] * lowScale, ends[1] * highScale] }
}

function magnitude(unit: string): number {
  return unit.startsWith('亿') ? 1e8 : unit.startsWith('万') ? 1e4 : 1
}

function wordBefore(
  text: string,
  at: number,
  earliest: number,
): { start: number; comparator: Comparator } | null {
  const tail = text.slice(Math.max(earliest, at - LONGEST), at)
  const found = BEFORE.find(([word]) => tail.endsWith(word) && !insideWord(word, text[at - word.length - 1]))
  if (!found) return null
  const start = at - found[0].length
  // 最高不超过, 最长不超过: the outer word belongs to the expression too.
  const outer = /(?:最高|最多|最长|最大|至多|一般|原则上)$/.exec(
    text.slice(Math.max(earliest, start - 3), start),
  )
  return { start: start - (outer ? outer[0].length : 0), comparator: found[1] }
}

/** 节约, 附近, 赶超 … end in a comparator but are other words. */
function insideWord(word: string, before: string | undefined): boolean {
  const joined = WORD_ENDS[word]
  return joined !== undefined && before !== undefined && joined.includes(before)
}

function comparatorInside(text: string): { start: number; end: number; comparator: Comparator } | null {
  for (const [word, comparator] of BEFORE) {
    const at = word.length > 1 ? text.indexOf(word) : -1
    if (at >= 0) return { start: at, end: at + word.length, comparator }
  }
  return null
}
