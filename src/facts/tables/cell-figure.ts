/** Reads a cell that is nothing but a figure: ≥90%, 29.4, [5000], 达到30万元以上, 10—15. */
import type { Comparator, Target } from '../../domain/facts.ts'
import { BASE_UNIT_PATTERN, MAGNITUDE_PATTERN } from '../units.ts'

export interface CellFigure {
  readonly comparator: Comparator
  readonly value: Extract<Target['value'], number | readonly [number, number]>
  /** Empty where the cell names none. */
  readonly unit: string
}

const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)'
const UNIT = `((?:${MAGNITUDE_PATTERN})?(?:${BASE_UNIT_PATTERN})(?:/[\\u3400-\\u9fffA-Za-z]{1,6})?|${MAGNITUDE_PATTERN})?`
const BEFORE =
  '(≥|≤|>|<|不低于|不少于|不小于|不超过|不高于|不大于|大于|小于|超过|低于|约|达到|增长|下降|最高|最多|至少)?'
const BEHIND = '(以上|以下|以内|左右)?'
const FIGURE = new RegExp(`^\\[?${BEFORE}${NUMBER}${UNIT}${BEHIND}\\]?$`)
const RANGE = new RegExp(`^\\[?${NUMBER}${UNIT}[—–~-]{1,2}${NUMBER}${UNIT}\\]?$`)

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '≥': '>=',
  不低于: '>=',
  不少于: '>=',
  不小于: '>=',
  至少: '>=',
  以上: '>=',
  '≤': '<=',
  不超过: '<=',
  不高于: '<=',
  不大于: '<=',
  最高: '<=',
  最多: '<=',
  以下: '<=',
  以内: '<=',
  '>': '>',
  大于: '>',
  超过: '>',
  '<': '<',
  小于: '<',
  低于: '<',
  约: '~',
  左右: '~',
}

export function cellFigure(text: string): CellFigure | null {
  const plain = text.normalize('NFKC').replace(/[\s]/g, '').replace(/〈/g, '<').replace(/〉/g, '>')
  const range = RANGE.exec(plain)
  if (range) {
    const [, from, first, to, second] = range
    return { comparator: 'range', value: [numberOf(from!), numberOf(to!)], unit: second ?? first ?? '' }
  }
  const figure = FIGURE.exec(plain)
  if (!figure) return null
  const [, before, number, unit, behind] = figure
  return {
    comparator: COMPARATORS[before ?? ''] ?? COMPARATORS[behind ?? ''] ?? '=',
    value: numberOf(number!),
    unit: unit ?? '',
  }
}

function numberOf(written: string): number {
  return Number(written.replaceAll(',', ''))
}
