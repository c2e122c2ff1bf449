/** Finds the figures of a folded text: quantities with value and unit, and all other figures with the reason. */
import { NUMERAL_CLASS, parseChineseNumeral } from '../../text/numerals.ts'
import { isDigit } from '../clauses.ts'
import { BASE_UNIT_PATTERN, describeUnit, MAGNITUDE_PATTERN, type UnitKind } from '../units.ts'
import { findOtherFigures, type OtherFigure } from './other-figures.ts'

export interface Quantity {
  /** View offsets of figure and unit. */
  readonly start: number
  readonly end: number
  readonly value: number | string | readonly [number, number]
  /** As written; % for 百分之N; empty for a bare figure. */
  readonly unit: string
  readonly kind: UnitKind
  /** True when 余 or 多 says that it is somewhat more. */
  readonly more: boolean
  /** True when the figure is written in Chinese numerals. */
  readonly worded: boolean
}

export interface Figures {
  readonly quantities: readonly Quantity[]
  readonly others: readonly OtherFigure[]
}

const NUMBER = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const WORDED = `[${NUMERAL_CLASS}]+(?:点[${NUMERAL_CLASS}]+)?`
const SIMPLE_UNIT = `(?:(?:${MAGNITUDE_PATTERN})?(?:${BASE_UNIT_PATTERN})(?![A-Za-z])|(?:${MAGNITUDE_PATTERN}))`
const UNIT = `${SIMPLE_UNIT}(?:/(?:${SIMPLE_UNIT}))?`
const JOINT = '(?:[—–~-]{1,2}|至|到)'

const RANGE = new RegExp(`(${NUMBER})(${UNIT})?${JOINT}(${NUMBER})(${UNIT})`, 'y')
const RATIO = /(\d+)[:∶](\d+(?:[:∶]\d+)*)(?=的?比例|配|比|的?标准|负担|分担|承担|$|[,;。的])/y
const PLAIN = new RegExp(`(${NUMBER})(?:(${MAGNITUDE_PATTERN})?(余|多)(${BASE_UNIT_PATTERN})|(${UNIT}))`, 'y')
const PER_HUNDRED = new RegExp(
  `([百千])分之(${WORDED}|${NUMBER})(?:${JOINT}(?:[百千]分之)?(${WORDED}|${NUMBER}))?`,
  'y',
)
const IN_WORDS = new RegExp(
  `(${WORDED})(余|多)?((?:${BASE_UNIT_PATTERN})(?![A-Za-z])(?:/${SIMPLE_UNIT})?)`,
  'y',
)
const WORDED_RANGE = new RegExp(`(${WORDED})(?:至|到|—)(${WORDED})((?:${BASE_UNIT_PATTERN}))`, 'y')
const FRACTION = new RegExp(`[${NUMERAL_CLASS}]+分之[${NUMERAL_CLASS}]+`, 'y')
const BARE = new RegExp(NUMBER, 'y')
/** A bare figure counts only behind the name of a ratio, or behind a comparator: PUE 不高于1.3, 容积率达到2.0. */
const BARE_MEASURE =
  /(?:PUE\)?|[率比数值度级]|利用效率\)?|不高于|不低于|不超过|不大于|不小于|低于|高于|达到|降至|提升至|控制在)(?:[^,;。0-9A-Za-z]{0,4})$/

/** All figures of the text in order. Digits are never lost: what is no quantity is in `others`. */
export function findFigures(text: string): Figures {
  const others = findOtherFigures(text)
  const masked = maskOf(text.length, others)
  const quantities: Quantity[] = []
  const unmeasured: OtherFigure[] = []
  for (let at = 0; at < text.length; ) {
    if (!startsFigure(text, at)) {
      at++
      continue
    }
    const quantity = quantityAt(text, at)
    const hidden = masked[at] === 1
    if (quantity && (!hidden || namesAUnitInLetters(quantity, masked))) {
      quantities.push(quantity)
      at = quantity.end
      continue
    }
    const end = quantity ? quantity.end : figureEnd(text, at)
    if (!hidden && isDigit(text[at])) unmeasured.push({ start: at, end, reason: 'not measured' })
    at = hidden ? at + 1 : end
  }
  const kept = others.filter((other) => /[\d]/.test(text.slice(other.start, other.end)))
  const free = kept.filter((other) => !quantities.some((q) => q.start < other.end && other.start < q.end))
  return { quantities, others: merge([...free, ...unmeasured]) }
}

function quantityAt(text: string, at: number): Quantity | null {
  if (isDigit(text[at]))
    return rangeAt(text, at) ?? ratioAt(text, at) ?? plainAt(text, at) ?? bareAt(text, at)
  return perHundredAt(text, at) ?? fractionAt(text, at) ?? wordedRangeAt(text, at) ?? wordedAt(text, at)
}

function rangeAt(text: string, at: number): Quantity | null {
  const match = matchAt(RANGE, text, at)
  if (!match || /[从由]/.test(text[at - 1] ?? '')) return null
  const [whole, low, lowUnit, high, unit] = match
  const first = describeUnit(lowUnit ?? unit!)
  const second = describeUnit(unit!)
  if (!first || !second || first.kind !== second.kind) return null
  const scale = lowUnit === undefined || lowUnit === unit ? 1 : first.factor / second.factor
  return quantity(at, whole, [toNumber(low!) * scale, toNumber(high!)], unit!, second.kind)
}

