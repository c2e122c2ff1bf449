/** Gathers the paragraphs of a Word file that stand in tables: rows by their end marks, columns by the edges of their cells. */
import type { Block, GridCell, TableBlock } from '../block.ts'
import type { DocParagraph } from './paragraphs.ts'
import { byteOf, sprmsOf, wordOf } from './sprms.ts'

interface DraftRow {
  /** Paragraphs of each cell. */
  readonly cells: readonly (readonly string[])[]
  /** Left edge of each cell and right edge of the last, in twentieths of a point; empty where the file does not say. */
  readonly edges: readonly number[]
  readonly merges: readonly Merge[]
  readonly isHead: boolean
}

type Merge = 'none' | 'start' | 'below' | 'beside'

/** Edges that differ by less are the same (0.7 mm). */
const SAME_EDGE = 40

/** A table from the paragraphs of its rows; the first row begins at `from`. Gives the index behind it. */
export function tableAt(
  paragraphs: readonly DocParagraph[],
  from: number,
  depth: number,
): { blocks: Block[]; end: number } {
  const rows: DraftRow[] = []
  const inner: Block[] = []
  let cells: string[][] = []
  let cell: string[] = []
  let at = from
  while (at < paragraphs.length && depthOf(paragraphs[at]!) >= depth) {
    const paragraph = paragraphs[at]!
    if (depthOf(paragraph) > depth) {
      const nested = tableAt(paragraphs, at, depth + 1)
      inner.push(...nested.blocks)
      at = nested.end
      continue
    }
    at++
    const { properties } = paragraph
    if (depth === 1 ? properties.rowEnd : properties.innerRowEnd) {
      if (cells.length > 0) rows.push(rowOf(cells, paragraph.changes))
      cells = []
      cell = []
      continue
    }
    cell.push(paragraph.text)
    if (depth === 1 ? paragraph.endsCell : properties.innerCellEnd) {
      cells.push(cell)
      cell = []
    }
  }
  if (cell.some((text) => text.trim() !== '')) cells.push(cell)
  if (cells.length > 0) rows.push(rowOf(cells, new Uint8Array()))
  return { blocks: [blockOf(rows), ...inner], end: at }
}

export function depthOf({ properties }: DocParagraph): number {
  if (!properties.inTable && properties.depth === 0) return 0
  return Math.max(1, properties.depth)
}

function rowOf(cells: string[][], changes: Uint8Array): DraftRow {
  let edges: number[] = []
  let merges: Merge[] = []
  let isHead = false
  for (const sprm of sprmsOf(changes)) {
    if (sprm.code === 0x3404) isHead = byteOf(sprm) === 1
    // Later changes of a row's definition replace it.
    if (sprm.code === 0xd608) ({ edges, merges } = definitionOf(sprm.operand))
    if (sprm.code === 0x5624) {
      // Cells from the first byte up to the second are merged sideways.
      for (let i = byteOf(sprm) + 1; i < wordOf(sprm) >> 8 && i < merges.length; i++) merges[i] = 'beside'
    }
    if (sprm.code === 0xd62b) {
      const [, index = 0, merge = 0] = sprm.operand
      if (index < merges.length) merges[index] = merge === 3 ? 'start' : merge === 1 ? 'below' : 'none'
    }
  }
  return { cells, edges: edges.length > cells.length ? edges : [], merges, isHead }
}

function definitionOf(operand: Uint8Array): { edges: number[]; merges: Merge[] } {
  const view = new DataView(operand.buffer, operand.byteOffset, operand.byteLength)
  const count = operand[2] ?? 0
  const edges: number[] = []
  for (let i = 0; i <= count && 3 + 2 * i + 2 <= operand.length; i++)
    edges.push(view.getInt16(3 + 2 * i, true))
  const merges: Merge[] = []
  for (let i = 0; i < count; i++) {
    const at = 3 + 2 * (count + 1) + 20 * i
    const flags = at + 2 <= operand.length ? view.getUint16(at, true) : 0
    merges.push(
      (flags & 0x40) !== 0 ? 'start' : (flags & 0x20) !== 0 ? 'below' : (flags & 2) !== 0 ? 'beside' : 'none',
    )
  }
  return { edges, merges }
}

function blockOf(rows: readonly DraftRow[]): TableBlock {
  const edges = distinct(rows.flatMap((row) => row.edges))
  const columnAt = (edge: number) => edges.findIndex((each) => Math.abs(each - edge) <= SAME_EDGE)
  const cells: GridCell[] = []
  let headerRows = 0
  rows.forEach((row, index) => {
    if (row.isHead && headerRows === index) headerRows++
    row.cells.forEach((paragraphs, at) => {
      const column = row.edges.length > 0 ? columnAt(row.edges[at]!) : at
      const columns = row.edges.length > 0 ? Math.max(1, columnAt(row.edges[at + 1]!) - column) : 1
      const text = paragraphs.join('\n').trim()
      const merge = row.merges[at] ?? 'none'
      const above =
        merge === 'below'
          ? cells.findLastIndex((cell) => cell.column === column && cell.row + cell.rows === index)
          : -1
      const left =
        merge === 'beside'
          ? cells.findLastIndex((cell) => cell.row === index && cell.column + cell.columns === column)
          : -1
      if (above >= 0) cells[above] = { ...cells[above]!, rows: cells[above]!.rows + 1 }
      else if (left >= 0) cells[left] = { ...cells[left]!, columns: cells[left]!.columns + columns }
      else cells.push({ row: index, column, rows: 1, columns, text })
    })
  })
  return { kind: 'table', cells, headerRows }
}

function distinct(edges: readonly number[]): number[] {
  const found: number[] = []
  for (const edge of [...edges].sort((a, b) => a - b)) {
    if (found.length === 0 || edge - found.at(-1)! > SAME_EDGE) found.push(edge)
  }
  return found
}
