/** Reads what a figure measures: the words before it in its segment, the noun behind it, or the subject carried over. */
import type { ComparedQuantity } from './comparators.ts'
import type { Segment } from './segments.ts'
import type { TimeMention } from './times.ts'
import { KEPT_HEAD, KEPT_TAIL, LIGHT_HEAD, LIGHT_TAIL } from './words.ts'

export interface Subject {
  readonly text: string
  /** View offsets when the subject is printed in one piece, else null. */
  readonly from: number | null
  readonly to: number
  /** True when the segment names no subject and an earlier one holds. */
  readonly carried: boolean
}

/** What such words begin is a noun, and no verb may be taken from its head (建成区, 建设用地, 实施率). */
const NOUN_REST =
  /^(?:区|用地|率|期|项目|规模|面积|强度|单位|水平|成本|周期|标准|方案|计划|总量|者|机构|投资)/
const BUILDING =
  /^(?:建成|建设|建立|构建|培育|培养|形成|打造|创建|实施|落实|组织|开展|提供|支持|安排|认定|完成|保证|保持|给予)$/
/** A share or index: its name is a complete subject. */
const MEASURE =
  /(?:率|比例|比重|占比|面积|总量|规模|数量?|强度|产值|收入|能耗|水平|指数|系数|里程|长度|能力|浓度|值|额|人数|户数|份额|时间|期限|年限|年龄|装机|程度|比)(?:\([^)]*\))?$/
/** 增长, 总数: said of the subject before (完成投资550亿元、增长11%以上). */
const BARE_CHANGE =
  /^(?:比[^,]{1,8}|较[^,]{1,8}|同比|年均|平均)?(?:增长|下降|增加|减少|提高|降低|提升|上升|增幅|增速|总数|总量|总额|金额)$/
const PRONOUN = /^(?:其|该|此|这|上述|以上)/

/**
 * Subject of one figure. `previous` is the subject that was read last in this sentence or paragraph; it is carried over
 * where the segment has none of its own, and lends its measure to a bare group (其他类型公共建筑 不低于30%).
 */
export function readSubject(
  text: string,
  segment: Segment,
  quantity: ComparedQuantity,
  times: readonly TimeMention[],
  previous: string | null,
): Subject {
  const first = segment.series[0] ?? quantity
  const left = trimHead(text, afterTime(segment.start, first.from, times), first.from)
  const head = trimTail(text, left, first.from, times)
  const right = readRight(text, segment.series.at(-1) ?? quantity, segment)
  const leftText = text.slice(left, head)
  const rightText = text.slice(right.from, right.to)
  if (leftText === '' && rightText === '') return { text: previous ?? '', from: null, to: 0, carried: true }
  if (previous !== null && rightText === '' && BARE_CHANGE.test(leftText)) {
    return { text: previous + leftText, from: null, to: 0, carried: false }
  }
  if (leftText === '') return { text: rightText, from: right.from, to: right.to, carried: false }
  if (rightText === '' || MEASURE.test(leftText)) return withMeasure(leftText, left, head, quantity, previous)
  return { text: leftText + rightText, from: null, to: 0, carried: false }
}

/** 其他类型公共建筑 + 屋顶安装光伏的面积比例 of the subject before: a group without a measure takes it from there. */
function withMeasure(
  subject: string,
  from: number,
  to: number,
  quantity: ComparedQuantity,
  previous: string | null,
): Subject {
  const own = { text: subject, from, to, carried: false }
  if (quantity.kind !== 'percentage' || MEASURE.test(subject) || previous === null || !MEASURE.test(previous))
    return own
  if (/(?:下降|降低|增长|提高|提升|增加|减少|节约|压减|削减|增速)$/.test(subject)) return own
  const joint = subject.slice(-2)
  const at = previous.lastIndexOf(joint)
  if (at < 0 || at + 2 >= previous.length) return own
  return { text: subject + previous.slice(at + 2), from: null, to: 0, carried: false }
}

/** The words `[start, end)` without opening time mentions, light verbs and closing predicates. */
export function statementWords(
  text: string,
  start: number,
  end: number,
  times: readonly TimeMention[],
): string {
  const head = trimHead(text, afterTime(start, end, times), end)
  return text.slice(head, trimTail(text, head, end, times))
}

/** Start of the words behind the last time mention that opens the segment. */
export function afterTime(start: number, end: number, times: readonly TimeMention[]): number {
  let at = start
  for (const time of times) {
    if (time.start >= end || time.end > end) break
    if (time.start >= start && time.start - at <= 6) at = time.end
  }
  return at
}

function trimHead(text: string, start: number, end: number): number {
  let at = start
  for (;;) {
    const rest = text.slice(at, Math.min(end, at + 24))
    const mark = /^\(?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|^[、,;:()\s—–-]+/.exec(rest)
    if (mark) {
      at += mark[0].length
      continue
    }
    const light = KEPT_HEAD.test(rest) ? null : LIGHT_HEAD.exec(rest)
    if (
      !light ||
      (BUILDING.test(light[0]) && NOUN_REST.test(rest.slice(light[0].length))) ||
      at + light[0].length > end
    )
      return at
    at += light[0].length
  }
}

function trimTail(text: string, start: number, end: number, times: readonly TimeMention[]): number {
  let at = end
  while (at > start) {
    const rest = text.slice(Math.max(start, at - 10), at)
    const time = times.find((mention) => mention.end === at && mention.start >= start)
    if (time) {
      at = time.start
      continue
    }
    const light = /[、,;:\s]+$/.exec(rest) ?? (KEPT_TAIL.test(rest) ? null : LIGHT_TAIL.exec(rest))
    if (!light) return at
    at -= light[0].length
  }
  return at
}

/** Where a bracket opens that holds more than a note (含撬装站): another statement, or one never closed. */
function longBracket(words: string): number {
  const at = words.indexOf('(')
  if (at < 0) return -1
  const note = /^\([^()]*\)/.exec(words.slice(at))
  return note && !/[,;\d]/.test(note[0]) && note[0].length <= 14 ? -1 : at
}

/** The noun phrase behind the figure, up to the end of the segment: 不少于2座|加氢站, 30%|的资金. */
function readRight(text: string, quantity: ComparedQuantity, segment: Segment): { from: number; to: number } {
  let from = quantity.to
  let to = segment.end
  if (segment.tail && /^[、和及与或,]?$/.test(text.slice(from, to))) {
    from = segment.tail.start
    to = segment.tail.end
  }
  if (text[from] === '的') from++
  const bracket = longBracket(text.slice(from, to))
  if (bracket >= 0) to = from + bracket
  if (/^[、和及,)]/.test(text.slice(from, from + 1)) || PRONOUN.test(text.slice(from, from + 2))) to = from
  if (/^(?:时|后|前|的|之前|以前|起|止)$/.test(text.slice(from, to))) to = from
  const manner = /^(?:标准|额度|比例)?(?:给予|予以|进行|实施|发放|安排)/.exec(
    text.slice(from, Math.min(to, from + 8)),
  )
  if (manner && manner[0].length < to - from) from += manner[0].length
  while (to > from && /[、和及与,;:(]/.test(text[to - 1]!)) to--
  return { from, to }
}
