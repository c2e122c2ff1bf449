/** Gives the rows of the tables that a reader found, by their lines in the source text. */
import type { SourceText } from '../domain/document.ts'
import type { TableRow } from '../domain/document-map.ts'

export type TableRows = ReadonlyMap<number, TableRow>

/** Empty for texts without a map: there a row is told by its bars alone. */
export function tableRowsOf({ map }: SourceText): TableRows {
  return new Map((map?.tables ?? []).flatMap(({ rows }) => rows.map((row) => [row.line, row] as const)))
}
