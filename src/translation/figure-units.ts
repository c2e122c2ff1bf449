/** Tells a figure whose unit a translation changed: 29.4万千瓦 is no 294,000 MW. */
import table from '../data/translation-words.json' with { type: 'json' }
import units from '../data/units.json' with { type: 'json' }
import { anyOf } from '../text/any-of.ts'
import type { ChineseFigure } from './chinese-figures.ts'
import type { EnglishValues } from './english-values.ts'

const NAMES: Readonly<Record<string, readonly string[]>> = table.units
/** English unit by lower-case name: hectares → ha. */
const UNIT_OF = new Map(
  Object.entries(NAMES).flatMap(([unit, names]) =>
    [unit, ...names].map((name) => [name.toLowerCase(), unit] as const),
  ),
)
const ENGLISH = new RegExp(`^[ -]?(${anyOf(UNIT_OF.keys())})(?![A-Za-z²³])`, 'i')

/** Chinese units that have an English one in the table; longest first, so that 平方米 is not read as 平方. */
const CHINESE = units.units
  .filter(({ en }) => en !== undefined && en in NAMES)
  .sort((a, b) => b.unit.length - a.unit.length)

/** Null unless each place where the value stands names another unit of the table. */
export function otherUnit(figure: ChineseFigure, printed: EnglishValues['printed']): string | null {
  const unit = CHINESE.find((each) => figure.after.startsWith(each.unit))
  if (figure.kind !== 'figure' || unit?.en === undefined) return null
  // 吨标准煤 and 千瓦时 begin with a unit: the longer one of the whole table decides.
  const longer = units.units.find(
    (each) => each.unit.length > unit.unit.length && figure.after.startsWith(each.unit),
  )
  if (longer) return null
  const places = printed.filter(({ value }) => figure.values.includes(value))
  const said = places.map(({ after }) => UNIT_OF.get(ENGLISH.exec(after)?.[1]?.toLowerCase() ?? '') ?? null)
  if (said.length === 0 || said.some((each) => each === null || each === unit.en)) return null
  return `${figure.text}${unit.unit} is given in ${said[0]}, not in ${unit.en}`
}
