/** Gives the word tables of a corpus: those of the project with the rows that `CORPUS_DIR/tables/<name>.json` adds. */
import { z } from 'zod'
import { BODY_TABLE, type BodyTable, bodyTableExtraSchema, mergeBodyTables } from './bodies/table.ts'
import { ZhengdaError } from './domain/errors.ts'
import {
  colloquialSchema,
  glossarySchema,
  outOfScopeSchema,
  placesSchema,
  typosSchema,
} from './glossary/schema.ts'
import { defaultTables, type TableRows, type WordTables, wordTables } from './glossary/tables.ts'

export interface CorpusTables {
  readonly words: WordTables
  readonly bodies: BodyTable
}

/** A corpus's file has the shape of the project's file of the same name in `src/data`. */
const FILES = z.strictObject({
  glossary: glossarySchema.optional(),
  colloquial: colloquialSchema.partial({ chinese: true, english: true }).optional(),
  places: placesSchema.optional(),
  'out-of-scope': outOfScopeSchema.optional(),
  typos: typosSchema.optional(),
  bodies: bodyTableExtraSchema.optional(),
})

/**
 * `files`: parsed JSON by name, without extension.
 * @throws ZhengdaError `table_invalid`, naming file, place and rule.
 */
export function corpusTables(files: Readonly<Record<string, unknown>>): CorpusTables {
  const read = FILES.safeParse(files)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    const known = Object.keys(FILES.shape).join(', ')
    throw new ZhengdaError(
      'table_invalid',
      `tables of the corpus (${known}): ${faults.slice(0, 5).join('; ')}`,
    )
  }
  const { glossary, colloquial, places, typos, bodies } = read.data
  const rows: TableRows = {
    ...(glossary && { glossary: glossary.entries as NonNullable<TableRows['glossary']> }),
    ...(colloquial?.chinese && { chinese: colloquial.chinese }),
    ...(colloquial?.english && { english: colloquial.english }),
    ...(places && { places: places.places }),
    ...(read.data['out-of-scope'] && { outOfScope: read.data['out-of-scope'].kinds }),
    ...(typos && { typos: typos.typos }),
  }
  return {
    words: Object.keys(rows).length > 0 ? wordTables(rows) : defaultTables(),
    bodies: bodies ? mergeBodyTables(BODY_TABLE, bodies) : BODY_TABLE,
  }
}
