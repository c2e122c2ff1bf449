/** Gives the records of a library's registers that a filter keeps, in document and text order. */

import { bodiesOfDocument } from '../bodies/bodies-of-document.ts'
import { findBodies } from '../bodies/find-bodies.ts'
import { matchBody } from '../bodies/match-body.ts'
import type { Located, Obligation, Responsibility, Target } from '../domain/facts.ts'
import { inPassing, type Library, type ReadDocument, recordCounts } from '../domain/library.ts'
import { contains } from '../domain/span.ts'
import { fold, foldedWords, holdsWord } from './folded-words.ts'

export interface FactFilter {
  /** Document id. */
  readonly document?: string | undefined
  /** A body as printed or as people say it (环保局, Water Authority), or a part of its name. */
  readonly body?: string | undefined
  readonly year?: number | undefined
  /** Words that must all stand in the record or its headings. */
  readonly q?: string | undefined
  readonly modality?: Obligation['modality'] | undefined
  readonly addressee?: Obligation['addressee'] | undefined
}

/** Records that are read as they are asked for: a country's laws have 100,000, which need not all be in memory. */
export interface Selection<T> extends Iterable<T> {
  /** Records from `offset` on, at most `limit`, one by one; gives back the number of all. */
  read(offset: number, limit: number): Generator<T, number>
  /** The same as a list. */
  page(offset: number, limit: number): { readonly total: number; readonly records: readonly T[] }
}

/** A target belongs to the bodies that are responsible for the text it stands in. */
export function selectTargets(library: Library, filter: FactFilter): Selection<Target> {
  return select(library, filter, 'targets', {
    records: ({ facts }) => facts.targets,
    text: (target) => [target.subject, target.scope ?? '', target.deadline ?? ''],
    year: (target, year) => target.year === year,
    body: (target, isBody, { facts }) =>
      facts.responsibilities.some((each) => contains(each.scope, target) && names(each, isBody)),
  })
}

export function selectResponsibilities(library: Library, filter: FactFilter): Selection<Responsibility> {
  return select(library, filter, 'responsibilities', {
    records: ({ facts }) => facts.responsibilities,
    text: (each, { source }) => [source.text.slice(each.scope.start, each.scope.end)],
    year: (each, year, { source }) =>
      source.text.slice(each.scope.start, each.scope.end).includes(String(year)),
    body: names,
  })
}

export function selectObligations(library: Library, filter: FactFilter): Selection<Obligation> {
  const { modality, addressee } = filter
  return select(library, filter, 'obligations', {
    records: ({ facts }) =>
      modality === undefined && addressee === undefined
        ? facts.obligations
        : facts.obligations.filter(
            (each) =>
              (modality === undefined || each.modality === modality) &&
              (addressee === undefined || each.addressee === addressee),
          ),
    text: (each) => [each.actor ?? '', each.action],
    year: (each, year) => each.quote.includes(String(year)),
    body: (each, isBody, { facts }) =>
      (each.actor !== null && isBody(each.actor)) ||
      facts.responsibilities.some((other) => contains(other.scope, each) && names(other, isBody)),
  })
}

type IsBody = (name: string) => boolean

interface Register<T> {
  readonly records: (document: ReadDocument) => readonly T[]
  /** Text beside quotation and headings in which words are looked for. */
  readonly text: (record: T, document: ReadDocument) => readonly string[]
  readonly year: (record: T, year: number, document: ReadDocument) => boolean
  readonly body: (record: T, isBody: IsBody, document: ReadDocument) => boolean
}

type Kind = 'targets' | 'responsibilities' | 'obligations'

function select<T extends Located>(
  library: Library,
  filter: FactFilter,
  kind: Kind,
  register: Register<T>,
): Selection<T> {
  const kept = () => keptRecords(library, filter, kind, register)
  const { document, ...rest } = filter
  const unfiltered = Object.values(rest).every((value) => value === undefined)
  const read = (offset: number, limit: number) =>
    unfiltered && document === undefined
      ? readCounted(library, kind, register.records, offset, limit)
      : readKept(kept(), offset, limit)
  return { [Symbol.iterator]: kept, read, page: (offset, limit) => listed(read(offset, limit)) }
}

