/** What a text states that can be compared across languages: years, figures with their unit's class, articles, titles, bodies. */
import { findBodies } from '../bodies/find-bodies.ts'
import words from '../data/reading-words.json' with { type: 'json' }
import table from '../data/units.json' with { type: 'json' }
import type { Span } from '../domain/span.ts'
import { anyOf, literal } from '../text/any-of.ts'
import { NUMERAL_CLASS, parseChineseNumeral } from '../text/numerals.ts'

/** A figure in base units: 5万元 and 50,000 yuan are 50000 of `money`. */
export interface Figure extends Span {
  readonly value: number
  /** Class of the unit (src/data/reading-words.json, units.json); null where it has none that the table knows. */
  readonly unit: string | null
}

export interface Slots {
  readonly years: ReadonlySet<number>
  readonly figures: readonly Figure[]
  /** Row ids of the table of bodies. */
  readonly bodies: ReadonlySet<string>
  readonly bodySpans: readonly Span[]
  /** Numbers of articles and titles in 《》 or quotation marks. */
  readonly names: ReadonlySet<string>
}

/** Units without a class of several spellings are a class of their own. */
const CLASS_OF = new Map([
  ...table.units.map(({ unit }) => [unit.toLowerCase(), unit] as const),
  ...Object.entries(words.units).flatMap(([name, units]) =>
    units.map((unit) => [unit.toLowerCase(), name] as const),
  ),
])
const ENGLISH: Readonly<Record<string, number>> = words.english
const MAGNITUDES: Readonly<Record<string, number>> = words.magnitudes

const NUMBER = `\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|百分之[${NUMERAL_CLASS}点]+|[${NUMERAL_CLASS}点]+|\\b(?:${anyOf(Object.keys(ENGLISH))})\\b`
const MAGNITUDE = anyOf(Object.keys(MAGNITUDES))
const UNIT = [...CLASS_OF.keys()]
  .sort((a, b) => b.length - a.length)
  .map(unitPattern)
  .join('|')
const FIGURE = new RegExp(
  `(?<![第A-Za-z.\\d${NUMERAL_CLASS}])(${NUMBER})\\s?-?(${MAGNITUDE})?\\s?-?(${UNIT})?(?:/(?:${UNIT}))?`,
  'giu',
)
const YEAR = /(?<![\d.])((?:19|20)\d{2})(?![\d%])|([一二][〇零○一二三四五六七八九]{3})(?=年)/g
const ARTICLE = new RegExp(`第([${NUMERAL_CLASS}\\d]+)条|\\barticle\\s+(\\d+)`, 'gi')
const TITLE = /[《“"]([^《》“”"]{2,40})[》”"]/g

/** Latin units end where the word ends. */
function unitPattern(unit: string): string {
  return /[a-z]$/.test(unit) ? `${literal(unit)}(?![a-z])` : literal(unit)
}

export function slotsOf(text: string): Slots {
  const bodies = findBodies(text, /[\u4e00-\u9fff]/.test(text) ? 'zh' : 'en')
  return {
    years: yearsOf(text),
    figures: figuresOf(text),
    bodies: new Set(bodies.flatMap((body) => (body.function ? [body.function] : []))),
    bodySpans: bodies.map(({ start, end }) => ({ start, end })),
    names: namesOf(text),
  }
}

function yearsOf(text: string): Set<number> {
  const years = new Set<number>()
  for (const [, digits, numerals] of text.matchAll(YEAR)) {
    years.add(digits ? Number(digits) : parseChineseNumeral(numerals!)!)
  }
  return years
}

function figuresOf(text: string): Figure[] {
  const figures: Figure[] = []
  for (const match of text.matchAll(FIGURE)) {
    const [whole, number = '', magnitude = '', unit = ''] = match
    const unitClass = number.startsWith('百分之') ? 'share' : (CLASS_OF.get(unit.toLowerCase()) ?? null)
    const value = numberOf(number)
    // A numeral without magnitude or unit is a word (一体, 十分), and four digits before 年 are a year.
    if (value === null || whole === '十分' || (!/\d/.test(number) && !unitClass)) continue
    if (unitClass === 'year' && value >= 1900 && value < 2100) continue
    if (!unitClass && /^(?:19|20)\d{2}$/.test(number)) continue
    const factor = MAGNITUDES[magnitude.toLowerCase()] ?? 1
    const end = match.index + whole.trimEnd().length
    figures.push({ value: value * factor, unit: unitClass, start: match.index, end })
  }
  return figures
}

function numberOf(number: string): number | null {
  const digits = Number(number.replaceAll(',', ''))
  if (!Number.isNaN(digits)) return digits
  return ENGLISH[number.toLowerCase()] ?? parseChineseNumeral(number)
}

function namesOf(text: string): Set<string> {
  const names = new Set<string>()
  for (const [, zh, en] of text.matchAll(ARTICLE)) {
    const number = zh && !/^\d/.test(zh) ? parseChineseNumeral(zh) : Number(zh ?? en)
    if (number !== null) names.add(`第${number}条`)
  }
  for (const [, title] of text.matchAll(TITLE)) names.add(title!.toLowerCase())
  return names
}
