/** Finds what a Chinese phrasing claims and the cited spans do not say: figures, dates, names of bodies and of laws. */
import { findBodies } from '../bodies/find-bodies.ts'
import { compare } from '../facts/targets/comparators.ts'
import { findFigures, type Quantity } from '../facts/targets/quantities.ts'
import { anyOf } from '../text/any-of.ts'
import { NUMERAL_CLASS, readNumerals } from '../text/numerals.ts'
import { WORDS, wordPattern } from './phrasing-words.ts'
import { type Fault, isQuoted, type Proof, standsIn } from './proof.ts'

/** A quantity with its comparator; two of the same key say the same. */
interface Compared extends Quantity {
  readonly key: string
  readonly comparator: string
}

/** `text` is folded. */
export function chineseFaults(text: string, proof: Proof): Fault[] {
  return [
    ...figureFaults(text, proof),
    ...numeralFaults(text, proof),
    ...dateFaults(text, proof),
    ...wordFaults(text, proof),
    ...bodyFaults(text, proof),
    ...lawFaults(text, proof),
  ]
}

export function quantitiesOf(inDigits: string): Compared[] {
  let earliest = 0
  return findFigures(inDigits).quantities.map((quantity) => {
    const { comparator } = compare(inDigits, quantity, earliest)
    earliest = quantity.end
    const value = typeof quantity.value === 'number' ? quantity.value : String(quantity.value)
    return { ...quantity, key: `${value} ${quantity.unit}`, comparator }
  })
}

function figureFaults(text: string, { inDigits }: Proof): Fault[] {
  const said = readNumerals(text)
  const proven = inDigits.flatMap(quantitiesOf)
  const faults: Fault[] = []
  for (const { key, comparator, start, end } of quantitiesOf(said)) {
    const same = proven.filter((each) => each.key === key)
    const shown = said.slice(start, end)
    if (same.length === 0) faults.push({ rule: 'figure', text: shown })
    else if (!same.some((each) => each.comparator === comparator)) {
      faults.push({ rule: 'comparator', text: `${comparator} ${shown}` })
    }
  }
  for (const { start, end, reason } of findFigures(said).others) {
    const shown = said.slice(start, end)
    if (!standsIn(inDigits, shown)) faults.push({ rule: reason === 'date' ? 'date' : 'figure', text: shown })
  }
  return faults
}

const NUMERAL = new RegExp(
  `(?:${anyOf(WORDS.numeralWords)})|([${NUMERAL_CLASS}壹贰叁肆伍陆柒捌玖拾佰仟卅]+).?`,
  'gu',
)
const STRANGE_DIGIT = /(?![0-9〇])\p{N}/gu

/** Numerals that are no figure with a unit (三北, 十四五) stand with their next character as in a cited span. */
function numeralFaults(text: string, { quotes, inDigits }: Proof): Fault[] {
  const said = readNumerals(text)
  const both = [...quotes, ...inDigits]
  const runs = [...said.matchAll(NUMERAL)].filter(
    ([shown, run]) => run && !both.some((q) => q.includes(shown)),
  )
  const strange = [...said.matchAll(STRANGE_DIGIT)].filter(([shown]) => !both.some((q) => q.includes(shown)))
  return [...runs, ...strange].map(([shown]) => ({ rule: 'figure', text: shown }))
}

const PART_OF_YEAR = /\d{4}年(?:底前|年底|底|末|初|中|上半年|下半年|以前|之前|前|以后|之后|后|起)/g

function dateFaults(text: string, { inDigits }: Proof): Fault[] {
  return [...readNumerals(text).matchAll(PART_OF_YEAR)]
    .filter(([shown]) => !standsIn(inDigits, shown))
    .map(([shown]) => ({ rule: 'date', text: shown }))
}

const AMOUNT = wordPattern(WORDS.amounts.zh, 'zh')
const TIME = wordPattern(WORDS.times.zh, 'zh')

function wordFaults(text: string, proof: Proof): Fault[] {
  const found = (pattern: RegExp, rule: Fault['rule']) =>
    [...text.matchAll(pattern)]
      .filter(([shown]) => !isQuoted(proof, shown))
      .map(([shown]) => ({ rule, text: shown }))
  return [...found(AMOUNT, 'amount'), ...found(TIME, 'date')]
}

const DELIMITER = '[、,;:。.()（）《》“”"和与及或等按牵负配协承会同为是的由\\s]'
const ENDING = new RegExp(
  `(?:${anyOf(WORDS.bodyEndings.zh)})|(?:${anyOf(WORDS.bodyEndings.zhShort)})(?=${DELIMITER}|$)`,
  'g',
)
/** Characters before an ending by which one body is told from another: 区水|务局. */
const STEM = 3
const NOT_IN_NAME = /^.*[、,;:。.()《》“”"\s]|^.*(?:由|和|与|及|或|是|为|归)(?=.{2})/

function bodyFaults(text: string, proof: Proof): Fault[] {
  const faults: Fault[] = []
  for (const { name } of findBodies(text, 'zh', { table: proof.bodies })) {
    if (!isQuoted(proof, name)) faults.push({ rule: 'body', text: name })
  }
  for (const { 0: ending, index } of text.matchAll(ENDING)) {
    const stem = text.slice(Math.max(0, index - STEM), index).replace(NOT_IN_NAME, '')
    const name = stem + ending
    const general = WORDS.generalBodies.zh.some((word) => name === word || name.endsWith(word))
    if (stem !== '' && !general && !isQuoted(proof, name)) faults.push({ rule: 'body', text: name })
  }
  return faults
}

const LAW = new RegExp(`[\\u4e00-\\u9fff]{2}(?:${anyOf(WORDS.titleEndings.zh)})`, 'g')

/** Laws that are named without 《》. */
function lawFaults(text: string, proof: Proof): Fault[] {
  return [...text.matchAll(LAW)]
    .filter(([shown]) => !isQuoted(proof, shown))
    .map(([shown]) => ({ rule: 'title', text: shown }))
}
