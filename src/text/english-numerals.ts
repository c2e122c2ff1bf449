/** Finds the numbers of an English text, in digits or words, with their magnitude: 294 thousand → 294000. */
import { anyOf } from './any-of.ts'

export interface EnglishNumber {
  readonly text: string
  readonly start: number
  readonly value: number
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
const NUMBER = new RegExp(
  `(?<![A-Za-z\\d.])(?:(?:${DIGITS})(?:(?:st|nd|rd|th)\\b|(?:[ -](?:${anyOf([...MAGNITUDES.keys()])}|ten)\\b)*)|(?:${WORD})(?:(?:[ -]| and )(?:${WORD}))*\\b|(?:${anyOf(ORDINALS)})\\b)`,
  'gi',
)
const ORDINAL = new RegExp(`^(?:\\d+(?:st|nd|rd|th)|${anyOf(ORDINALS)})$`, 'i')

export function findEnglishNumbers(text: string): EnglishNumber[] {
  return [...text.matchAll(NUMBER)].map(({ 0: shown, index }) => {
    const ordinal = ORDINAL.test(shown)
    return { text: shown, start: index, value: ordinal ? ordinalOf(shown) : cardinalOf(shown), ordinal }
  })
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
