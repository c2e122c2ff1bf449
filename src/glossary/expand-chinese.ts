/** What documents write for what a Chinese question says, from the colloquial table. */
import { phrasesAt, standsAlone } from './phrases.ts'
import type { Relation } from './schema.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface Expansion {
  readonly start: number
  readonly end: number
  readonly said: string
  /** Official terms, nearest first. */
  readonly means: readonly string[]
  readonly relation: Relation
}

/**
 * Expansions in a question in simplified characters, left to right. A longer saying hides the shorter ones in it, and
 * so does a longer official term: 加氢站 is not the saying 加氢.
 */
export function expandChinese(question: string, tables: WordTables = defaultTables()): Expansion[] {
  const text = question.toLowerCase()
  const found: Expansion[] = []
  for (let i = 0; i < text.length; ) {
    const said = phrasesAt(tables.colloquial, text, i).find(({ start, end }) => standsAlone(text, start, end))
    const official = phrasesAt(tables.glossary, text, i)[0]
    if (said && said.end >= (official?.end ?? 0)) {
      for (const { means, relation } of said.values) {
        found.push({ start: i, end: said.end, said: question.slice(i, said.end), means, relation })
      }
      i = said.end
    } else i = official && official.end > i + 1 ? official.end : i + 1
  }
  return found
}
