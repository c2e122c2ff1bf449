/** Which kinds of question a text looks like that official plans do not answer, with the words that show it. */
import { englishWords } from './english-words.ts'
import { phrasesAt } from './phrases.ts'
import type { OutOfScopeKind } from './schema.ts'
import { defaultTables, NONE, type OutOfScopePattern, type WordTables } from './tables.ts'

export interface OutOfScopeMatch {
  readonly kind: string
  readonly scope: OutOfScopeKind['scope']
  readonly ifAbsent: boolean
  /** Patterns of the table that matched. */
  readonly patterns: readonly string[]
}

/** Characters (Chinese) or words (English) that may stand between the parts of a pattern around `…`. */
const GAP = { zh: 12, en: 6 }

/** Kinds in the order of the table. Chinese patterns are looked up in the text, English ones word by word. */
export function findOutOfScope(text: string, tables: WordTables = defaultTables()): OutOfScopeMatch[] {
  const lower = text.toLowerCase()
  const matched = new Map<OutOfScopeKind, string[]>()
  const note = ({ kind, pattern }: Pick<OutOfScopePattern, 'kind' | 'pattern'>) => {
    const patterns = matched.get(kind)
    if (!patterns) matched.set(kind, [pattern])
    else if (!patterns.includes(pattern)) patterns.push(pattern)
  }
  for (let i = 0; i < lower.length; i++) {
    for (const { end, values } of phrasesAt(tables.outOfScope.chinese, lower, i)) {
      for (const pattern of values) if (follows(pattern.rest, lower, end)) note(pattern)
    }
  }
  const words = englishWords(text, NONE).map((word) => word.form)
  words.forEach((word, i) => {
    for (const pattern of tables.outOfScope.english.get(word) ?? []) {
      if (wordsFollow([pattern.first, ...pattern.rest], words, i)) note(pattern)
    }
  })
  return [...matched]
    .sort(([a], [b]) => tables.outOfScope.kinds.indexOf(a) - tables.outOfScope.kinds.indexOf(b))
    .map(([{ kind, scope, ifAbsent }, patterns]) => ({ kind, scope, ifAbsent: ifAbsent ?? false, patterns }))
}

/** Whether the parts come in order, each within the gap after the one before. */
function follows(parts: readonly string[], text: string, from: number): boolean {
  let end = from
  for (const part of parts) {
    const next = text.indexOf(part, end)
    if (next < 0 || next - end > GAP.zh) return false
    end = next + part.length
  }
  return true
}

function wordsFollow(parts: readonly (readonly string[])[], words: readonly string[], from: number): boolean {
  let end = from
  for (const [n, part] of parts.entries()) {
    const last = n === 0 ? from : Math.min(end + GAP.en, words.length - part.length)
    let at = end
    while (at <= last && !part.every((form, k) => words[at + k] === form)) at++
    if (at > last) return false
    end = at + part.length
  }
  return true
}