function ratioAt(text: string, at: number): Quantity | null {
  const match = matchAt(RATIO, text, at)
  if (!match || !/比例?|按照?/.test(text.slice(Math.max(0, at - 12), at + match[0].length + 3))) return null
  return quantity(at, match[0], match[0].replaceAll('∶', ':'), '', 'ratio')
}

function plainAt(text: string, at: number): Quantity | null {
  const match = matchAt(PLAIN, text, at)
  if (!match) return null
  const [whole, figure, magnitude = '', more, base = '', unit] = match
  const written = unit ?? magnitude + base
  const described = describeUnit(written)
  if (!described) return null
  return { ...quantity(at, whole, toNumber(figure!), written, described.kind), more: more !== undefined }
}

function bareAt(text: string, at: number): Quantity | null {
  const match = matchAt(BARE, text, at)
  if (!match) return null
  const next = text[at + match[0].length] ?? ''
  if (/[A-Za-z一-龥%]/.test(next) && !/[以左的及且并,;。]/.test(next)) return null
  if (!BARE_MEASURE.test(text.slice(Math.max(0, at - 16), at))) return null
  return quantity(at, match[0], toNumber(match[0]), '', 'none')
}

function perHundredAt(text: string, at: number): Quantity | null {
  const match = matchAt(PER_HUNDRED, text, at)
  if (!match) return null
  const [whole, per, low, high] = match
  const first = wordsToNumber(low!)
  const second = high === undefined ? null : wordsToNumber(high)
  if (first === null) return null
  const value = second === null ? first : ([first, second] as const)
  return { ...quantity(at, whole, value, per === '百' ? '%' : '‰', 'percentage'), worded: true }
}

/** 三分之二 stays as written. */
function fractionAt(text: string, at: number): Quantity | null {
  const match = matchAt(FRACTION, text, at)
  return match ? { ...quantity(at, match[0], match[0], '', 'ratio'), worded: true } : null
}

function wordedRangeAt(text: string, at: number): Quantity | null {
  const match = matchAt(WORDED_RANGE, text, at)
  if (!match) return null
  const [whole, low, high, unit] = match
  const ends = [wordsToNumber(low!), wordsToNumber(high!)]
  const described = describeUnit(unit!)
  if (ends[0] === null || ends[1] === null || !described || ends[0]! >= ends[1]!) return null
  return { ...quantity(at, whole, [ends[0]!, ends[1]!], unit!, described.kind), worded: true }
}

/** 一万元 → 1 万元, 五千元 → 5000 元: the unit keeps a closing 万 or 亿, as figures would be printed. */
function wordedAt(text: string, at: number): Quantity | null {
  const match = matchAt(IN_WORDS, text, at)
  if (!match || /[第逐统唯单专同之其]/.test(text[at - 1] ?? '')) return null
  const [whole, numeral, more, base] = match
  const described = describeUnit(base!)
  const value = wordsToNumber(numeral!)
  if (!described || value === null) return null
  const magnitude = /(?<=.)[万亿]+$/.exec(numeral!)?.[0] ?? ''
  const head = magnitude === '' ? null : wordsToNumber(numeral!.slice(0, -magnitude.length))
  const found =
    head === null
      ? quantity(at, whole, value, base!, described.kind)
      : quantity(at, whole, head, magnitude + base!, described.kind)
  return { ...found, worded: true, more: more !== undefined }
}

function quantity(
  start: number,
  whole: string,
  value: Quantity['value'],
  unit: string,
  kind: UnitKind,
): Quantity {
  return { start, end: start + whole.length, value, unit, kind, more: false, worded: false }
}

function toNumber(figure: string): number {
  return Number(figure.replaceAll(',', ''))
}

function wordsToNumber(words: string): number | null {
  return isDigit(words[0]) ? toNumber(words) : parseChineseNumeral(words)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function startsFigure(text: string, at: number): boolean {
  const character = text[at]!
  if (isDigit(character)) return !isDigit(text[at - 1]) && !(text[at - 1] === '.' && isDigit(text[at - 2]))
  return (
    NUMERAL_CLASS.includes(character) &&
    !NUMERAL_CLASS.includes(text[at - 1] ?? ' ') &&
    !isDigit(text[at - 1])
  )
}

function figureEnd(text: string, at: number): number {
  return at + (matchAt(BARE, text, at)?.[0].length ?? 1)
}

/** 56kW looks like a code (5G, B5) but is a quantity: letters that the unit table knows win. */
function namesAUnitInLetters(quantity: Quantity, masked: Uint8Array): boolean {
  return /^[A-Za-zμ°]/.test(quantity.unit) && masked[quantity.start - 1] !== 1
}

function maskOf(length: number, spans: readonly OtherFigure[]): Uint8Array {
  const mask = new Uint8Array(length)
  for (const span of spans) mask.fill(1, span.start, span.end)
  return mask
}

function merge(figures: readonly OtherFigure[]): OtherFigure[] {
  const ordered = [...figures].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: OtherFigure[] = []
  for (const figure of ordered) {
    if (kept.length === 0 || figure.start >= kept.at(-1)!.end) kept.push(figure)
  }
  return kept
}
