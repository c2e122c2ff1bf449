/** The words by which a phrasing makes claims, from `src/data/phrasing-words.json`, as patterns. */
import { z } from 'zod'
import chinese from '../data/comparators.json' with { type: 'json' }
import table from '../data/phrasing-words.json' with { type: 'json' }
import type { Language } from '../domain/answer.ts'
import { anyOf } from '../text/any-of.ts'

const words = z.array(z.string().min(1)).min(1)
const byLanguage = z.strictObject({ zh: words, en: words })

export const phrasingWordsSchema = z.strictObject({
  source: z.string().min(1),
  /** Words that hold a numeral and state no figure. */
  numeralWords: words,
  /** Amounts without a figure. */
  amounts: byLanguage,
  /** Times without a year. */
  times: byLanguage,
  leads: byLanguage,
  /** What the template's sentence says and a phrasing must go on saying. */
  keeps: z.array(byLanguage.extend({ rule: z.string() })),
  /** In this order: a ban (must not) is read before a duty (must). */
  modality: z.array(byLanguage.extend({ class: z.string() })),
  /** English, by comparator. */
  comparators: z.record(z.enum(['>=', '>', '<=', '<', '~']), words),
  /** Words of any sentence about a document: alone they claim nothing, or another rule watches them. */
  plain: byLanguage,
  bodyEndings: byLanguage.extend({ zhShort: words }),
  /** What ends like a body and names none. */
  generalBodies: byLanguage,
  titleEndings: byLanguage,
  months: words.length(12),
})

export const WORDS = table

/** Pattern for the words of a language; English ones stand alone. */
export function wordPattern(list: readonly string[], language: Language): RegExp {
  return language === 'zh'
    ? new RegExp(anyOf(list), 'g')
    : new RegExp(`(?<![A-Za-z])(?:${anyOf(list)})(?![A-Za-z])`, 'gi')
}

/** Pattern for words of both languages: an English sentence may hold the Chinese word that it renders. */
export function eitherPattern({ zh, en }: { zh: readonly string[]; en: readonly string[] }): RegExp {
  return new RegExp(`${wordPattern(zh, 'zh').source}|${wordPattern(en, 'en').source}`, 'gi')
}

/** Words that compare: 不少于 and “no fewer than” negate nothing. */
export const COMPARING = eitherPattern({
  zh: [...Object.values(chinese.before).flat(), ...Object.values(chinese.after).flat()],
  en: Object.values(table.comparators).flat(),
})
