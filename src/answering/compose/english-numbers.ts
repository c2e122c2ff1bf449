/** English words for whole numbers: what the text prints in Chinese numerals is not given digits that it does not hold. */

const SMALL =
  'none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ',,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety'.split(',')
const MAGNITUDES: readonly (readonly [number, string])[] = [
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
  [100, 'hundred'],
]

/** Words for a number from 0 (none) up to 999 billion; digits for anything else. */
export function numberWord(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 1e12) return String(value)
  if (value < 20) return SMALL[value]!
  if (value < 100) return TENS[Math.floor(value / 10)]! + (value % 10 ? `-${SMALL[value % 10]}` : '')
  const [size, name] = MAGNITUDES.find(([least]) => value >= least)!
  const rest = value % size
  return `${numberWord(Math.floor(value / size))} ${name}${rest ? ` ${numberWord(rest)}` : ''}`
}
