/** Finds what an English phrasing claims and the cited Chinese spans do not say: figures, dates, bodies, titles, Chinese words. */
import { findBodies } from '../bodies/find-bodies.ts'
import { describeUnit } from '../facts/units.ts'
import { anyOf } from '../text/any-of.ts'
import { quantitiesOf } from './chinese-claims.ts'
import { type EnglishFigure, findEnglishFigures } from './english-figures.ts'
import { WORDS, wordPattern } from './phrasing-words.ts'
import { type Fault, isQuoted, type Proof, standsIn } from './proof.ts'

const CHINESE = /[\p{Script=Han}\d.%‰〔〕]*\p{Script=Han}[\p{Script=Han}\d.%‰〔〕]*/gu

/** `text` is folded. */
export function englishFaults(text: string, proof: Proof): Fault[] {
  const chinese = [...text.matchAll(CHINESE)]
    .filter(([shown]) => shown !== '等' && !isQuoted(proof, shown) && !proof.headline.includes(shown))
    .map(([shown]): Fault => ({ rule: 'quotation', text: shown }))
  const english = text.replace(CHINESE, ' ').replace(/[《》]/g, ' ')
  return [
    ...chinese,
    ...figureFaults(english, proof),
    ...codeFaults(english, proof),
    ...monthFaults(english, proof),
    ...wordFaults(english, proof),
    ...bodyFaults(english, proof),
    ...titleFaults(english, proof),
  ]
}

interface BaseQuantity {
  /** In base units, as English figures are read. */
  readonly value: number
  readonly unit: string
  readonly comparator: string
}

function figureFaults(text: string, proof: Proof): Fault[] {
  const proven = proof.inDigits.flatMap(baseQuantities)
  const faults: Fault[] = []
  for (const figure of findEnglishFigures(text)) {
    if (isDated(figure, text, proof) || isCode(figure, text, proof)) continue
    if (figure.ordinal) {
      if (!isOrdinal(figure.value, proof)) faults.push({ rule: 'figure', text: figure.text })
      continue
    }
    const same = proven.filter(({ value, unit }) => isClose(value, figure.value) && unit === figure.unit)
    if (same.length === 0) faults.push({ rule: 'figure', text: figure.text })
    else if (!same.some(({ comparator }) => comparator === figure.comparator)) {
      faults.push({ rule: 'comparator', text: `${figure.comparator} ${figure.text}` })
    }
  }
  return faults
}

