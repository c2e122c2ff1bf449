/** Finds what a folded text says about time: deadlines (到2025年, “十四五”期间), recurrences (每年) and past or base years. */
import { parseChineseNumeral } from '../../text/numerals.ts'

/** deadline: a year to reach, 今年, 年底前; relative: 五年内, 次年; recurring: 每年; base: compared with; past: already over. */
export type TimeKind = 'deadline' | 'relative' | 'recurring' | 'base' | 'past'

export interface TimeMention {
  /** View offsets of the words as written. */
  readonly start: number
  readonly end: number
  readonly kind: TimeKind
  readonly year: number | null
}

const YEAR = '(?:(?:19|20)\\d\\d|[一二][〇零○一二三四五六七八九]{3})'
const YEAR_END = '(?:年?(?:年底|年末|底|末)|年)'
const MONTH = '(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\\d{1,2}日|底|末|份)?|上半年|[一二三四]季度)'
const REACH = '(?:力争)?(?:截至|截止|截至到|到|至|在|于|从|自)?'
/** Words behind a year that make it part of a name or an attribute. */
const NAMED = '(?!\\s*(?:度|版|远景|修订|第|号|以来|级|生产总值现价))'

const ABSOLUTE = new RegExp(
  `${REACH}(?:${YEAR}(?:年)?(?:—|–|-|~|至|到)+)?(${YEAR})${YEAR_END}(?:${MONTH})?(?:之前|以前|前(?![一二三四\\d])|内|期间|中|时)?${NAMED}`,
  'g',
)
const PLAN =
  /(?:力争)?(?:到|至|在)?[“"]?(十[三四五六七八])五[”"]?(?:规划)?(期间|期末|末期|末|时期|期内)?(以来)?/g
const RECURRING =
  /(?:每|平均每|年均|逐)(?:一?(?:年度?|半年|季度|月|周|日|天|学年|学期))|年度内?(?=[^,;。]{0,4}(?:不少于|不低于|不超过))/g
const SPAN =
  /(?:连续|未来|今后|为期|力争(?:用)?|用|在|前|后|最长|满)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:(?:—|-|~|至|到)\d{1,2})?年(?:内|之内|以内|时间|左右时间)|(?:连续|未来|今后)(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年内?/g
const RELATIVE =
  /(?:力争)?(?:截至|截止|到|在|至)?(?:今年|明年|后年|本年度|当年|次年|翌年)(?:底|末|年底|年末)?(?:上半年|下半年)?(?:之前|以前|前|内)?(?![度以])|(?:力争)?(?:到|在)?(?<![\d今明本])年(?:底|末)(?:之?前)/g
const RELATIVE_YEARS: Readonly<Record<string, number>> = { 今年: 0, 本年度: 0, 明年: 1, 后年: 2 }
/** 12月底前 behind 2021年6月底前: the year is that of the mention before it. */
const MONTH_ALONE =
  /(?:力争)?(?:[到至在于])?(?<![\d年])(?:1[0-2]|\d|[一二三四五六七八九]|十[一二]?)月(?:\d{1,2}日|底|末)?(?:之前|以前|前(?!款))/g
const BASE_BEFORE = /(?:比|较|与|同比|相比|对比|以|从|由|自)$/
const BASE_AFTER =
  /^(?:相比|为基[期数准]|基础上|水平|的(?!主要|总体|发展|工作)[^,;。]{0,8}(?:提高|提升|增加|增长|下降|降低|降|减少)[到至])/
const PAST_WORDS = /^(?:以来|来)|^(?:已|完成情况|实际)/

/** Time mentions in order, without overlaps. `issued` is the document's own year: what lies before it is past. */
export function findTimes(text: string, issued: number | null): TimeMention[] {
  const found: TimeMention[] = []
  const taken = new Uint8Array(text.length + 1)
  const add = (match: RegExpExecArray, kind: TimeKind, year: number | null) => {
    const start = match.index
    const end = start + match[0].length
    if (match[0] === '' || taken[start] === 1 || taken[end - 1] === 1) return
    taken.fill(1, start, end)
    found.push({ start, end, kind, year })
  }
  for (const match of text.matchAll(PLAN)) {
    const year = planEnd(match[1]!)
    if (match[3] !== undefined) add(match, 'past', year)
    else if (match[2] !== undefined || /^(?:力争)?[到至]/.test(match[0]))
      add(match, isPast(year, issued) ? 'past' : 'deadline', year)
  }
  for (const match of text.matchAll(ABSOLUTE)) {
    const year = toYear(match[1]!)
    add(match, kindOfYear(text, match, year, issued), year)
  }
  for (const match of text.matchAll(RELATIVE)) {
    const step = Object.keys(RELATIVE_YEARS).find((word) => match[0].includes(word))
    if (/^截/.test(match[0])) {
      add(match, 'past', null)
      continue
    }
    const near = step !== undefined || /年[底末]/.test(match[0])
    const year = step !== undefined && issued !== null ? issued + RELATIVE_YEARS[step]! : null
    add(match, near ? 'deadline' : 'relative', year)
  }
  for (const match of text.matchAll(MONTH_ALONE)) {
    const before = found.filter(({ year, end }) => year !== null && end <= match.index)
    add(match, 'deadline', before.sort((a, b) => b.end - a.end)[0]?.year ?? null)
  }
  for (const match of text.matchAll(SPAN)) add(match, 'relative', null)
  for (const match of text.matchAll(RECURRING)) add(match, 'recurring', null)
  return found.sort((a, b) => a.start - b.start)
}

function kindOfYear(text: string, match: RegExpExecArray, year: number, issued: number | null): TimeKind {
  const start = match.index
  const end = start + match[0].length
  const before = text.slice(Math.max(0, start - 3), start)
  const after = text.slice(end, end + 16)
  if (BASE_BEFORE.test(before) || /^[从自]/.test(match[0]) || BASE_AFTER.test(after)) return 'base'
  if (/^截/.test(match[0]) && (issued === null || year <= issued)) return 'past'
  if (isPast(year, issued) || PAST_WORDS.test(after)) return 'past'
  return 'deadline'
}

function isPast(year: number, issued: number | null): boolean {
  return issued !== null && year < issued
}

/** “十四五” ends in 2025, each later plan five years on. */
function planEnd(ordinal: string): number {
  return 1955 + 5 * parseChineseNumeral(ordinal)!
}

function toYear(written: string): number {
  return /^\d/.test(written) ? Number(written) : parseChineseNumeral(written)!
}
