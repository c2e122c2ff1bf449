/** Which public bodies a question names, in Chinese or English, from the table of bodies and a document's own names. */
import type { Language } from '../domain/answer.ts'
import type { DocumentBody } from './bodies-of-document.ts'
import type { BodyQuery } from './body-query.ts'
import { findEnglishBodies } from './find-english-bodies.ts'
import { levelsOf } from './parse-body.ts'
import {
  BODY_TABLE,
  type BodyForm,
  type BodyLookup,
  type BodyTable,
  bodyLookup,
  lengthsByStart,
  PLACES,
} from './table.ts'

export type { BodyQuery }

export interface FindBodiesOptions {
  readonly table?: BodyTable
  /** Bodies of the document asked about: its own names (安亭镇, 国际汽车城公司) are found too. */
  readonly documentBodies?: readonly DocumentBody[]
}

/** A character that shows that the last one of a match began another word: 经委|托, 交通局|域网, 建设部|署. */
const NOT_A_BODY = /局[域部面势限]|委[托员派任]|部[分署位件队]|办[理法公事学证案]|厅[局]|署[名]/
/** Names too general to mean a body unless a level or place stands before them. */
const GENERAL = /^(?:镇|乡|街道|政府|人民政府|办公厅|办公室|乡镇|镇里|街道里|改革委|.*办公室)$/
const FRAME_BEFORE = /(?:找|归|问|由|属于|属|还是|跟|和|与|及|、)$/
const FRAME_AFTER =
  /^(?:那边|这边|方面|口子|口的|的人|来管|管|负责|还是|吗|呢|也|要不要|参不参与|参与|有没有|有任务|牵头)/
const LEVEL_BEFORE =
  /(?:各|有关|相关|本|咱们|我们)?(?:(?:省|市|区|县|州|盟|旗|镇|乡|街道|国家|国务院|中央|全国|自治区)[、和]?)+(?:级|两级)?的?委?$/

/** Bodies in the order of the question; of overlapping ones the first and longest. */
export function findBodies(text: string, language: Language, options: FindBodiesOptions = {}): BodyQuery[] {
  const table = options.table ?? BODY_TABLE
  const own = ownNames(text, options.documentBodies ?? [])
  const found = language === 'en' ? findEnglishBodies(text, table) : chineseBodies(text, table)
  const all = [...own, ...found, ...(language === 'en' ? chineseBodies(text, table) : [])]
  all.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: BodyQuery[] = []
  for (const query of all) {
    const last = kept.at(-1)
    if (!last || query.start >= last.end) kept.push(query)
    else if (query.end - query.start > last.end - last.start && query.end > last.end) {
      kept[kept.length - 1] = query
    }
  }
  return kept
}

function chineseBodies(text: string, table: BodyTable): BodyQuery[] {
  const lookup = bodyLookup(table)
  const { forms, stems } = lookup
  const found: BodyQuery[] = []
  for (let start = 0; start < text.length; ) {
    const end = longestForm(text, start, lookup)
    if (end === start) {
      start++
      continue
    }
    const word = text.slice(start, end)
    const form = (forms.get(word) ?? stems.get(word))!
    const query = chineseQuery(text, start, end, form)
    if (query) found.push(query)
    start = query ? end : start + 1
  }
  return found
}

function longestForm(text: string, start: number, { forms, stems, lengths }: BodyLookup): number {
  for (const length of lengths.get(text[start]!) ?? []) {
    const end = start + length
    if (end > text.length) continue
    const word = text.slice(start, end)
    if (forms.has(word) && !NOT_A_BODY.test(text.slice(end - 1, end + 1))) return end
    const bare = stems.get(word)
    if (!bare?.row.bare.includes(word)) continue
    const before = text.slice(Math.max(0, start - 3), start)
    const after = text.slice(end, end + 4)
    if (/找$|归$/.test(before) || FRAME_AFTER.test(after)) {
      // Both sides must fit: 找环保还是 and 公安那边 do, 加强环保管理 and 卫生管理 do not.
      const opens = start === 0 || FRAME_BEFORE.test(before) || !/[\u4e00-\u9fff]$/.test(before)
      if (opens || /^(?:那边|这边|口子)/.test(after)) return end
    }
  }
  return start
}

