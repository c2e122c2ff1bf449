/** Gives the records of a library's registers that a filter keeps, in document and text order. */

import { bodiesOfDocument } from '../bodies/bodies-of-document.ts'
import { findBodies } from '../bodies/find-bodies.ts'
import { matchBody } from '../bodies/match-body.ts'
import type { Located, Obligation, Responsibility, Target } from '../domain/facts.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import { contains } from '../domain/span.ts'

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

/** A target belongs to the bodies that are responsible for the text it stands in. */
export function selectTargets(library: Library, filter: FactFilter): Target[] {
  return select(library, filter, ({ facts }) => facts.targets, {
    text: (target) => [target.subject, target.scope ?? '', target.deadline ?? ''],
    year: (target, year) => target.year === year,
    body: (target, isBody, { facts }) =>
      facts.responsibilities.some((each) => contains(each.scope, target) && names(each, isBody)),
  })
}

export function selectResponsibilities(library: Library, filter: FactFilter): Responsibility[] {
  return select(library, filter, ({ facts }) => facts.responsibilities, {
    text: (each, { source }) => [source.text.slice(each.scope.start, each.scope.end)],
    year: (each, year, { source }) =>
      source.text.slice(each.scope.start, each.scope.end).includes(String(year)),
    body: names,
  })
}

export function selectObligations(library: Library, filter: FactFilter): Obligation[] {
  const kept = select(library, filter, ({ facts }) => facts.obligations, {
    text: (each) => [each.actor ?? '', each.action],
    year: (each, year) => each.quote.includes(String(year)),
    body: (each, isBody, { facts }) =>
      (each.actor !== null && isBody(each.actor)) ||
      facts.responsibilities.some((other) => contains(other.scope, each) && names(other, isBody)),
  })
  return kept.filter(
    (each) =>
      (filter.modality === undefined || each.modality === filter.modality) &&
      (filter.addressee === undefined || each.addressee === filter.addressee),
  )
}

type IsBody = (name: string) => boolean

interface Tests<T> {
  /** Text beside quotation and headings in which words are looked for. */
  readonly text: (record: T, document: ReadDocument) => readonly string[]
  readonly year: (record: T, year: number, document: ReadDocument) => boolean
  readonly body: (record: T, isBody: IsBody, document: ReadDocument) => boolean
}

function select<T extends Located>(
  library: Library,
  filter: FactFilter,
  recordsOf: (document: ReadDocument) => readonly T[],
  tests: Tests<T>,
): T[] {
  const words = fold(filter.q ?? '')
    .split(' ')
    .filter(Boolean)
  const kept: T[] = []
  for (const document of library.values()) {
    if (filter.document !== undefined && document.source.id !== filter.document) continue
    const isBody = filter.body === undefined ? null : bodyTest(document, filter.body)
    for (const record of recordsOf(document)) {
      if (filter.year !== undefined && !tests.year(record, filter.year, document)) continue
      if (isBody && !tests.body(record, isBody, document)) continue
      if (words.length > 0) {
        const text = fold(
          [record.quote, ...headingsOf(record, document), ...tests.text(record, document)].join('\n'),
        )
        if (!words.every((word) => text.includes(word))) continue
      }
      kept.push(record)
    }
  }
  return kept
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

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
