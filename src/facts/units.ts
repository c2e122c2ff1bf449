/** Gives kind and English rendering of a unit as documents write it (万千瓦, 元/吨), from the unit table. */
import table from '../data/units.json' with { type: 'json' }
import { anyOf } from '../text/any-of.ts'

export type UnitKind =
  | 'percentage' | 'multiple' | 'money' | 'area' | 'length' | 'volume' | 'mass' | 'power' | 'energy' | 'voltage'
  | 'temperature' | 'pressure' | 'level' | 'frequency' | 'computing' | 'duration' | 'age' | 'people' | 'score' | 'grade' | 'count'
  | 'ratio' | 'none' // biome-ignore format: one list

export interface UnitDescription {
  readonly kind: UnitKind
  /** English without digits (万千瓦 → "ten thousand kW"); empty for measure words that English drops (个, 座). */
  readonly en: string
  /** What one unit counts in base units: 万千瓦 → 10000. */
  readonly factor: number
}

const BASES = new Map(table.units.map((unit) => [unit.unit, unit]))
const MAGNITUDES = table.magnitudes

/** Source of a pattern for a magnitude: 万, 亿, 百万 … */
export const MAGNITUDE_PATTERN = anyOf(MAGNITUDES.map((magnitude) => magnitude.unit))
/** Source of a pattern for a base unit without magnitude. */
export const BASE_UNIT_PATTERN = anyOf(table.units.map((unit) => unit.unit))

/** Kind, English and factor of a unit as written; null when the table does not know it. A quotient takes its upper kind. */
export function describeUnit(unit: string): UnitDescription | null {
  if (unit === '') return { kind: 'none', en: '', factor: 1 }
  const [upper = '', lower] = unit.split('/')
  const described = describeSimple(upper)
  if (described === null || lower === undefined) return described
  const divisor = describeSimple(lower)
  return divisor === null
    ? null
    : { ...described, en: `${described.en || 'number'} per ${singular(divisor.en) || 'item'}` }
}

function describeSimple(unit: string): UnitDescription | null {
  const base = BASES.get(unit)
  if (base) return { kind: base.kind as UnitKind, en: base.en, factor: 1 }
  for (const magnitude of MAGNITUDES) {
    if (!unit.startsWith(magnitude.unit)) continue
    const rest = unit.slice(magnitude.unit.length)
    const inner = rest === '' ? { kind: 'count', en: '', factor: 1 } : BASES.get(rest)
    if (inner) {
      return {
        kind: inner.kind as UnitKind,
        en: `${magnitude.en} ${inner.en}`.trim(),
        factor: magnitude.factor,
      }
    }
  }
  return null
}

function singular(english: string): string {
  return english.endsWith('s') && !/[sS]{2}$|US|^[A-Z]/.test(english) ? english.slice(0, -1) : english
}
