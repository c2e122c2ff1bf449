/** Chinese policy terms for the phrases of an English question. */
import { englishWords } from './english-words.ts'
import { defaultTables, type TermWeight, type WordTables } from './tables.ts'

export interface EnglishMatch {
  readonly start: number
  readonly end: number
  readonly phrase: string
  /** Best first; weights of n equally good terms are shared out by 1/√n. */
  readonly terms: readonly TermWeight[]
}

/** What other documents write for the same thing (充电桩, 充换电设施) counts half. */
const VARIANT_FACTOR = 0.5

/** Longest phrases first, left to right, without overlaps; words outside the tables give nothing. */
export function translateEnglish(question: string, tables: WordTables = defaultTables()): EnglishMatch[] {
  const words = englishWords(question)
  const found: EnglishMatch[] = []
  for (let i = 0; i < words.length; ) {
    let matched = 0
    for (let n = Math.min(tables.longestEnglish, words.length - i); n > 0 && matched === 0; n--) {
      let key = ''
      for (let k = i; k < i + n; k++) key += words[k]!.form
      const terms = tables.english.get(key)
      if (!terms || (n === 1 && tables.englishStopwords.has(words[i]!.form))) continue
      const start = words[i]!.start
      const end = words[i + n - 1]!.end
      found.push({ start, end, phrase: question.slice(start, end), terms: shared(terms, tables) })
      matched = n
    }
    i += Math.max(1, matched)
  }
  return found
}

function shared(terms: readonly TermWeight[], tables: WordTables): TermWeight[] {
  const divisor = Math.sqrt(terms.length)
  const found = terms.map((term) => ({ ...term, weight: term.weight / divisor }))
  for (const { zh, weight } of [...found]) {
    for (const { means, relation } of tables.colloquial.values.get(zh.toLowerCase()) ?? []) {
      for (const other of means) {
        if (found.some((term) => term.zh === other)) continue
        found.push({ zh: other, weight: weight * VARIANT_FACTOR, relation })
      }
    }
  }
  return found.sort((a, b) => b.weight - a.weight)
}
