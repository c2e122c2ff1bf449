/** The content words of a question, each with the Chinese wordings under which a document may hold it. */
import contrasts from '../../data/contrasts.json' with { type: 'json' }
import forms from '../../data/question-forms.json' with { type: 'json' }
import stopwords from '../../data/stopwords.json' with { type: 'json' }
import type { Language } from '../../domain/answer.ts'
import { expandChinese } from '../../glossary/expand-chinese.ts'
import { translateEnglish } from '../../glossary/translate-english.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Engine } from '../engine.ts'
import type { Alternative, Term } from './understanding.ts'

const STOP = {
  zh: new Set(Object.values(stopwords.zh).flat()),
  en: new Set(Object.values(stopwords.en).flat()),
}
/** Words that frame a question (谁负责, what share): they say what is asked, not of what. */
const FRAME = { zh: new Set(forms.frame.zh), en: new Set(forms.frame.en) }
/** 新开 and 老 choose between provisions (contrasts.ts) and name none. */
const CONTRAST_WORDS = new Set(
  contrasts.contrasts.flatMap(({ sides }) => sides.flatMap(({ zh, en }) => [...zh, ...en])),
)
/** What documents write for the thing itself, and for the class to which it belongs. */
const SYNONYM = 0.95
const HYPERNYM = 0.8
const LEFT_OVER = 0.3
/** A single Han character is seldom a word of its own. */
const SHORTEST_WORD = 2

/** Terms of a folded question in its order; words of asking (谁, 多少, which) are none. */
export function findTerms(folded: string, language: Language, engine: Engine): Term[] {
  const terms = language === 'zh' ? chineseTerms(folded, engine) : englishTerms(folded, engine)
  return terms.filter(
    ({ surface, alternatives }) =>
      !framed(surface, language) &&
      !CONTRAST_WORDS.has(surface) &&
      !/^(?:(?:by|in|until|to) )?(?:19|20)\d\d$/.test(surface) &&
      !framesOnly(surface, alternatives),
  )
}

function framed(surface: string, language: Language): boolean {
  return FRAME[language].has(surface) || (language === 'en' && FRAME.en.has(surface.replace(/s$/, '')))
}

/** 归谁管 stands for 责任单位 alone. */
function framesOnly(surface: string, alternatives: readonly Alternative[]): boolean {
  const others = alternatives.filter(({ text }) => text !== surface)
  return others.length > 0 && others.every(({ text }) => FRAME.zh.has(text))
}

function chineseTerms(folded: string, engine: Engine): Term[] {
  const found: { at: number; term: Term }[] = []
  const taken = new Uint8Array(folded.length)
  for (const { start, end, said, means, relation } of expandChinese(folded, engine.tables)) {
    const weight = relation === 'hypernym' ? HYPERNYM : SYNONYM
    const alternatives = [
      ...(STOP.zh.has(said) ? [] : [{ text: said, weight: 1 }]),
      ...means.map((text) => ({ text: foldText(text), weight })),
    ]
    const known = found.find(({ at, term }) => at === start && term.surface === said)
    if (known) known.term = merged(known.term, alternatives, engine)
    else found.push({ at: start, term: termOf(said, alternatives, engine) })
    taken.fill(1, start, end)
  }
  for (const { text, start, open } of joinedWords(engine.segment(withoutChoices(folded)), engine)) {
    if (taken[start] || STOP.zh.has(text) || !/[\p{Script=Han}a-z]/u.test(text)) continue
    if (text.length < SHORTEST_WORD) continue
    const term = termOf(text, [{ text, weight: 1 }], engine)
    // Two characters left over that no document holds side by side (跑好, 区设) are hardly a word.
    const leftOver = open && text.length === SHORTEST_WORD && !engine.knows(text)
    found.push({ at: start, term: leftOver ? { ...term, weight: term.weight * LEFT_OVER } : term })
  }
  return unique(found.sort((a, b) => a.at - b.at).map(({ term }) => term))
}

