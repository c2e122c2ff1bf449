/** Gives the columns and rows in which targets, responsibilities and obligations are exported as a table. */
import type { Located, Obligation, Responsibility, Target } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import type { Cell } from './csv.ts'
import { headingsOf } from './select-facts.ts'

export interface Register<T> {
  readonly columns: readonly string[]
  readonly row: (record: T, library: Library) => Readonly<Record<string, Cell>>
}

const WHERE = ['document', 'title', 'number', 'locator', 'heading', 'line', 'start', 'end', 'quote'] as const

function where(record: Located, library: Library): Record<string, Cell> {
  const document = library.get(record.document)!
  return {
    document: record.document,
    title: document.tree.metadata.title.value,
    number: document.tree.metadata.number?.value ?? null,
    locator: record.locator,
    heading: headingsOf(record, document).join(' › '),
    line: record.line,
    start: record.start,
    end: record.end,
    quote: record.quote,
  }
}

export const TARGET_REGISTER: Register<Target> = {
  columns: [
    'subject',
    'scope',
    'comparator',
    'value',
    'unit',
    'deadline',
    'year',
    'firmness',
    'purpose',
    'condition',
    'baseline',
    ...WHERE,
  ],
  row: (target, library) => ({
    ...where(target, library),
    subject: target.subject,
    scope: target.scope,
    comparator: target.comparator,
    // A spreadsheet would read 2-5 as a date.
    value: typeof target.value === 'object' ? target.value.join('~') : target.value,
    unit: target.unit,
    deadline: target.deadline,
    year: target.year,
    firmness: target.firmness,
    purpose: target.purpose,
    condition: target.condition,
    baseline: target.baseline,
  }),
}

export const RESPONSIBILITY_REGISTER: Register<Responsibility> = {
  columns: ['bodies', 'roles', 'nonExhaustive', 'scopeKind', 'scopeStart', 'scopeEnd', 'scopeText', ...WHERE],
  row: (each, library) => ({
    ...where(each, library),
    bodies: each.bodies.map((body) => body.name).join('、'),
    roles: each.bodies.map((body) => body.role ?? '').join('、'),
    nonExhaustive: each.nonExhaustive,
    scopeKind: each.scopeKind,
    scopeStart: each.scope.start,
    scopeEnd: each.scope.end,
    scopeText: library.get(each.document)!.source.text.slice(each.scope.start, each.scope.end),
  }),
}

export const OBLIGATION_REGISTER: Register<Obligation> = {
  columns: ['modality', 'marker', 'actor', 'addressee', 'action', 'condition', 'exception', ...WHERE],
  row: (each, library) => ({
    ...where(each, library),
    modality: each.modality,
    marker: each.marker,
    actor: each.actor,
    addressee: each.addressee,
    action: each.action,
    condition: each.condition,
    exception: each.exception,
  }),
}
