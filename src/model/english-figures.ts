/** Finds the figures of an English sentence, in digits or words, with magnitude, unit and comparator. */
import units from '../data/units.json' with { type: 'json' }
import type { Comparator } from '../domain/facts.ts'
import { anyOf } from '../text/any-of.ts'
import { findEnglishNumbers } from '../text/english-numerals.ts'
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

const UNITS = [...new Set(units.units.map(({ en }) => en).filter(Boolean))]
const ALIASES = new Map([['per cent', '%'], ['percent', '%'], ['metres', 'm'], ['kilometres', 'km'], ['tons', 'tonnes']]) // biome-ignore format: one list
const UNIT = new RegExp(`^ ?(?:${anyOf([...UNITS, ...ALIASES.keys()])})(?![A-Za-z])`, 'i')
const BY_LOWER = new Map(UNITS.map((unit) => [unit.toLowerCase(), unit]))

const COMPARATORS = Object.entries(WORDS.comparators) as [Comparator, string[]][]
const BEFORE = COMPARATORS.map(([comparator, list]) => [comparator, new RegExp(`(?<![A-Za-z])(?:${anyOf(list)})(?: (?:the|a|an|of|its))* ?$`, 'i')] as const) // biome-ignore format: one line
const AFTER = COMPARATORS.map(([comparator, list]) => [comparator, new RegExp(`^[^,;.]{0,24}?\\b(?:${anyOf(list.filter((word) => word.startsWith('or ')))})\\b`, 'i'), list.some((word) => word.startsWith('or '))] as const) // biome-ignore format: one line

export function findEnglishFigures(text: string): EnglishFigure[] {
  return findEnglishNumbers(text).flatMap(({ text: shown, start, value, ordinal }) => {
    const rest = text.slice(start + shown.length)
    if (/^one$/i.test(shown) && (/^ (?:of|another)\b/i.test(rest) || /\bno $/i.test(text.slice(0, start))))
      return []
    const unit = UNIT.exec(rest)?.[0].trim().toLowerCase() ?? ''
    return [
      {
        text: shown + (unit && ` ${unit}`),
        start,
        value,
        unit: ALIASES.get(unit) ?? BY_LOWER.get(unit) ?? '',
        comparator: comparatorOf(text.slice(0, start), rest),
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
