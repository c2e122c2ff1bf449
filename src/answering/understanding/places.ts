/** Places that a question names, from the gazetteer, and whether evidence speaks of them. */
import gazetteer from '../../data/places.json' with { type: 'json' }
import type { Span } from '../../domain/span.ts'
import { anyOf } from '../../text/any-of.ts'

export interface AskedPlace {
  readonly surface: string
  /** Chinese names without 省, 市, 区, 县; several where a name is shared. */
  readonly names: readonly string[]
}

/** The name without its level; 朝阳区's last character is no part of its name, 沙市's is. */
const bareName = (name: string) =>
  name.length > 2 ? name.replace(/(?:特别行政区|[\u4e00-\u9fff]*自治[区州县]|地区|[省市区县盟])$/, '') : name

/** Spelling as asked, lower case → Chinese names. */
const NAMES = new Map<string, Set<string>>()
for (const { zh, short, en } of gazetteer.places) {
  const names = [...(short ?? []), bareName(zh)].filter((name) => name.length > 1)
  for (const spelling of [zh, ...names, ...en.map((name) => name.toLowerCase())]) {
    const known = NAMES.get(spelling) ?? new Set()
    for (const name of names) known.add(name)
    NAMES.set(spelling, known)
  }
}
/** After a short name these make it part of another name: a street, a university, a clock. */
const NOT_A_PLACE = '(?!银山|[东西南北中]?[一二三]?路|大街|大道|街道|时间|大学|站|话|菜|方言)'
const HAN = [...NAMES.keys()].filter((name) => /\p{Script=Han}/u.test(name))
const LATIN = [...NAMES.keys()].filter((name) => /^[a-z]/.test(name))
const PLACE = new RegExp(`(?:${anyOf(HAN)})${NOT_A_PLACE}|\\b(?:${anyOf(LATIN)})\\b`, 'g')

/** Places in the order of the folded question; those inside `within` (names of bodies) are part of other names. */
export function findPlaces(folded: string, within: readonly Span[]): AskedPlace[] {
  return [...folded.matchAll(PLACE)]
    .filter(({ index }) => !within.some(({ start, end }) => start <= index && index < end))
    .map(([surface]) => ({ surface, names: [...NAMES.get(surface)!] }))
}
