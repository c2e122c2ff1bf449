/**
 * Terms of Chinese (and embedded Latin) text for lexical matching, from any spelling of it.
 *
 * Han runs give their characters and overlapping bigrams, which need no dictionary (Nie et al., "On the use of words and
 * n-grams for Chinese information retrieval", IRAL 2000). nDCG@10 on tpe_faq/stard_dev: bigrams .620/.321, with
 * characters .639/.333; jieba words .611/.311, with bigrams .606/.280. The documents' own terms, from a `Lexicon`, come
 * on top as whole tokens; figures keep their units (29.4万千瓦, 第12条, 98%) and stand in digits however they were
 * written. Width, traditional characters, case, and spaces beside Han make no difference.
 */
import words from '../data/tokenizer-words.json' with { type: 'json' }
import table from '../data/units.json' with { type: 'json' }
import { anyOf } from './any-of.ts'
import { readNumerals } from './numerals.ts'
import { toSimplified } from './simplify.ts'

/** Changes with the code of this file that is not in its patterns. */
const VERSION = 'unigram-bigram-terms-3'

/** Terms that stay whole, besides their bigrams. */
export interface Lexicon {
  readonly terms: ReadonlySet<string>
  /** First two characters of a term → lengths of the terms that begin so, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

const SHORTEST_TERM = 3
const LONGEST_TERM = 24

const HAN_UNITS = [...table.units.map((entry) => entry.unit), ...words.dates].filter(
  (unit) => !/^[\x21-\x7e°]/.test(unit),
)
/** A unit in Chinese with or without 万 and 亿, a bare 万, a sign, or a run of letters (56kw). */
const UNIT = `[万亿]{0,2}(?:${anyOf(HAN_UNITS)})|[万亿]{1,2}|%|‰|°c|[a-z]+[23]?(?![a-z])`
const ORDINAL = `第\\d+(?:${anyOf(words.ordinals)})`
const TOKEN = new RegExp(
  `(${ORDINAL})|(\\d+(?:\\.\\d+)?)(${UNIT})?|([a-z][a-z0-9]*(?:\\.\\d+)?)|([\\u3400-\\u9fff\\uf900-\\ufaff]+)`,
  'g',
)
const STOP = new RegExp(`[${words.stopCharacters}]`)
/** What makes the same text give the same tokens; part of the index manifest. */
export const TOKENIZER = [VERSION, TOKEN.source, STOP.source].join(' ')
const SPACE_BESIDE_HAN = /(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])/g
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g

/** A lexicon of the given terms, folded as text is; terms shorter than three characters are bigrams already. */
export function createLexicon(terms: Iterable<string>): Lexicon {
  const kept = new Set<string>()
  const lengths = new Map<string, number[]>()
  for (const term of terms) {
    const folded = foldText(term).trim()
    if (folded.length < SHORTEST_TERM || folded.length > LONGEST_TERM || kept.has(folded)) continue
    kept.add(folded)
    const key = folded.slice(0, 2)
    const known = lengths.get(key)
    if (!known) lengths.set(key, [folded.length])
    else if (!known.includes(folded.length)) known.push(folded.length)
  }
  for (const known of lengths.values()) known.sort((a, b) => b - a)
  return { terms: kept, lengths }
}

/** The one spelling of a text in which matching happens: NFKC, simplified, lower case, Chinese numerals in digits. */
export function foldText(text: string): string {
  const plain = toSimplified(text.normalize('NFKC')).toLowerCase()
  return readNumerals(plain.replace(SPACE_BESIDE_HAN, '').replace(/\s+/g, ' ').replace(THOUSANDS, ''))
}

/** Tokens in text order, repeated as often as they occur. */
export function tokenize(text: string, lexicon: Lexicon): string[] {
  const folded = foldText(text)
  const tokens: string[] = []
  for (const match of folded.matchAll(TOKEN)) {
    const [whole, ordinal, figure, unit, latin] = match
    if (ordinal) tokens.push(ordinal)
    else if (figure) {
      tokens.push(figure)
      // 2025年度 is asked for as 2025年.
      if (unit) tokens.push(figure + (unit.startsWith('年') ? '年' : unit))
    } else if (latin) tokens.push(singular(latin))
    else for (const run of whole.split(STOP)) pushHan(run, tokens)
  }
  pushTerms(folded, lexicon, tokens)
  return tokens
}

function pushHan(run: string, tokens: string[]): void {
  for (let i = 0; i < run.length; i++) {
    tokens.push(run[i]!)
    if (i + 1 < run.length) tokens.push(run.slice(i, i + 2))
  }
}

/** Every term at every place: 工业固体废物 inside 一般工业固体废物综合利用率 must be found by those who ask for it. */
function pushTerms(folded: string, lexicon: Lexicon, tokens: string[]): void {
  if (lexicon.terms.size === 0) return
  for (let i = 0; i + SHORTEST_TERM <= folded.length; i++) {
    const lengths = lexicon.lengths.get(folded.slice(i, i + 2))
    if (!lengths) continue
    for (const length of lengths) {
      const term = folded.slice(i, i + length)
      if (term.length === length && lexicon.terms.has(term)) tokens.push(term)
    }
  }
}

/** VOCs and VOC, emissions and emission: one token. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
