/** Gives the label of one list level (一、 （一） 第3条 1.2) from the counts of the levels above it. */
import { formatNumber } from './number-formats.ts'

export interface ListLevel {
  readonly start: number
  readonly format: string
  readonly pattern: string
  /** `lvlText`: `%1` stands for the number of the first level. */
  readonly text: string
  /** tab, space or nothing. */
  readonly suffix: string
  /** Paragraph style that takes this level. */
  readonly style: string | null
  /** All numbers of the label in decimal. */
  readonly legal: boolean
  /** The level starts anew behind any level above this one; 0: never. */
  readonly restartAfter: number
}

/** `values` are the counts of the levels from the first to this one. */
export function levelLabel(
  level: ListLevel,
  values: readonly number[],
  levels: ReadonlyMap<number, ListLevel>,
): string {
  if (level.format === 'bullet') return level.text
  return level.text.replace(/%(\d)/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const value = values[at]
    if (value === undefined) return ''
    const own = at === values.length - 1 ? level : levels.get(at)
    return formatNumber(value, level.legal ? 'decimal' : (own?.format ?? 'decimal'), own?.pattern)
  })
}

/** A blank stands where Word shows a gap, but not behind 、 and brackets, where official documents print none. */
export function joinLabel(label: string, suffix: string, text: string): string {
  if (label === '') return text
  const rest = text.replace(/^[\s\u3000]+/, '')
  if (suffix === 'nothing') return label + text
  const closed = /[、．，：）)】〕]$/.test(label) || (/[.。]$/.test(label) && !/^\d/.test(rest))
  return closed ? label + rest : `${label} ${rest}`
}