function baseQuantities(inDigits: string): BaseQuantity[] {
  return quantitiesOf(inDigits).flatMap(({ value, unit, comparator }) => {
    const described = describeUnit(unit)
    const en = (described?.en ?? '').replace(
      /^(?:(?:ten|hundred) )?(?:hundred|thousand|million|billion|trillion) ?/,
      '',
    )
    const values =
      typeof value === 'string' ? (value.match(/\d+(?:\.\d+)?/g) ?? []).map(Number) : [value].flat()
    return values.map((each) => ({
      value: each * (described?.factor ?? 1),
      unit: en,
      comparator: comparator === 'range' ? '=' : comparator,
    }))
  })
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
const MONTH = anyOf(WORDS.months)
const MONTH_BEFORE = new RegExp(`(?:${MONTH}) $`)
const MONTH_AFTER = new RegExp(`^(?: of)? (?:${MONTH})\\b`)

function isDated({ text: shown, start, value }: EnglishFigure, text: string, { inDigits }: Proof): boolean {
  const beside = MONTH_BEFORE.test(text.slice(0, start)) || MONTH_AFTER.test(text.slice(start + shown.length))
  if (beside && value <= 31) return standsIn(inDigits, `${value}日`)
  return /^(?:19|20)\d\d$/.test(shown) && (standsIn(inDigits, `${shown}年`) || standsIn(inDigits, shown))
}

/** 5G, 24V: a figure that letters follow is proven as one word. */
function isCode({ text: shown, start }: EnglishFigure, text: string, proof: Proof): boolean {
  const code = /^\d[\d.]*[A-Za-z]+/.exec(text.slice(start))?.[0]
  return code !== undefined && code.length > shown.length && isQuoted(proof, code)
}

/** The 14th Five-Year Plan is 十四五; the first is 首个 or 第一. */
function isOrdinal(value: number, { quotes, inDigits }: Proof): boolean {
  const plan = value > 10 ? `十${'零一二三四五六七八九'[value - 10]}五` : ''
  if (plan !== '' && quotes.some((quote) => quote.includes(plan))) return true
  if (value === 1 && quotes.some((quote) => /首[个批次]|第一/.test(quote))) return true
  return standsIn(inDigits, `第${value}`)
}

/** PM2.5, B5. */
function codeFaults(text: string, proof: Proof): Fault[] {
  return [...text.matchAll(/[A-Za-z]+[-.]?\d[\w.]*\w|[A-Za-z]+\d/g)]
    .filter(([shown]) => !isQuoted(proof, shown))
    .map(([shown]) => ({ rule: 'figure', text: shown }))
}

const DATED_MONTH = new RegExp(`\\b(?:${MONTH})(?= \\d)|(?<=\\d(?:st|nd|rd|th)? (?:of )?)(?:${MONTH})\\b|\\b(?:${anyOf(WORDS.months.filter((month) => month !== 'May'))})\\b`, 'g') // biome-ignore format: one pattern

function monthFaults(text: string, { inDigits }: Proof): Fault[] {
  return [...text.matchAll(DATED_MONTH)]
    .filter(([shown]) => !standsIn(inDigits, `${WORDS.months.indexOf(shown) + 1}月`))
    .map(([shown]) => ({ rule: 'date', text: shown }))
}

const AMOUNT = wordPattern(WORDS.amounts.en, 'en')
const TIME = wordPattern(WORDS.times.en, 'en')

/** Words of amount and time are the template's or nobody's: the spans are Chinese. */
function wordFaults(text: string, proof: Proof): Fault[] {
  const found = (pattern: RegExp, rule: Fault['rule']) =>
    [...text.matchAll(pattern)]
      .filter(([shown]) => !says(proof, shown))
      .map(([shown]) => ({ rule, text: shown }))
  return [...found(AMOUNT, 'amount'), ...found(TIME, 'date')]
}

/** A level tells two bodies of one function apart: it is the template's. */
const LEVEL_BEFORE = /\b(?:district|municipal|city|provincial|county|national|state|town(?:ship)?) $/i
const ENDING = new RegExp(`(?:([A-Za-z’'-]+) )?\\b(?:${anyOf(WORDS.bodyEndings.en)})(?:s|es)?\\b`, 'gi')

function bodyFaults(text: string, proof: Proof): Fault[] {
  const printed = proof.quotes.flatMap((quote) => findBodies(quote, 'zh', { table: proof.bodies }))
  const named = findBodies(text, 'en', { table: proof.bodies }).filter(({ key }) => key === null)
  const faults: Fault[] = []
  for (const { name, function: id, levels, start } of named) {
    const levelled = (LEVEL_BEFORE.exec(text.slice(0, start))?.[0] ?? '') + name
    if (says(proof, levelled)) continue
    const proven =
      levelled === name &&
      printed.some(
        (body) =>
          body.function === id &&
          (levels.length === 0 ||
            body.levels.length === 0 ||
            levels.some((level) => body.levels.includes(level))),
      )
    if (!proven) faults.push({ rule: 'body', text: levelled })
  }
  for (const { 0: shown, index } of text.matchAll(ENDING)) {
    const covered = named.some(({ start, end }) => start < index + shown.length && index < end)
    const general = WORDS.generalBodies.en.some((word) => shown.toLowerCase().startsWith(word))
    if (!covered && !general && !says(proof, shown.replace(/e?s$/, '')))
      faults.push({ rule: 'body', text: shown })
  }
  return faults
}

const TITLE = new RegExp(
  `(?:[A-Z][\\w’-]+ (?:(?:of|on|for|and|the|to|in) )*)+(?:${anyOf(WORDS.titleEndings.en)})\\b`,
  'g',
)

function titleFaults(text: string, proof: Proof): Fault[] {
  return [...text.matchAll(TITLE)]
    .filter(([shown]) => !says(proof, shown) && !/Five-Year Plan$/.test(shown))
    .map(([shown]) => ({ rule: 'title', text: shown }))
}

/** English words are proven by the template's sentence, which renders the spans. */
function says({ headline }: Proof, text: string): boolean {
  return headline.toLowerCase().includes(text.toLowerCase())
}
