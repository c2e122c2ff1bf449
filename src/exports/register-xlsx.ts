/** Gives a register as an Excel workbook (XLSX), from its columns and rows. */
import writeExcelFile, { type SheetData } from 'write-excel-file/universal'
import { visibleText } from '../domain/visible-text.ts'

export type SheetCell = string | number | boolean | null

/** Characters that a cell of Excel can hold. */
const LONGEST_CELL = 32_767
const NARROW = 14
const WIDE = 60

/** The file's bytes. Text is written as text, so that no cell runs as a formula. */
export async function registerXlsx(
  sheet: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, SheetCell>>[],
): Promise<Uint8Array> {
  const wide = (column: string) => /quote|Text|bodies|action|subject|heading/.test(column)
  const data: SheetData = [
    columns.map((column) => ({ value: column, fontWeight: 'bold' as const, backgroundColor: '#E8F0F9' })),
    ...rows.map((row) => columns.map((column) => cellOf(row[column] ?? null))),
  ]
  const workbook = writeExcelFile(data, {
    sheet,
    columns: columns.map((column) => ({ width: wide(column) ? WIDE : NARROW })),
    stickyRowsCount: 1,
  })
  return new Uint8Array(await (await workbook.toBlob()).arrayBuffer())
}

function cellOf(value: SheetCell) {
  if (value === null) return null
  if (typeof value === 'number') return { type: Number, value }
  if (typeof value === 'boolean') return { type: Boolean, value }
  return {
    type: String,
    value: visibleText(value).slice(0, LONGEST_CELL),
    wrap: true,
    alignVertical: 'top' as const,
  }
}