function listed<T>(records: Generator<T, number>): { total: number; records: readonly T[] } {
  const list: T[] = []
  let next = records.next()
  for (; !next.done; next = records.next()) list.push(next.value)
  return { total: next.value, records: list }
}

/** Of all records: the counts tell where a page begins, so that no other record is read. */
function* readCounted<T>(
  library: Library,
  kind: Kind,
  recordsOf: (document: ReadDocument) => readonly T[],
  offset: number,
  limit: number,
): Generator<T, number> {
  let given = 0
  let total = 0
  for (const document of inPassing(library)) {
    const from = Math.max(0, offset - total)
    const count = recordCounts(library, document)[kind]
    if (from < count && given < limit) {
      const records = recordsOf(document).slice(from, from + limit - given)
      given += records.length
      yield* records
    }
    total += count
  }
  return total
}

function* readKept<T>(kept: Iterable<T>, offset: number, limit: number): Generator<T, number> {
  let total = 0
  for (const record of kept) {
    if (total >= offset && total < offset + limit) yield record
    total++
  }
  return total
}

function* keptRecords<T extends Located>(
  library: Library,
  filter: FactFilter,
  kind: Kind,
  register: Register<T>,
): Generator<T> {
  const words = foldedWords(filter.q ?? '')
  for (const document of documentsOf(library, filter.document)) {
    if (recordCounts(library, document)[kind] === 0) continue
    const isBody = filter.body === undefined ? null : bodyTest(document, filter.body)
    for (const record of register.records(document)) {
      if (filter.year !== undefined && !register.year(record, filter.year, document)) continue
      if (isBody && !register.body(record, isBody, document)) continue
      const texts = words.length > 0 ? [record.quote, ...register.text(record, document)] : []
      const missing = words.filter((word) => !texts.some((text) => holdsWord(text, word)))
      if (missing.length > 0 && !headingsHold(library, record, document, missing)) continue
      yield record
    }
  }
}

function documentsOf(library: Library, id: string | undefined): Iterable<ReadDocument> {
  if (id === undefined) return inPassing(library)
  const document = library.get(id)
  return document ? [document] : []
}

function headingsHold(
  library: Library,
  record: Located,
  document: ReadDocument,
  words: readonly string[],
): boolean {
  const all = allHeadings(library, document)
  if (!words.every((word) => all.includes(word))) return false
  const own = headingsOf(record, document)
  return words.every((word) => own.some((heading) => holdsWord(heading, word)))
}

const headings = new WeakMap<Library, Map<string, string>>()

/** All headings of a document, folded; kept, since most documents have a word in none, which saves unpacking their trees. */
function allHeadings(library: Library, { source, tree }: ReadDocument): string {
  const known = headings.get(library) ?? new Map<string, string>()
  headings.set(library, known)
  const folded =
    known.get(source.id) ?? fold([...new Set(tree.sections.flatMap(({ path }) => path))].join('\n'))
  known.set(source.id, folded)
  return folded
}

/** Headings under which a record stands, outermost first. */
export function headingsOf(record: Located, { tree }: ReadDocument): readonly string[] {
  const section = tree.paragraphs[record.paragraph]?.section
  return section === null || section === undefined ? [] : tree.sections[section]!.path
}

function names(responsibility: Responsibility, isBody: IsBody): boolean {
  return responsibility.bodies.some((each) => isBody(each.name))
}

/** True for names of which `wanted` is a part, and for all names of the body that the document means by it. */
function bodyTest({ facts, tree }: ReadDocument, wanted: string): IsBody {
  const part = fold(wanted)
  const area = `${tree.metadata.title.value} ${tree.metadata.issuer?.value ?? ''}`
  const documentBodies = bodiesOfDocument(facts, area)
  const language = /\p{Script=Han}/u.test(wanted) ? 'zh' : 'en'
  const meant = findBodies(wanted, language, { documentBodies }).flatMap(
    (query) => matchBody(query, documentBodies)?.names ?? [],
  )
  return (name) => fold(name).includes(part) || meant.includes(name)
}
