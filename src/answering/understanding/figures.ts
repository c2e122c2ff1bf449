/** Years and asserted figures of a question. */
import { describeUnit } from '../../facts/units.ts'
import { parseChineseNumeral } from '../../text/numerals.ts'

/** A figure that the question asserts, with its unit as written. */
export interface Claim {
  readonly value: number
  readonly unit: string
  /** In base units (2.2 trillion yuan: 2.2e12), to compare with a figure in another magnitude. */
  readonly absolute: number
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Plan periods, by the year in which they end (Outline of each Five-Year Plan of the PRC). */
const PERIOD_END: Readonly<Record<string, number>> = {
  十二五: 2015, 十三五: 2020, 十四五: 2025, 十五五: 2030,
  '12th five-year': 2015, '13th five-year': 2020, '14th five-year': 2025, '15th five-year': 2030,
} // biome-ignore format: a table reads better

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)(?!\s*(?:座|个|家|公里|项|亩|名|人|万|元|吨|台|辆|%))年?/g
const HAN_YEAR = /[一二][零〇○九][零〇○一二三四五六七八九]{2}年/g
const SHORT_YEAR = /(?<!\d)(2\d|3\d)年(?=底|前|以前|之前|末|的?目标|要|达)/g

/** Years named in a folded question, in order, each once; plan periods stand for their last year. */
export function findYears(question: string): number[] {
  const found: { at: number; year: number }[] = []
  for (const match of question.matchAll(YEAR)) found.push({ at: match.index, year: Number(match[1]) })
  for (const match of question.matchAll(HAN_YEAR)) {
    const year = parseChineseNumeral(match[0].slice(0, -1))
    if (year !== null && year > 1900) found.push({ at: match.index, year })
  }
  for (const match of question.matchAll(SHORT_YEAR)) {
    found.push({ at: match.index, year: 2000 + Number(match[1]) })
  }
  const loose = question.replace(/\s+/g, ' ')
  for (const [period, year] of Object.entries(PERIOD_END)) {
    const at = loose.indexOf(period)
    if (at >= 0) found.push({ at, year })
  }
  found.sort((a, b) => a.at - b.at)
  return [...new Set(found.map(({ year }) => year))]
}

const UNIT =
  '(?:%|亿(?!元|吨|千瓦|人|平|立|度)|个百分点|百分点|个月|个工作日|小时|(?:trillion|billion|million|thousand)(?: yuan| rmb)?|万亿元|万千瓦|千瓦|兆瓦|kw|mw|gw|公里|千米|km|平方米|米(?!特)|万平方米|平方公里|公顷|hectares?|亩|万吨标准煤|万吨|吨|tonnes?|tons?|万元|亿元|元|yuan|rmb|周岁|岁|座|个|家|项|条|台|辆|栋|处|户|人|名|所|次|艘|套|倍|年|天|日|percent|per cent|sq(?:uare)? ?m(?:et(?:er|re)s?)?)'
const FIGURE = new RegExp(
  `(?<![\\d.a-z〔\\[(第哪这那])(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)\\s*(${UNIT})?(?![\\d.]*号|\\d)`,
  'g',
)
const HAN_PERCENT = /百分之([零〇一二三四五六七八九十百点]+)/g

const ENGLISH_MAGNITUDES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}

function absoluteOf(value: number, unit: string): number {
  return value * (ENGLISH_MAGNITUDES[unit.split(' ')[0]!] ?? describeUnit(unit)?.factor ?? 1)
}

/** 罚200 and RMB 500,000 are sums of money. */
const MONEY_BEFORE = /(?:[罚奖补赔](?:款|励|贴|助|偿)?|(?:rmb|cny|¥) ?)$/

function unspokenUnit(question: string, start: number, end: number): string {
  if (!MONEY_BEFORE.test(question.slice(0, start))) return ''
  return `${/^[万亿]?/.exec(question.slice(end))![0]}元`
}

/** Figures that a folded, lower-case question asserts; years, ordinals and parts of names (B5, PM2.5) are none. */
export function findClaims(question: string, years: readonly number[]): Claim[] {
  const claims: Claim[] = []
  for (const match of question.matchAll(FIGURE)) {
    const value = Number(match[1]!.replaceAll(',', ''))
    const unit = match[2] ?? unspokenUnit(question, match.index, match.index + match[0].length)
    const isYear = (unit === '' || unit === '年') && years.includes(value)
    const rest = question.slice(match.index + match[0].length)
    // 一个 and 一项 are articles; 5G and B5 are names.
    if (value === 1 && /^\p{Script=Han}$/u.test(unit)) continue
    if (
      isYear ||
      (unit === '' && /^[a-z]/.test(question.slice(match.index + match[1]!.length))) ||
      (unit === '' && /^(?:th|st|nd|rd|\s*five-year|-|年)/.test(rest))
    )
      continue
    const written = /^per ?cent$/.test(unit) ? `${value}%` : match[0].trim()
    claims.push({
      value,
      unit,
      absolute: absoluteOf(value, unit),
      text: written,
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  for (const match of question.matchAll(HAN_PERCENT)) {
    const value = parseChineseNumeral(match[1]!)
    if (value !== null)
      claims.push({
        value,
        unit: '%',
        absolute: value,
        text: match[0],
        start: match.index,
        end: match.index + match[0].length,
      })
  }
  for (const match of question.matchAll(ENGLISH_FIGURE)) {
    const value = ENGLISH_NUMBERS.indexOf(match[1]!) + 2
    const unit = MEASURED.test(match[2]!) ? match[2]! : ''
    const end = match.index + match[1]!.length
    claims.push({ value, unit, absolute: value, text: match[1]!, start: match.index, end })
  }
  return claims
}

const ENGLISH_NUMBERS = 'two three four five six seven eight nine ten eleven twelve'.split(' ')
const ENGLISH_FIGURE = new RegExp(
  `(?<!\\b(?:which|the|these|those|what|all|least|first|last) )\\b(${ENGLISH_NUMBERS.join('|')}) ([a-z]+)\\b`,
  'g',
)
const MEASURED = /^(?:years?|months?|days?|percent|per)$/
