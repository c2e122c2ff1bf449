/** English words in the one form in which phrases are compared: lower case, American spelling, light stem. */
import { remembered } from '../text/remembered.ts'

export interface EnglishWord {
  readonly form: string
  readonly start: number
  readonly end: number
}

/** Words that phrases are compared without, so that "division of labour" and "the division of the labour" agree. */
const SKIPPED = new Set(['a', 'an', 'the', 'of'])

/** British spellings that no ending rule reaches. */
const SPELLING: Readonly<Record<string, string>> = {
  tyre: 'tire',
  programme: 'program',
  aluminium: 'aluminum',
  sulphur: 'sulfur',
  sulphide: 'sulfide',
  grey: 'gray',
  kerb: 'curb',
  storey: 'story',
  plough: 'plow',
  cheque: 'check',
  mould: 'mold',
  licence: 'license',
  defence: 'defense',
  offence: 'offense',
  ageing: 'aging',
}

/** Plurals and past forms that the ending rules miss. */
const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  women: 'woman',
  men: 'man',
  leaves: 'leaf',
  lorries: 'lorry',
  built: 'build',
  took: 'take',
  taken: 'take',
  gave: 'give',
  given: 'give',
  paid: 'pay',
  kept: 'keep',
  held: 'hold',
  sold: 'sell',
  lent: 'lend',
  bought: 'buy',
  brought: 'bring',
  met: 'meet',
  fell: 'fall',
  fallen: 'fall',
  rose: 'rise',
  risen: 'rise',
  grew: 'grow',
  grown: 'grow',
  wrote: 'write',
  written: 'write',
  drew: 'draw',
  drawn: 'draw',
  hid: 'hide',
  hidden: 'hide',
  stolen: 'steal',
  thrown: 'throw',
  broken: 'break',
  buses: 'bus',
  taxis: 'taxi',
  gases: 'gas',
}

/** Ends in -ing, -ed or -s without being a form of another word. */
const WHOLE = new Set([
  'building',
  'housing',
  'bus',
  'gas',
  'campus',
  'need',
  'feed',
  'seed',
  'speed',
  'breed',
  'weed',
  'reed',
  'bed',
  'led',
  'red',
  'shed',
  'ring',
  'wing',
  'spring',
  'king',
  'thing',
  'string',
  'during',
  'virus',
  'status',
  'census',
  'bonus',
  'surplus',
  'news',
  'lens',
  'series',
  'species',
  'logistics',
  'this',
  'its',
  'has',
  'was',
  'is',
  'as',
  'us',
])

/** One word in comparable form. */
export const englishForm = remembered(5000, formOf)

function formOf(word: string): string {
  let form = word.toLowerCase().replace(/n[’']t$|[’'](?:s|m|re|ve|ll|d)?$/u, '')
  form = IRREGULAR[form] ?? form
  form = form
    .replace(/isation(s?)$/, 'ization$1')
    .replace(/(?<=[a-z]{4})is(e|ed|es|er|ing)$/, (whole, end) => (KEEPS_S.test(form) ? whole : `iz${end}`))
  form = form.replace(/^(lab|col|fav|harb|neighb|behavi|vap|od)our/, '$1or')
  form = form.replace(/(cent|met|lit|fib|theat)re(s?)$/, '$1er$2').replace(/(l)l(ed|ing|er)$/, '$1$2')
  form = singular(SPELLING[form] ?? form)
  return base(SPELLING[form] ?? form)
}

const KEEPS_S =
  /(?:prom|comprom|superv|adv|exerc|enterpr|expert|prec|franch|prem|rev|dev|surpr|no|ra|pra)is(?:e|ed|es|er|ing)$/

function singular(word: string): string {
  if (word.length < 4 || WHOLE.has(word) || /(?:ss|us|is)$/.test(word) || !word.endsWith('s')) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

function base(word: string): string {
  if (WHOLE.has(word)) return word
  // renovation, renovated and renovate meet at renovat.
  if (word.length > 8 && word.endsWith('ation')) return word.slice(0, -3)
  const stem = /^(.{3,}?)(?:ing|ed)$/.exec(word)?.[1]
  if (stem === undefined || !/[aeiouy]/.test(stem)) return word.length > 4 ? word.replace(/e$/, '') : word
  // charging, charged and charge meet at charg; planning and plan at plan.
  return /([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem.length > 4 ? stem.replace(/e$/, '') : stem
}

/** The words of a text with their spans, without `skipped` ones; hyphens part words, figures such as 2.5 stay whole. */
export function englishWords(text: string, skipped: ReadonlySet<string> = SKIPPED): EnglishWord[] {
  const words: EnglishWord[] = []
  for (const match of text.matchAll(/[a-z]+(?:[’'][a-z]+)?\d*(?:\.\d+)?|\d+(?:\.\d+)?/giu)) {
    const form = englishForm(match[0])
    if (!skipped.has(form)) words.push({ form, start: match.index, end: match.index + match[0].length })
  }
  return words
}

/** Key of a phrase: its words run together, so that "waste water" and "wastewater" are one. */
export function englishKey(phrase: string): string {
  return englishWords(phrase)
    .map((word) => word.form)
    .join('')
}