function chineseQuery(text: string, start: number, end: number, form: BodyForm): BodyQuery | null {
  const before = text.slice(Math.max(0, start - 14), start)
  const level = LEVEL_BEFORE.exec(before)?.[0] ?? ''
  const place = placeBefore(before.slice(0, before.length - level.length), level)
  const bare = form.row.bare.includes(form.stem) && form.suffix === ''
  const from = start - level.length - (place?.length ?? 0)
  if (!level && !place && GENERAL.test(form.stem + form.suffix)) return null
  return {
    function: form.row.id,
    name: text.slice(bare ? start : from, end),
    start: bare ? start : from,
    end,
    levels: levelsOf(level),
    place: place?.replace(/[省市区县]$/, '') ?? null,
    key: null,
  }
}

/** Words after which a place may begin; what they end is not part of its name. */
const PLACE_OPENS =
  /^.*(?:请问|想问|咱们|我们|你们|他们|这个|那个|哪个|知道|告诉|什么|本|全|在|找|和|与|跟|由|归|的|是|到|问|向|我|给|被|对|让|各|吗|呢|看|查|省|市)/

/** Place just before a level (嘉定|区, 浦东新|区) or before the body itself (青浦|邮政管理局). */
function placeBefore(before: string, level: string): string | null {
  for (let length = 5; length >= 2; length--) {
    const word = before.slice(-length)
    if (word.length === length && PLACES.has(word.replace(/[省市区县]$/, ''))) return word
  }
  if (!/^(?:区|县|市|省)/.test(level)) return null
  const rest = (/[\u4e00-\u9fff]*$/.exec(before)?.[0] ?? '').replace(PLACE_OPENS, '')
  return rest.length >= 2 && rest.length <= 4 ? rest : null
}

/** The document's own names in a question, with or without parentheses and level: 汽车城集团公司, 安亭镇. */
function ownNames(text: string, bodies: readonly DocumentBody[]): BodyQuery[] {
  const found: BodyQuery[] = []
  const { owners, lengths } = ownLookup(bodies)
  const named = new Set<number>()
  for (let start = 0; start < text.length; start++) {
    for (const length of lengths.get(text[start]!) ?? []) {
      for (const owner of owners.get(text.slice(start, start + length)) ?? []) named.add(owner)
    }
  }
  for (const at of [...named].sort((a, b) => a - b)) {
    const body = bodies[at]!
    for (const name of ownForms(body)) {
      const start = text.indexOf(name)
      if (start < 0) continue
      found.push({
        function: body.function,
        name,
        start,
        end: start + name.length,
        levels: body.levels,
        place: body.place,
        key: body.key,
      })
      break
    }
  }
  return found
}

interface OwnLookup {
  /** Positions of the bodies that are called so. */
  readonly owners: ReadonlyMap<string, readonly number[]>
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

const ownLookups = new WeakMap<readonly DocumentBody[], OwnLookup>()

/** Built once for the bodies of a library, which may be some ten thousand; those that the table finds are left out. */
function ownLookup(bodies: readonly DocumentBody[]): OwnLookup {
  const known = ownLookups.get(bodies)
  if (known) return known
  const owners = new Map<string, number[]>()
  for (const [at, body] of bodies.entries()) {
    if (body.function !== null && body.place === null) continue
    for (const name of ownForms(body)) {
      const others = owners.get(name)
      if (others) others.push(at)
      else owners.set(name, [at])
    }
  }
  const lookup = { owners, lengths: lengthsByStart([...owners.keys()]) }
  ownLookups.set(bodies, lookup)
  return lookup
}

function ownForms(body: DocumentBody): string[] {
  const forms = new Set<string>()
  for (const printed of body.names) {
    const plain = printed.replace(/[()（）]/g, '')
    for (const form of [printed, plain, printed.replace(/[(（].*?[)）]/g, '')]) {
      forms.add(form)
      forms.add(form.replace(/(?:集团)?有限公司$|公司$/, ''))
    }
  }
  return [...forms].filter((form) => form.length >= 3).sort((a, b) => b.length - a.length)
}
