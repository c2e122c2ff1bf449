/** Gives the facts of the documents as JSON, CSV or a table for a terminal. */
import { ZhengdaError } from '../domain/errors.ts'
import type { Located } from '../domain/facts.ts'
import { toCsv } from '../http/csv.ts'
import {
  OBLIGATION_REGISTER,
  RESPONSIBILITY_REGISTER,
  type Register,
  TARGET_REGISTER,
} from '../http/register-rows.ts'
import {
  type FactFilter,
  selectObligations,
  selectResponsibilities,
  selectTargets,
} from '../http/select-facts.ts'
import type { Services } from '../ports/services.ts'
import { printTable } from './print-table.ts'

export const FACT_KINDS = ['targets', 'responsibilities', 'obligations'] as const
export const FACT_FORMATS = ['table', 'json', 'csv'] as const

export interface FactsRequest extends FactFilter {
  readonly kind: (typeof FACT_KINDS)[number]
  readonly format: (typeof FACT_FORMATS)[number]
}

/** @throws ZhengdaError `question_invalid` for an unknown document. */
export function printFacts({ library }: Services, { kind, format, ...filter }: FactsRequest): string {
  if (filter.document !== undefined && !library.has(filter.document)) {
    const known = [...library.keys()].slice(0, 20).join(', ')
    throw new ZhengdaError(
      'question_invalid',
      `no document has the id ${JSON.stringify(filter.document)}; there are ${known}`,
    )
  }
  const print = <T extends Located>(
    records: readonly T[],
    register: Register<T>,
    columns: readonly string[],
  ) => {
    if (format === 'json') return JSON.stringify({ [kind]: records }, null, 2)
    const rows = records.map((record) => register.row(record, library))
    return format === 'csv'
      ? toCsv(register.columns, rows)
      : `${printTable(columns, rows)}\n${records.length} ${kind}`
  }
  switch (kind) {
    case 'targets': {
      const columns = [
        'locator',
        'line',
        'subject',
        'scope',
        'comparator',
        'value',
        'unit',
        'year',
        'firmness',
        'purpose',
      ]
      return print([...selectTargets(library, filter)], TARGET_REGISTER, columns)
    }
    case 'responsibilities': {
      const columns = ['locator', 'line', 'bodies', 'roles', 'nonExhaustive', 'scopeKind']
      return print([...selectResponsibilities(library, filter)], RESPONSIBILITY_REGISTER, columns)
    }
    case 'obligations': {
      const columns = [
        'locator',
        'line',
        'modality',
        'marker',
        'actor',
        'addressee',
        'action',
        'condition',
        'exception',
      ]
      return print([...selectObligations(library, filter)], OBLIGATION_REGISTER, columns)
    }
  }
}
