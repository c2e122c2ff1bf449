/** Finds responsible bodies that a translation does not name as the table of bodies does. */
import { englishBodyName } from '../bodies/english-name.ts'
import { findBodies } from '../bodies/find-bodies.ts'
import type { BodyTable } from '../bodies/table.ts'
import { sentencesOf } from '../parse/sentences.ts'

/** Lists of who is responsible alone: elsewhere another word, such as “the district”, may be good English. */
export function misnamedBodies(
  chinese: string,
  english: string,
  table: BodyTable,
): { readonly printed: string; readonly official: string }[] {
  const said = english.replaceAll('’', "'").toLowerCase()
  const lists = sentencesOf(chinese, { start: 0, end: chinese.length }, [])
    .filter(({ kind }) => kind === 'responsibility')
    .map(({ span }) => chinese.slice(span.start, span.end))
  const names = new Set(lists.flatMap((list) => findBodies(list, 'zh', { table }).map(({ name }) => name)))
  return [...names].flatMap((printed) => {
    const official = englishBodyName(printed, table)?.replaceAll('’', "'")
    return official === undefined || said.includes(official.toLowerCase()) ? [] : [{ printed, official }]
  })
}
