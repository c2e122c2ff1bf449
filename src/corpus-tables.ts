/** Gives the table of bodies of a corpus: the project's with the rows that `CORPUS_DIR/tables/bodies.json` adds. */
import { z } from 'zod'
import { BODY_TABLE, type BodyTable, bodyTableExtraSchema, mergeBodyTables } from './bodies/table.ts'
import { ZhengdaError } from './domain/errors.ts'

/** A corpus's file has the shape of the project's file of the same name in `src/data`. */
const FILES = z.strictObject({ bodies: bodyTableExtraSchema.optional() })

/**
 * `files`: parsed JSON by name, without extension.
 * @throws ZhengdaError `table_invalid`, naming file, place and rule.
 */
export function corpusBodies(files: Readonly<Record<string, unknown>>): BodyTable {
  const read = FILES.safeParse(files)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    const known = Object.keys(FILES.shape).join(', ')
    throw new ZhengdaError(
      'table_invalid',
      `tables of the corpus (${known}): ${faults.slice(0, 5).join('; ')}`,
    )
  }
  const { bodies } = read.data
  return bodies ? mergeBodyTables(BODY_TABLE, bodies) : BODY_TABLE
}
