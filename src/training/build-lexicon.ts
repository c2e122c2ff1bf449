/** The English → Chinese table: IBM Model 1 over the parallel pairs, then CC-CEDICT and GEMET glosses. */
import type { Prepared } from './prepare.ts'
import { readLexicons } from './sources.ts'
import { SUBWORD_SCORE } from './vocabulary.ts'

const LONGEST_PHRASE = 4
const MOST_TRANSLATIONS = 8
/** Dictionary translations beside those that the pairs show. */
const MOST_FROM_DICTIONARY = 3
const LONGEST_TERM = 12

/** Lines `phrase TAB translations`, in the order of the phrases. */
export function buildLexicon(data: string, { vocabulary, toChinese }: Prepared): string {
  const { pieces, scores } = vocabulary
  const scoreOf = new Map(pieces.map((piece, id) => [piece, scores[id]!]))
  const table = new Map<string, string[]>()
  pieces.forEach((piece, id) => {
    if (!/^[a-z]{2,}$/.test(piece) || scores[id] === SUBWORD_SCORE) return
    const terms: string[] = []
    for (let p = toChinese.offsets[id]!; p < toChinese.offsets[id + 1]!; p++) {
      const term = pieces[toChinese.targets[p]!]!
      if (/^[\u3400-\u9fff]+$/.test(term)) terms.push(term)
    }
    if (terms.length) table.set(piece, terms)
  })
  for (const [phrase, terms] of dictionary(data)) {
    const known = table.get(phrase) ?? []
    const ranked = [...terms]
      .filter((term) => !known.includes(term))
      .sort((a, b) => (scoreOf.get(b) ?? -99) - (scoreOf.get(a) ?? -99) || (a < b ? -1 : 1))
    const room = known.length ? MOST_FROM_DICTIONARY : MOST_TRANSLATIONS
    // A single character out of context means too much; the pairs vouch for those that are wanted.
    const fresh = ranked.filter((term) => term.length > 1 && (known.length === 0 || scoreOf.has(term)))
    const all = [...known, ...fresh.slice(0, room)].slice(0, MOST_TRANSLATIONS)
    if (all.length) table.set(phrase, all)
  }
  return [...table]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([phrase, terms]) => `${phrase}\t${terms.join(' ')}\n`)
    .join('')
}

function dictionary(data: string): Map<string, Set<string>> {
  const entries = new Map<string, Set<string>>()
  for (const { zh, en } of readLexicons(data)) {
    for (const gloss of en) {
      const words = gloss.replace(/^(?:to|a|an|the) /, '').match(/[a-z]+/g) ?? []
      // Figures, initials and explanations are no phrases that a question would hold.
      if (words.length === 0 || words.length > LONGEST_PHRASE || /[^a-z '-]/.test(gloss)) continue
      const phrase = words.join(' ')
      const terms = entries.get(phrase) ?? new Set()
      entries.set(phrase, terms)
      for (const term of zh)
        if (/^[\u3400-\u9fff]+$/.test(term) && term.length <= LONGEST_TERM) terms.add(term)
    }
  }
  return entries
}
