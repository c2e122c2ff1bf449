/** Which public bodies an English question names, from the table's English names and aliases. */

import { literal } from '../text/any-of.ts'
import type { BodyQuery } from './body-query.ts'
import type { Level } from './parse-body.ts'
import { type BodyTable, PLACES } from './table.ts'

const ENGLISH_KINDS = 'bureau|commission|authority|department|administration|agency|committee'
const ENGLISH_LEVELS: Readonly<Record<string, Level>> = {
  district: 'district',
  municipal: 'city',
  municipality: 'city',
  city: 'city',
  provincial: 'province',
  province: 'province',
  county: 'county',
  national: 'national',
  state: 'national',
}

interface EnglishName {
  readonly id: string
  readonly pattern: RegExp
}
const englishNames = new WeakMap<BodyTable, EnglishName[]>()

/** English names of the table, with the level and place before them; in the order of the table's rows. */
export function findEnglishBodies(text: string, table: BodyTable): BodyQuery[] {
  const found: BodyQuery[] = []
  for (const { id, pattern } of englishPatterns(table)) {
    // `matchAll` would copy each pattern before it looks.
    if (text.search(pattern) < 0) continue
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(0, match.index)
      const prefix =
        /(?:(\b[A-Z][a-z']+(?: New)?)\s+)?(?:\b(district|municipal(?:ity)?|city|provincial|province|county|national|state)(?:'s)?\s+)?$/i.exec(
          before,
        )
      const place = prefix?.[1] ? englishPlace(prefix[1]) : null
      const level = prefix?.[2]?.toLowerCase()
      const lead = place ? prefix![0].length : level ? prefix![2]!.length + 1 : 0
      const start = match.index - lead
      const end = match.index + match[0].length
      found.push({
        function: id,
        name: text.slice(start, end),
        start,
        end,
        levels: level ? [ENGLISH_LEVELS[level]!] : [],
        place,
        key: null,
      })
    }
  }
  return found
}

function englishPlace(word: string): string | null {
  const wanted = word.toLowerCase()
  for (const [chinese, english] of PLACES) if (english.toLowerCase() === wanted) return chinese
  return null
}

function englishPatterns(table: BodyTable): EnglishName[] {
  const known = englishNames.get(table)
  if (known) return known
  const patterns = table.rows.map((row) => {
    const words = [row.english, ...row.aliases, ...Object.values(row.variants ?? {})]
    const field = source(row.field)
    const phrases = [...new Set(words)].sort((a, b) => b.length - a.length).map(source)
    phrases.push(`${field} (?:${ENGLISH_KINDS})`, `(?:${ENGLISH_KINDS}|ministry) of ${field}`)
    return { id: row.id, pattern: new RegExp(`\\b(?:${phrases.join('|')})s?\\b`, 'gi') }
  })
  englishNames.set(table, patterns)
  return patterns
}

function source(phrase: string): string {
  return literal(phrase).replace(/ (?:and|&) /g, ' (?:and|&) ')
}
