/** Gives the values that an English line states: numbers, percentages, and those that it prints in digits. */
import table from '../data/translation-words.json' with { type: 'json' }
import { anyOf } from '../text/any-of.ts'
import { type EnglishNumber, findEnglishNumbers } from '../text/english-numerals.ts'

export interface EnglishValues {
  /** Every value that some words of the line may mean: 11 for November, 3 for China III. */
  readonly numbers: readonly number[]
  readonly percentages: readonly number[]
  /** Numbers in digits, with what follows them. */
  readonly printed: readonly (EnglishNumber & { readonly after: string })[]
}

const WORDS = new Map(Object.entries(table.numberWords).map(([word, value]) => [word.toLowerCase(), value]))
const WORD = new RegExp(`\\b(?:${anyOf(WORDS.keys())})\\b`, 'gi')
const ROMAN = /\b(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})\b/g
const PERCENT = new RegExp(`^[ -]?(?:${anyOf(table.percentWords)})`, 'i')
/** 10–15% and 10 to 15 percent: the first is a percentage too. */
const RANGE = /^(?:%)?\s?(?:-|–|—|to|and)\s?(?=\d)/

export function englishValues(line: string): EnglishValues {
  const found = multiplied(line, findEnglishNumbers(line))
  const percent = found.map(({ end }) => PERCENT.test(line.slice(end)))
  for (let i = found.length - 2; i >= 0; i--) {
    percent[i] ||=
      percent[i + 1]! &&
      RANGE.exec(line.slice(found[i]!.end))?.[0].length === found[i + 1]!.start - found[i]!.end
  }
  const words = [...line.matchAll(WORD)].map(([word]) => WORDS.get(word.toLowerCase())!)
  return {
    numbers: [...found.map(({ value }) => value), ...words, ...romans(line)],
    percentages: found.filter((_, i) => percent[i]).map(({ value }) => value),
    printed: found
      .filter(({ text }) => /^\d/.test(text))
      .map(({ end, ...each }) => ({ ...each, after: line.slice(end, end + 24) })),
  }
}

/** 29.4 × 10,000 is one number. */
function multiplied(line: string, numbers: readonly EnglishNumber[]): (EnglishNumber & { end: number })[] {
  const joined: (EnglishNumber & { end: number })[] = []
  for (const each of numbers) {
    const end = each.start + each.text.length
    const last = joined.at(-1)
    if (last && /^\s?[×x*]\s?$/.test(line.slice(last.end, each.start))) {
      const value = Number((last.value * each.value).toPrecision(15))
      joined[joined.length - 1] = { ...last, text: line.slice(last.start, end), value, end }
    } else joined.push({ ...each, end })
  }
  return joined
}

function romans(line: string): number[] {
  const values: number[] = []
  for (const [whole, tens = '', ones = ''] of line.matchAll(ROMAN)) {
    if (whole === '') continue
    const small = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'].indexOf(ones)
    if (small >= 0) values.push(tens.length * 10 + small)
  }
  return values
}
