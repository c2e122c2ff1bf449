/** The word tables prepared for matching: the default ones from `src/data`, or those with rows that a corpus adds. */
import colloquialData from '../data/colloquial.json' with { type: 'json' }
import confusablesData from '../data/confusables.json' with { type: 'json' }
import glossaryData from '../data/glossary.json' with { type: 'json' }
import outOfScopeData from '../data/out-of-scope.json' with { type: 'json' }
import placesData from '../data/places.json' with { type: 'json' }
import stopwordsData from '../data/stopwords.json' with { type: 'json' }
import typosData from '../data/typos.json' with { type: 'json' }
import { englishForm, englishWords } from './english-words.ts'
import { type PhraseTable, phraseTable } from './phrases.ts'
import type { ColloquialRow, GlossaryEntry, OutOfScopeKind, Place, Relation } from './schema.ts'

/** A Chinese term that an English phrase may stand for. */
export interface TermWeight {
  readonly zh: string
  /** 1 for the preferred rendering of the term, less for looser words. */
  readonly weight: number
  readonly relation: Relation
}

/** A pattern of a kind, cut at `…`; English parts are lists of word forms. */
export interface OutOfScopePattern<Part = string | readonly string[]> {
  readonly kind: OutOfScopeKind
  readonly pattern: string
  readonly first: Part
  readonly rest: readonly Part[]
}

export interface OutOfScopeTable {
  readonly kinds: readonly OutOfScopeKind[]
  /** By the first part of the pattern. */
  readonly chinese: PhraseTable<OutOfScopePattern<string>>
  /** By the first word of the pattern. */
  readonly english: ReadonlyMap<string, readonly OutOfScopePattern<readonly string[]>[]>
}

export interface WordTables {
  readonly colloquial: PhraseTable<ColloquialRow>
  readonly glossary: PhraseTable<GlossaryEntry>
  /** Terms by `englishKey` of the phrase. */
  readonly english: ReadonlyMap<string, readonly TermWeight[]>
  /** Words of the longest English phrase. */
  readonly longestEnglish: number
  /** Forms of words that mean nothing alone (must, about), though phrases may hold them. */
  readonly englishStopwords: ReadonlySet<string>
  readonly places: PhraseTable<Place>
  readonly englishPlaces: PhraseTable<Place>
  readonly outOfScope: OutOfScopeTable
  readonly typos: PhraseTable<string>
  /** Groups of characters that sound or look alike, by character. */
  readonly confusables: ReadonlyMap<string, readonly string[]>
}

export interface TableRows {
  readonly glossary?: readonly GlossaryEntry[]
  readonly chinese?: readonly ColloquialRow[]
  readonly english?: readonly ColloquialRow[]
  readonly places?: readonly Place[]
  readonly outOfScope?: readonly OutOfScopeKind[]
  readonly typos?: readonly { readonly wrong: string; readonly right: string }[]
}

/** The default tables with `extra` rows; an extra glossary entry replaces the default one for the same term. */
export function wordTables(extra: TableRows = {}): WordTables {
  const replaced = new Set(extra.glossary?.map((entry) => entry.zh))
  const entries = [
    ...(glossaryData.entries as GlossaryEntry[]).filter((entry) => !replaced.has(entry.zh)),
    ...(extra.glossary ?? []),
  ]
  const places = [...(placesData.places as Place[]), ...(extra.places ?? [])]
  const english = englishTerms(entries, [
    ...(colloquialData.english as ColloquialRow[]),
    ...(extra.english ?? []),
  ])
  return {
    colloquial: phraseTable(
      [...(colloquialData.chinese as ColloquialRow[]), ...(extra.chinese ?? [])].flatMap((row) =>
        row.say.map((say) => [say.toLowerCase(), row] as const),
      ),
    ),
    glossary: phraseTable(entries.map((entry) => [entry.zh.toLowerCase(), entry] as const)),
    english: english.terms,
    longestEnglish: english.longest,
    englishStopwords: new Set(Object.values(stopwordsData.en).flat().map(englishForm)),
    places: phraseTable(
      places.flatMap((place) => [place.zh, ...(place.short ?? [])].map((name) => [name, place])),
    ),
    englishPlaces: phraseTable(
      places.flatMap((place) => place.en.map((name) => [name.toLowerCase(), place])),
    ),
    outOfScope: outOfScopeTable([...(outOfScopeData.kinds as OutOfScopeKind[]), ...(extra.outOfScope ?? [])]),
    typos: phraseTable([...typosData.typos, ...(extra.typos ?? [])].map((typo) => [typo.wrong, typo.right])),
    confusables: confusables([...confusablesData.sound, ...confusablesData.shape]),
  }
}

/** Renderings after the first are a little looser; a class (hypernym) is looser than the thing itself. */
const SYNONYM_WEIGHT = 0.9
/** Everyday words (field `word`) occur everywhere and tell little. */
const WORD_FACTOR = 0.5
const HYPERNYM_WEIGHT = 0.7

function englishTerms(
  entries: readonly GlossaryEntry[],
  rows: readonly ColloquialRow[],
): { terms: Map<string, TermWeight[]>; longest: number } {
  const terms = new Map<string, TermWeight[]>()
  let longest = 1
  const add = (phrase: string, term: TermWeight) => {
    const words = englishWords(phrase)
    const key = words.map((word) => word.form).join('')
    longest = Math.max(longest, words.length)
    const known = terms.get(key)
    if (!known) terms.set(key, [term])
    else if (!known.some(({ zh }) => zh === term.zh)) known.push(term)
  }
  for (const { zh, en, field } of entries) {
    const factor = field === 'word' ? WORD_FACTOR : 1
    en.forEach((phrase, i) => {
      add(phrase, { zh, weight: factor * (i === 0 ? 1 : SYNONYM_WEIGHT), relation: 'synonym' })
    })
  }
  for (const { say, means, relation } of rows) {
    const weight = relation === 'hypernym' ? HYPERNYM_WEIGHT : SYNONYM_WEIGHT
    for (const phrase of say) for (const zh of means) add(phrase, { zh, weight, relation })
  }
  return { terms, longest }
}

/** No word is left out where a pattern is compared word by word. */
export const NONE: ReadonlySet<string> = new Set()

function outOfScopeTable(kinds: readonly OutOfScopeKind[]): OutOfScopeTable {
  const english = new Map<string, OutOfScopePattern<readonly string[]>[]>()
  const chinese: [string, OutOfScopePattern<string>][] = []
  for (const kind of kinds) {
    for (const pattern of kind.zh) {
      const [first = '', ...rest] = pattern.toLowerCase().split('…')
      chinese.push([first, { kind, pattern, first, rest }])
    }
    for (const pattern of kind.en) {
      const [first = [], ...rest] = pattern
        .split('…')
        .map((part) => englishWords(part, NONE).map((word) => word.form))
      const word = first[0] ?? ''
      const known = english.get(word) ?? []
      known.push({ kind, pattern, first, rest })
      english.set(word, known)
    }
  }
  return { kinds, chinese: phraseTable(chinese), english }
}

function confusables(groups: readonly string[]): Map<string, string[]> {
  const byCharacter = new Map<string, string[]>()
  for (const group of groups) {
    for (const character of group) {
      const known = byCharacter.get(character)
      if (known) known.push(group)
      else byCharacter.set(character, [group])
    }
  }
  return byCharacter
}

let built: WordTables | undefined

/** The tables of the project alone, built at the first call: a corpus with rows of its own needs them never. */
export function defaultTables(): WordTables {
  built ??= wordTables()
  return built
}