/** 大不大, 要不要 and 落没落 ask whether; blanked, so that offsets stay. */
function withoutChoices(folded: string): string {
  return folded.replace(/(\p{Script=Han})[不没]\1/gu, '   ')
}

/** Verbs of asking, which belong to no name. */
const VERBS = '罚归管算给发查交拿领补奖付收退换盖建修招买卖租停装涨降罰歸'

/** Adjacent single characters that are no words of asking form one term: names like 光储直柔 are in no word list. */
function joinedWords(words: readonly Word[], engine: Engine): Word[] {
  const joined: Word[] = []
  for (const word of words) {
    const before = joined.at(-1)
    const single =
      word.text.length === 1 &&
      /\p{Script=Han}/u.test(word.text) &&
      !STOP.zh.has(word.text) &&
      !VERBS.includes(word.text)
    if (single && before?.open && before.start + before.text.length === word.start) {
      joined[joined.length - 1] = { text: before.text + word.text, start: before.start, open: true }
    } else if ((single || isVerb(word)) && before && closes(before, word, engine)) {
      joined[joined.length - 1] = { text: before.text + word.text, start: before.start }
    } else joined.push({ ...word, open: single })
  }
  return joined
}

const isVerb = ({ text }: Word) => text.length === 1 && VERBS.includes(text)

/** A character left over behind a word belongs to it where the documents write the two together (公司|债). */
function closes(before: Word, word: Word, engine: Engine): boolean {
  return (
    before.start + before.text.length === word.start &&
    /^\p{Script=Han}+$/u.test(before.text) &&
    !STOP.zh.has(before.text) &&
    engine.knows(before.text + word.text)
  )
}

interface Word {
  readonly text: string
  readonly start: number
  /** Still to be joined with a single character that follows. */
  readonly open?: boolean
}

function englishTerms(folded: string, engine: Engine): Term[] {
  const found: { at: number; term: Term }[] = []
  const taken = new Uint8Array(folded.length)
  for (const { start, end, phrase, terms } of translateEnglish(folded, engine.tables)) {
    taken.fill(1, start, end)
    if (STOP.en.has(phrase)) continue
    const top = terms[0]?.weight ?? 1
    const alternatives = terms.flatMap(({ zh, weight }) =>
      wordings(foldText(zh), SYNONYM * (weight / top), engine),
    )
    found.push({ at: start, term: termOf(phrase, alternatives, engine) })
  }
  for (const match of folded.matchAll(/[a-z][a-z0-9'.+-]*[a-z0-9]|\p{Script=Han}+/gu)) {
    if (taken[match.index] || STOP.en.has(match[0])) continue
    const own = { text: match[0], weight: 1 }
    const translated = engine.translateWord(match[0]).filter(({ text }) => text.length >= SHORTEST_WORD)
    found.push({ at: match.index, term: termOf(match[0], [own, ...translated], engine) })
  }
  return unique(found.sort((a, b) => a.at - b.at).map(({ term }) => term))
}

/** A translation and what documents write for it (控烟: 控制吸烟). */
function wordings(text: string, weight: number, engine: Engine): Alternative[] {
  const further = expandChinese(text, engine.tables).filter(({ said }) => said === text)
  const means = further.flatMap(({ means, relation }) => (relation === 'hypernym' ? [] : means))
  return [{ text, weight }, ...means.map((other) => ({ text: foldText(other), weight: weight * SYNONYM }))]
}

function termOf(surface: string, alternatives: readonly Alternative[], engine: Engine): Term {
  const telling =
    alternatives.length === 0 ? 1 : Math.min(...alternatives.map(({ text }) => engine.importance(text)))
  return { surface, alternatives, weight: telling * engine.rarity(surface) }
}

function merged(term: Term, more: readonly Alternative[], engine: Engine): Term {
  const known = new Set(term.alternatives.map(({ text }) => text))
  return termOf(term.surface, [...term.alternatives, ...more.filter(({ text }) => !known.has(text))], engine)
}

function unique(terms: readonly Term[]): Term[] {
  const seen = new Set<string>()
  return terms.filter(({ surface }) => !seen.has(surface) && seen.add(surface))
}
