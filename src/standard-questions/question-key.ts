/** Gives the key under which questions are the same: width, case, punctuation, politeness and particles aside. */
import words from '../data/standard-question-words.json' with { type: 'json' }
import { anyOf } from '../text/any-of.ts'
import { findEnglishNumbers } from '../text/english-numerals.ts'
import { readNumerals } from '../text/numerals.ts'
import { toSimplified } from '../text/simplify.ts'

export interface QuestionKey {
  /** Equal for two questions that are the same. */
  readonly same: string
  /** Equal for two questions of the same words in another order; empty where the question is too short to tell. */
  readonly near: string
  /** What must agree before a likeness in meaning counts: language, figures, negation. */
  readonly guard: string
}

type Rule = readonly [RegExp, string]
const rules = (list: readonly string[][], flags: string): Rule[] =>
  list.map(([pattern = '', by = '']) => [new RegExp(pattern, flags), by] as const)

const ZH = {
  drop: new RegExp(anyOf(words.zh.drop), 'g'),
  particles: new RegExp(words.zh.particles.join('|'), 'g'),
  same: rules(words.zh.same, 'g'),
  comparing: new RegExp(words.zh.comparing, 'g'),
  negation: new RegExp(words.zh.negation, 'g'),
}
const EN = {
  drop: new RegExp(`\\b(?:${anyOf(words.en.drop)})\\b`, 'g'),
  articles: new Set(words.en.articles),
  function: new Set(words.en.function),
  same: rules(words.en.same, 'g'),
  comparing: new RegExp(words.en.comparing, 'g'),
  negation: new RegExp(words.en.negation, 'g'),
}
/** Fewer characters or words of substance say too little for another order to be the same question. */
const NEAR_CHARACTERS = 6
const NEAR_WORDS = 3

export function questionKey(question: string): QuestionKey {
  const folded = toSimplified(question.normalize('NFKC')).toLowerCase().replace(/[‘’]/g, "'")
  return /[\u3400-\u9fff]/.test(folded) ? chineseKey(folded) : englishKey(folded)
}

function chineseKey(folded: string): QuestionKey {
  const plain = readNumerals(folded.replace(/[^\p{L}\p{N}%.]|\.(?!\d)/gu, ' ').replace(/\s+/g, ''))
  const asked = replaceAll(plain.replace(ZH.drop, ''), ZH.same).replace(ZH.particles, '')
  // A question that is nothing but frame keeps its words.
  const same = asked === '' ? plain : asked
  // 甲比乙多 and 乙比甲多 have the same characters.
  const near = same.length < NEAR_CHARACTERS || /[比从]/.test(same) ? '' : [...same].sort().join('')
  return { same, near, guard: guardOf('zh', same, ZH, numbersIn(same)) }
}

function englishKey(folded: string): QuestionKey {
  const framed = replaceAll(folded, EN.same)
  const tokens = (text: string) =>
    (text.replace(/(\d),(?=\d{3})/g, '$1').match(/[\p{L}\p{N}%]+(?:[.'][\p{L}\p{N}]+)*/gu) ?? []).filter(
      (word) => !EN.articles.has(word),
    )
  const asked = tokens(framed.replace(/[,.;:!?]+(?=\s|$)/g, ' ').replace(EN.drop, ' '))
  const list = asked.length === 0 ? tokens(framed) : asked
  const same = list.join(' ')
  const content = list.filter((word) => !EN.function.has(word))
  const near = content.length < NEAR_WORDS || /\b(?:than|from)\b/.test(same) ? '' : content.sort().join(' ')
  return {
    same,
    near,
    guard: guardOf(
      'en',
      same,
      EN,
      findEnglishNumbers(same).map(({ value }) => value),
    ),
  }
}

function guardOf(
  language: string,
  text: string,
  { comparing, negation }: { comparing: RegExp; negation: RegExp },
  figures: readonly number[],
): string {
  const negations = text.replace(comparing, '').match(negation)?.length ?? 0
  return `${language} ${figures.toSorted((a, b) => a - b).join(' ')} ${negations}`
}

const numbersIn = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number)

function replaceAll(text: string, list: readonly Rule[]): string {
  return list.reduce((current, [pattern, by]) => current.replace(pattern, by), text)
}
