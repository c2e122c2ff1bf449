/** Finds the figures of an English sentence, in digits or words, with magnitude, unit and comparator. */
import units from '../data/units.json' with { type: 'json' }
import type { Comparator } from '../domain/facts.ts'
import { anyOf } from '../text/any-of.ts'
import { WORDS } from './phrasing-words.ts'

export interface EnglishFigure {
  readonly text: string
  readonly start: number
  /** In base units: 29.4 ten thousand kW is 294,000. */
  readonly value: number
  /** As `units.json` renders it; empty where no unit of the table follows. */
  readonly unit: string
  readonly comparator: Comparator
  readonly ordinal: boolean
}

const ONES = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ') // biome-ignore format: one list
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ORDINALS = 'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ') // biome-ignore format: one list
const MAGNITUDES = new Map([['hundred', 100], ['thousand', 1e3], ['million', 1e6], ['billion', 1e9], ['trillion', 1e12]]) // biome-ignore format: one list

const SMALL = new Map<string, number>([
  ...ONES.map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
])
const WORD = anyOf([...SMALL.keys(), ...MAGNITUDES.keys()])
const DIGITS = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'
const FIGURE = new RegExp(
  `(?<![A-Za-z\\d.])(?:(?:${DIGITS})(?:(?:st|nd|rd|th)\\b|(?:[ -](?:${anyOf([...MAGNITUDES.keys()])}|ten)\\b)*)|(?:${WORD})(?:(?:[ -]| and )(?:${WORD}))*\\b|(?:${anyOf(ORDINALS)})\\b)`,
  'gi',
)

const ORDINAL = new RegExp(`^(?:\\d+(?:st|nd|rd|th)|${anyOf(ORDINALS)})$`, 'i')

const UNITS = [...new Set(units.units.map(({ en }) => en).filter(Boolean))]
const ALIASES = new Map([['per cent', '%'], ['percent', '%'], ['metres', 'm'], ['kilometres', 'km'], ['tons', 'tonnes']]) // biome-ignore format: one list
const UNIT = new RegExp(`^ ?(?:${anyOf([...UNITS, ...ALIASES.keys()])})(?![A-Za-z])`, 'i')
const BY_LOWER = new Map(UNITS.map((unit) => [unit.toLowerCase(), unit]))

const COMPARATORS = Object.entries(WORDS.comparators) as [Comparator, string[]][]
const BEFORE = COMPARATORS.map(([comparator, list]) => [comparator, new RegExp(`(?<![A-Za-z])(?:${anyOf(list)})(?: (?:the|a|an|of|its))* ?$`, 'i')] as const) // biome-ignore format: one line
const AFTER = COMPARATORS.map(([comparator, list]) => [comparator, new RegExp(`^[^,;.]{0,24}?\\b(?:${anyOf(list.filter((word) => word.startsWith('or ')))})\\b`, 'i'), list.some((word) => word.startsWith('or '))] as const) // biome-ignore format: one line

export function findEnglishFigures(text: string): EnglishFigure[] {
  return [...text.matchAll(FIGURE)].flatMap(({ 0: shown, index }) => {
    const rest = text.slice(index + shown.length)
    if (/^one$/i.test(shown) && (/^ (?:of|another)\b/i.test(rest) || /\bno $/i.test(text.slice(0, index))))
      return []
    const unit = UNIT.exec(rest)?.[0].trim().toLowerCase() ?? ''
    const ordinal = ORDINAL.test(shown)
    return [
      {
        text: shown + (unit && ` ${unit}`),
        start: index,
        value: ordinal ? ordinalOf(shown) : cardinalOf(shown),
        unit: ALIASES.get(unit) ?? BY_LOWER.get(unit) ?? '',
        comparator: comparatorOf(text.slice(0, index), rest),
        ordinal,
      },
    ]
  })
}

function comparatorOf(before: string, after: string): Comparator {
  // The longest word decides: “no more than” is not “more than”.
  const hits = BEFORE.map(
    ([comparator, pattern]) => [comparator, pattern.exec(before)?.[0].length ?? 0] as const,
  )
  const [comparator, length] = hits.reduce((best, hit) => (hit[1] > best[1] ? hit : best))
  if (length > 0) return comparator
  return AFTER.find(([, pattern, any]) => any && pattern.test(after))?.[0] ?? '='
}

function ordinalOf(shown: string): number {
  const word = ORDINALS.indexOf(shown.toLowerCase())
  return word >= 0 ? word : Number.parseInt(shown, 10)
}

/** 29.4 ten thousand → 294000; two hundred and ninety-four thousand → 294000. */
function cardinalOf(shown: string): number {
  const [first = '', ...words] = shown.toLowerCase().split(/[ -]/)
  if (/^\d/.test(first)) {
    const factor = words.reduce((product, word) => product * (word === 'ten' ? 10 : MAGNITUDES.get(word)!), 1)
    return Number(first.replaceAll(',', '')) * factor
  }
  let total = 0
  let group = 0
  for (const word of [first, ...words]) {
    const magnitude = MAGNITUDES.get(word)
    if (word === 'and') continue
    if (magnitude === undefined) group += SMALL.get(word) ?? 0
    else if (magnitude === 100) group = (group || 1) * 100
    else {
      total += (group || 1) * magnitude
      group = 0
    }
  }
  return total + group
}
