/** Finds numbers that a translation prints in digits and that nothing in the Chinese line can mean. */
import { NUMERAL_CLASS, parseChineseNumeral } from '../text/numerals.ts'
import { factorOf, MAGNITUDE } from './chinese-figures.ts'
import type { EnglishValues } from './english-values.ts'

const RUN = new RegExp(`[${NUMERAL_CLASS}○]+`, 'g')
/** Longest part of a run of numerals that is tried on its own. */
const LONGEST = 12

/** As printed, in order. `chinese` with folded widths. */
export function addedNumbers(chinese: string, { printed }: EnglishValues): string[] {
  const meant = numbersMeant(chinese)
  return printed.filter(({ value }) => !meant.has(Number(value.toPrecision(12)))).map(({ text }) => text)
}

/** Generous: whatever a figure, a numeral, a part of one or a magnitude alone (千亿级) may mean. */
export function numbersMeant(chinese: string): Set<number> {
  const meant = new Set<number>()
  const add = (value: number) => meant.add(Number(value.toPrecision(12)))
  // 3至5万 may mean 30,000 and 50,000: each magnitude of the sentence counts for each figure.
  const factors = [1, ...[...chinese.matchAll(new RegExp(MAGNITUDE, 'g'))].map(([text]) => factorOf(text))]
  for (const [text] of chinese.matchAll(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)) {
    const value = Number(text.replaceAll(',', ''))
    for (const factor of factors) add(value * factor)
  }
  for (const [run] of chinese.matchAll(RUN)) {
    for (let start = 0; start < run.length; start++) {
      for (let end = start + 1; end <= Math.min(run.length, start + LONGEST); end++) {
        const part = run.slice(start, end).replaceAll('○', '〇')
        const value = parseChineseNumeral(/^[百千万亿]/.test(part) ? `一${part}` : part)
        if (value !== null) add(value)
      }
    }
  }
  return meant
}
