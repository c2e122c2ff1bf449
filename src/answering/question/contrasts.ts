/** Which side of a contrast (new or existing, added or total …) a text takes, from src/data/contrasts.json. */
import table from '../../data/contrasts.json' with { type: 'json' }
import type { Language } from '../../domain/answer.ts'
import type { WordTables } from '../../glossary/tables.ts'
import { translateEnglish } from '../../glossary/translate-english.ts'

export interface Side {
  readonly contrast: string
  readonly side: string
}

const wordBounded = (word: string) => new RegExp(`(?<![a-z])${word.replace(/[- ]/g, '[- ]')}(?![a-z])`)

const SIDES = table.contrasts.flatMap(({ id, sides }) =>
  sides.map(({ id: side, zh, en }) => ({ contrast: id, side, zh, en: en.map(wordBounded) })),
)

const STRICT = new Set(table.contrasts.filter((contrast) => 'strict' in contrast).map(({ id }) => id))

/** The sides that a folded question takes; words inside longer terms (new energy, New City) take none. */
export function askedSides(question: string, language: Language, tables: WordTables): Side[] {
  if (language === 'zh') return findSides(question, language)
  let masked = question
  for (const { start, end, phrase, terms } of translateEnglish(question, tables)) {
    const contrasts = terms.some(({ zh }) => findSides(zh, 'zh').length > 0)
    if (phrase.includes(' ') && !contrasts)
      masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end)
  }
  return findSides(masked, language)
}

/** Statements of the documents are asked for again and again. */
const MOST_STATEMENTS = 20_000
const sidesOfStatements = new Map<string, Side[]>()

function sidesOfStatement(text: string): readonly Side[] {
  const known = sidesOfStatements.get(text)
  if (known) return known
  if (sidesOfStatements.size >= MOST_STATEMENTS) sidesOfStatements.clear()
  const found = findSides(text, 'zh')
  sidesOfStatements.set(text, found)
  return found
}

/** The sides that a folded, lower-case text takes. */
export function findSides(text: string, language: Language): Side[] {
  return SIDES.filter(({ zh, en }) =>
    language === 'zh' ? zh.some((word) => text.includes(word)) : en.some((word) => word.test(text)),
  ).map(({ contrast, side }) => ({ contrast, side }))
}

/**
 * How well a text fits the sides asked for: +1 for each contrast on which it takes an asked side, −1 for each on which it
 * takes only the other, 0 where it is silent. A contrast of which the question takes several sides tells nothing.
 */
export function contrastAgreement(asked: readonly Side[], text: string): number {
  let sum = 0
  for (const side of asked) sum += agreement(asked, side, text)
  return sum
}

/** Whether the text speaks of another class than the one asked for (硕士 for 本科): no answer, however alike. */
export function excludes(asked: readonly Side[], text: string): boolean {
  return asked.some((side) => STRICT.has(side.contrast) && agreement(asked, side, text) < 0)
}

/** On the contrast of one of the sides asked for. */
function agreement(asked: readonly Side[], { contrast, side }: Side, text: string): number {
  if (asked.some((other) => other.contrast === contrast && other.side !== side)) return 0
  let takes = 0
  let fits = false
  for (const taken of sidesOfStatement(text)) {
    if (taken.contrast !== contrast) continue
    takes++
    fits ||= taken.side === side
  }
  return takes === 0 ? 0 : fits ? (takes === 1 ? 1 : 0.5) : -1
}
