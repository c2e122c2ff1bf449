/** Which kinds of question a text looks like that official plans do not answer, with the words that show it. */
import { englishWords } from './english-words.ts'
import type { OutOfScopeKind } from './schema.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface OutOfScopeMatch {
  readonly kind: string
  readonly scope: OutOfScopeKind['scope']
  readonly ifAbsent: boolean
  /** Patterns of the table that matched. */
  readonly patterns: readonly string[]
}

const NONE: ReadonlySet<string> = new Set()

/** Characters (Chinese) or words (English) that may stand between the parts of a pattern around `…`. */
const GAP = { zh: 12, en: 6 }

/** Kinds in the order of the table. Chinese patterns are looked up in the text, English ones word by word. */
export function findOutOfScope(text: string, tables: WordTables = defaultTables): OutOfScopeMatch[] {
  const lower = text.toLowerCase()
  const words = englishWords(text, NONE).map((word) => word.form)
  return tables.outOfScope.flatMap((kind) => {
    const patterns = [
      ...kind.zh.filter((pattern) => hasInOrder(pattern.toLowerCase().split('…'), lower)),
      ...kind.en.filter((pattern) => hasWordsInOrder(pattern.split('…').map(forms), words)),
    ]
    if (patterns.length === 0) return []
    return [{ kind: kind.kind, scope: kind.scope, ifAbsent: kind.ifAbsent ?? false, patterns }]
  })
}

function hasInOrder(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    let end = at + first.length
    const all = rest.every((part) => {
      const next = text.indexOf(part, end)
      if (next < 0 || next - end > GAP.zh) return false
      end = next + part.length
      return true
    })
    if (all) return true
  }
  return false
}

const FORMS = new Map<string, readonly string[]>()

function forms(phrase: string): readonly string[] {
  const known = FORMS.get(phrase)
  if (known) return known
  const made = englishWords(phrase, NONE).map((word) => word.form)
  FORMS.set(phrase, made)
  return made
}

function hasWordsInOrder(parts: readonly (readonly string[])[], words: readonly string[]): boolean {
  const indexFrom = (part: readonly string[], from: number) => {
    for (let i = from; i + part.length <= words.length; i++) {
      if (part.every((form, k) => words[i + k] === form)) return i
    }
    return -1
  }
  const [first = [], ...rest] = parts
  if (first.length === 0) return false
  for (let at = indexFrom(first, 0); at >= 0; at = indexFrom(first, at + 1)) {
    let end = at + first.length
    const all = rest.every((part) => {
      const next = indexFrom(part, end)
      if (next < 0 || next - end > GAP.en) return false
      end = next + part.length
      return true
    })
    if (all) return true
  }
  return false
}
