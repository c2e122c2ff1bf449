/**
 * Chinese words for English words and phrases, from the table that training writes (index/embedder/lexicon.tsv).
 *
 * Each line is an English phrase of at most four words, a tab, and its translations parted by spaces, best first.
 * The lines stand in the order of their phrases and are searched as bytes, so that 90,000 of them load in a few milliseconds.
 */
import { ZhengdaError } from '../domain/errors.ts'
import { normalizeForEmbedding } from '../embedding/normalize.ts'

export interface TranslationLexicon {
  readonly size: number
  /** Translations of a phrase, parted by spaces. */
  readonly find: (phrase: string) => string | undefined
}

export interface WeightedTerm {
  readonly text: string
  /** 1/√n for each of n translations: a word with many translations says less about each. */
  readonly weight: number
}

const LONGEST_PHRASE = 4
const MOST_TRANSLATIONS = 8
/** Words that frame a question; their translations would match anywhere. */
const FUNCTION_WORDS = new Set(
  (
    'a an the of to in on at by for with from as into about over under between within and or but not no nor so than then ' +
    'that this these those there here it its he she they them his her their we our you your i me my us is are was were be ' +
    'been being am do does did doing done have has had having can could will would shall should may might must what which ' +
    'who whom whose when where why how many much long far if any some all each every both either neither other another ' +
    'such only own same also just very too more most less least please tell know give show s t re ve ll d m'
  ).split(' '),
)

const TAB = 9
const LINE_FEED = 10

/** @throws ZhengdaError table_invalid when a line is not phrase, tab, translations, or out of order. */
export function readTranslationLexicon(tsv: Uint8Array): TranslationLexicon {
  const starts: number[] = []
  for (let start = 0; start < tsv.length; ) {
    const tab = tsv.indexOf(TAB, start)
    const feed = tsv.indexOf(LINE_FEED, start)
    const end = feed === -1 ? tsv.length : feed
    const last = starts.at(-1)
    const broken = tab <= start || tab >= end - 1
    if (broken || (last !== undefined && comparePhrases(tsv, last, tsv, start) >= 0)) {
      const rule = broken ? 'expected phrase, tab, translations' : 'phrases must rise'
      const found = JSON.stringify(new TextDecoder().decode(tsv.subarray(start, Math.min(end, start + 40))))
      throw new ZhengdaError(
        'table_invalid',
        `lexicon.tsv, line ${starts.length + 1}: ${rule}; found ${found}.`,
      )
    }
    starts.push(start)
    start = end + 1
  }
  return { size: starts.length, find: (phrase) => search(tsv, starts, phrase) }
}

/** Binary search for the line of a phrase. */
function search(tsv: Uint8Array, starts: readonly number[], phrase: string): string | undefined {
  const wanted = new TextEncoder().encode(`${phrase}\t`)
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const order = comparePhrases(tsv, starts[middle]!, wanted, 0)
    if (order === 0) {
      const from = starts[middle]! + wanted.length
      const feed = tsv.indexOf(LINE_FEED, from)
      return new TextDecoder().decode(tsv.subarray(from, feed === -1 ? tsv.length : feed))
    }
    if (order < 0) low = middle + 1
    else high = middle
  }
  return undefined
}

/** Order of two phrases, each closed by a tab, which sorts before every letter. */
function comparePhrases(a: Uint8Array, atA: number, b: Uint8Array, atB: number): number {
  for (let i = 0; ; i++) {
    const difference = a[atA + i]! - b[atB + i]!
    if (difference !== 0) return difference
    if (a[atA + i] === TAB) return 0
  }
}

/** Translations of one word or phrase, best first; none when the lexicon does not know it in any form. */
export function translatePhrase(lexicon: TranslationLexicon, phrase: string): WeightedTerm[] {
  return weighted(lookUp(lexicon, normalizeForEmbedding(phrase).match(/[a-z]+/g) ?? []))
}

/** Chinese terms for the English words of a text: longest known phrases first, left to right, function words left out. */
export function translateText(lexicon: TranslationLexicon, text: string): Map<string, number> {
  const words = normalizeForEmbedding(text).match(/[a-z]+/g) ?? []
  const terms = new Map<string, number>()
  for (let i = 0; i < words.length; ) {
    let length = Math.min(LONGEST_PHRASE, words.length - i)
    let found: string | undefined
    for (; length > 0; length--) {
      const phrase = words.slice(i, i + length)
      if (FUNCTION_WORDS.has(phrase[0]!) || FUNCTION_WORDS.has(phrase.at(-1)!)) continue
      found = lookUp(lexicon, phrase)
      if (found) break
    }
    for (const { text: term, weight } of weighted(found)) {
      terms.set(term, Math.max(weight, terms.get(term) ?? 0))
    }
    i += Math.max(1, length)
  }
  return terms
}

function weighted(translations: string | undefined): WeightedTerm[] {
  const terms = translations?.split(' ').slice(0, MOST_TRANSLATIONS) ?? []
  return terms.map((text) => ({ text, weight: 1 / Math.sqrt(terms.length) }))
}

/** As written, else with the last word in a simpler form. */
function lookUp(lexicon: TranslationLexicon, words: readonly string[]): string | undefined {
  const head = words
    .slice(0, -1)
    .map((word) => `${word} `)
    .join('')
  for (const form of simplerForms(words.at(-1) ?? '')) {
    const found = lexicon.find(head + form)
    if (found) return found
  }
  return undefined
}

function simplerForms(word: string): string[] {
  const forms = [word]
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`)
  if (word.endsWith('es')) forms.push(word.slice(0, -2))
  if (word.endsWith('s')) forms.push(word.slice(0, -1))
  if (word.endsWith('ed')) forms.push(word.slice(0, -2), word.slice(0, -1))
  if (word.endsWith('ing')) forms.push(word.slice(0, -3), `${word.slice(0, -3)}e`)
  return forms.filter((form) => form.length > 1)
}
