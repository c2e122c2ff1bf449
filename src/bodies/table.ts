/** The table of public bodies by administrative function, and its lookup by printed form, from `src/data/bodies.json`. */
import { z } from 'zod'
import builtIn from '../data/bodies.json' with { type: 'json' }
import gazetteer from '../data/places.json' with { type: 'json' }

const text = z.string().min(1)

/** One administrative function. Printed names are `level + stem + suffix` (区|生态环境|局) or a complete name (区|经委). */
export const bodyRowSchema = z.strictObject({
  id: text,
  stems: z.array(text),
  names: z.array(text),
  /** Former and colloquial names, complete: 环保局, 警察. */
  former: z.array(text),
  /** Words that mean the body only in the frame of a question for it: 找环保, 公安那边. */
  bare: z.array(text),
  /** English name of the bureau, commission or office, without its level. */
  english: text,
  /** English name of the field, for 厅, 部 and 部门: Department of …, Ministry of …. */
  field: text,
  aliases: z.array(text),
  /** English by stem or by stem and suffix where it differs from `english`. */
  variants: z.record(text, text).optional(),
})

export const bodyTableSchema = z.strictObject({
  source: text,
  suffixes: z.array(text),
  /** Collective bodies printed as such, with their English. */
  collective: z.record(text, text),
  rows: z.array(bodyRowSchema),
})

/** What a corpus may add: rows (merged by id) and names. */
export const bodyTableExtraSchema = bodyTableSchema.partial({
  suffixes: true,
  collective: true,
})

export type BodyRow = z.infer<typeof bodyRowSchema>
export type BodyTable = z.infer<typeof bodyTableSchema>
export type BodyTableExtra = z.infer<typeof bodyTableExtraSchema>

/** English by Chinese place name, with and without its level: 嘉定, 浦东, 浦东新. */
export const PLACES: ReadonlyMap<string, string> = new Map(
  gazetteer.places.flatMap(({ zh, short, en }) => {
    if (en.length === 0) return []
    const english = en.reduce((shortest, name) => (name.length < shortest.length ? name : shortest))
    const bare = zh.replace(/(?:省|市|区|县|[\u4e00-\u9fff]*自治[区州县])$/, '')
    return [...(short ?? []), bare].filter((name) => name.length > 1).map((name) => [name, english] as const)
  }),
)

export const BODY_TABLE: BodyTable = builtIn

/** A printed form (生态环境局, 经委) and the row that it names. */
export interface BodyForm {
  readonly row: BodyRow
  readonly stem: string
  readonly suffix: string
}

export interface BodyLookup {
  readonly forms: ReadonlyMap<string, BodyForm>
  /** Stems and bare words, which name a body only inside a list of bodies. */
  readonly stems: ReadonlyMap<string, BodyForm>
  readonly longest: number
  /** Lengths of the forms and stems that begin with a character, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
  /** Last characters of all forms: a cheap way to tell that a word is none. */
  readonly lastCharacters: ReadonlySet<string>
}

const lookups = new WeakMap<BodyTable, BodyLookup>()

/** Lookup of a table, built once per table. */
export function bodyLookup(table: BodyTable): BodyLookup {
  const known = lookups.get(table)
  if (known) return known
  const forms = new Map<string, BodyForm>()
  const stems = new Map<string, BodyForm>()
  const add = (map: Map<string, BodyForm>, form: string, value: BodyForm) => {
    if (!map.has(form)) map.set(form, value)
  }
  for (const row of table.rows) {
    for (const name of [...row.names, ...row.former]) {
      add(forms, name, { row, stem: name, suffix: '' })
    }
  }
  for (const row of table.rows) {
    for (const stem of row.stems) {
      for (const suffix of table.suffixes) {
        add(forms, stem + suffix, { row, stem, suffix })
      }
      add(stems, stem, { row, stem, suffix: '' })
    }
    for (const word of row.bare) add(stems, word, { row, stem: word, suffix: '' })
  }
  const longest = Math.max(...[...forms.keys()].map((form) => form.length))
  const lastCharacters = new Set([...forms.keys()].map((form) => form.at(-1)!))
  const lengths = lengthsByStart([...forms.keys(), ...stems.keys()])
  const lookup = { forms, stems, longest, lengths, lastCharacters }
  lookups.set(table, lookup)
  return lookup
}

/** Lengths that occur among the words that begin with a character, longest first; single characters are left out. */
export function lengthsByStart(words: readonly string[]): Map<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const { length, 0: first } of words) {
    if (length < 2) continue
    const known = lengths.get(first!)
    if (known) known.add(length)
    else lengths.set(first!, new Set([length]))
  }
  return new Map([...lengths].map(([first, known]) => [first, [...known].sort((a, b) => b - a)]))
}

/** `base` with a corpus's own rows: a row of a known id adds its names and wins with its English. */
export function mergeBodyTables(base: BodyTable, extra: BodyTableExtra): BodyTable {
  const rows = new Map(base.rows.map((row) => [row.id, row]))
  for (const row of extra.rows) {
    const old = rows.get(row.id)
    rows.set(row.id, old ? mergeRows(old, row) : row)
  }
  return {
    source: `${base.source} ${extra.source}`,
    suffixes: [...new Set([...base.suffixes, ...(extra.suffixes ?? [])])],
    collective: { ...base.collective, ...extra.collective },
    rows: [...rows.values()],
  }
}

function mergeRows(old: BodyRow, row: BodyRow): BodyRow {
  return {
    ...row,
    stems: [...old.stems, ...row.stems],
    names: [...old.names, ...row.names],
    former: [...old.former, ...row.former],
    bare: [...old.bare, ...row.bare],
    aliases: [...old.aliases, ...row.aliases],
    variants: { ...old.variants, ...row.variants },
  }
}

/** Both widths and all white space look alike. */
export function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '')
}
