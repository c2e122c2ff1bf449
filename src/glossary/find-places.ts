/** Places that a text names, Chinese or English, from the gazetteer. */
import { findPhrases, standsAlone } from './phrases.ts'
import type { Place } from './schema.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface PlaceMention {
  readonly start: number
  readonly end: number
  readonly name: string
  /** More than one where a name is shared (朝阳, Suzhou). */
  readonly places: readonly Place[]
}

/** After a short name these make it part of another name: a street, a university, a clock. */
const NOT_A_PLACE = /^(?:银山|[东西南北中]?[一二三]?路|大街|大道|街道|时间|大学|站|话|菜|方言)/

/** Mentions in order; full names before short ones; text in simplified characters. */
export function findPlaces(text: string, tables: WordTables = defaultTables()): PlaceMention[] {
  const chinese = findPhrases(
    tables.places,
    text,
    ({ phrase, end, values }) =>
      values.some((place) => place.zh === phrase) || !NOT_A_PLACE.test(text.slice(end, end + 4)),
  )
  const lower = text.toLowerCase()
  const english = findPhrases(tables.englishPlaces, lower, ({ start, end }) => standsAlone(lower, start, end))
  return [...chinese, ...english]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, values }) => ({ start, end, name: text.slice(start, end), places: values }))
}
