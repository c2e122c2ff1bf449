/** Gives the cells of one worksheet as they are shown, merged ones with their extent. */
import type { GridCell, Tally } from '../block.ts'
import { fileError } from '../file-error.ts'
import { readXml } from '../zip/xml.ts'
import { shownNumber } from './number-formats.ts'

export interface Workbook {
  readonly strings: readonly string[]
  /** Format of each cell style: id and own pattern. */
  readonly formats: readonly { readonly id: number; readonly pattern: string | undefined }[]
  readonly date1904: boolean
}

const MOST_CELLS = 2_000_000
const HIGHEST_ROW = 1_048_576
const LAST_COLUMN = 16_384

interface Raw {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
}

/** Rows and columns that are hidden are left out. */
export function sheetCells(bytes: Uint8Array, part: string, workbook: Workbook, tally: Tally): GridCell[] {
  const cells: Raw[] = []
  const merges = new Map<string, { rows: number; columns: number }>()
  const hiddenRows = new Set<number>()
  const hiddenColumns: [number, number][] = []
  let cell: Raw | null = null
  let row = 0
  let column = 0
  let reading = false
  readXml(bytes, part, {
    open({ name, attributes }) {
      if (name === 'row') {
        row = bounded(attributes.r, row + 1, HIGHEST_ROW)
        column = 0
        if (isTrue(attributes.hidden)) hiddenRows.add(row)
      } else if (name === 'c') {
        const at = placeOf(attributes.r ?? '')
        column = at?.column ?? column + 1
        cell = {
          row: at?.row ?? row,
          column,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          value: '',
        }
      } else if (name === 'v' || name === 't') reading = cell !== null
      else if (name === 'rPh') reading = false
      else if (name === 'col' && isTrue(attributes.hidden)) {
        hiddenColumns.push([Number(attributes.min), Number(attributes.max)])
      } else if (name === 'mergeCell') {
        const [from, to] = (attributes.ref ?? '').split(':').map(placeOf)
        if (from && to && to.row >= from.row && to.column >= from.column) {
          merges.set(`${from.row} ${from.column}`, {
            rows: to.row - from.row + 1,
            columns: to.column - from.column + 1,
          })
        }
      }
    },
    text(text) {
      if (reading && cell) cell.value += text
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      if (name !== 'c' || !cell) return
      if (cell.value.trim() !== '') cells.push(cell)
      cell = null
      if (cells.length > MOST_CELLS) {
        throw fileError('file_too_large', `the sheet has more than ${MOST_CELLS} cells`, 'split the workbook')
      }
    },
  })
  return cells.flatMap((raw): GridCell[] => {
    const text = shownText(raw, workbook)
    if (
      hiddenRows.has(raw.row) ||
      hiddenColumns.some(([min, max]) => raw.column >= min && raw.column <= max)
    ) {
      tally.leave('hidden', text)
      return []
    }
    const extent = merges.get(`${raw.row} ${raw.column}`) ?? { rows: 1, columns: 1 }
    return [{ row: raw.row, column: raw.column, ...extent, text }]
  })
}

function shownText({ type, value, style }: Raw, { strings, formats, date1904 }: Workbook): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'n') {
    const number = Number(value)
    const format = formats[style]
    return Number.isFinite(number) ? shownNumber(number, format?.id ?? 0, format?.pattern, date1904) : value
  }
  return value
}

/** B12 → row 12, column 2. */
function placeOf(reference: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return null
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(match[2])
  return column > LAST_COLUMN || row < 1 || row > HIGHEST_ROW ? null : { row, column }
}

function bounded(written: string | undefined, otherwise: number, most: number): number {
  const value = Number(written)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : otherwise
}

function isTrue(written: string | undefined): boolean {
  return written === '1' || written === 'true'
}
