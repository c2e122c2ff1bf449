/** Gives a Word table as a grid: merged cells, left-out grid columns, repeated heads; tables within cells follow it. */
import type { Block, GridCell } from '../block.ts'
import { child, elements, textOf, type XmlElement } from '../zip/xml.ts'
import type { DocxContext } from './context.ts'
import { flag } from './styles.ts'

interface DraftCell {
  row: number
  column: number
  rows: number
  columns: number
  text: string
}

const WIDEST_SPAN = 512

export function tableBlocks(
  table: XmlElement,
  context: DocxContext,
  blocksOf: (cell: XmlElement) => Block[],
): Block[] {
  const cells: DraftCell[] = []
  const inner: Block[] = []
  const frames: Block[][] = []
  /** The cell that each grid column's merge belongs to. */
  let open = new Map<number, DraftCell>()
  let headerRows = 0
  let headOpen = true
  rowsOf(table, context).forEach((row, index) => {
    const properties = child(row, 'trPr')
    if (headOpen && flag(properties, 'tblHeader')) headerRows = index + 1
    else headOpen = false
    const next = new Map<number, DraftCell>()
    let column = count(child(properties, 'gridBefore'), 0)
    let left: DraftCell | null = null
    for (const element of cellsOf(row)) {
      const cellProperties = child(element, 'tcPr')
      const columns = count(child(cellProperties, 'gridSpan'), 1)
      const merge = child(cellProperties, 'vMerge')
      const goesOn = merge !== undefined && (merge.attributes.val ?? 'continue') === 'continue'
      const above = goesOn ? open.get(column) : undefined
      const sideways = child(cellProperties, 'hMerge')
      if (above) {
        // What stands in the covered cells of a merge is stored, and shown by no program.
        context.tally.leave('hidden', plainText(blocksOf(element)))
        above.rows = index - above.row + 1
        next.set(column, above)
      } else if (left && sideways && (sideways.attributes.val ?? 'continue') === 'continue') {
        left.columns += columns
      } else {
        const blocks = blocksOf(element)
        frames.push(blocks)
        const cell = { row: index, column, rows: 1, columns, text: plainText(blocks) }
        inner.push(...blocks.filter((block) => block.kind === 'table'))
        cells.push(cell)
        left = cell
        if (merge) next.set(column, cell)
      }
      column += columns
    }
    open = next
  })
  // A frame around text and tables is no table itself.
  if (new Set(cells.map((cell) => cell.column)).size <= 1 && inner.length > 0) return frames.flat()
  const grid: GridCell[] = cells
  return [{ kind: 'table', cells: grid, headerRows }, ...inner]
}

function rowsOf(table: XmlElement, context: DocxContext): XmlElement[] {
  return [...unwrapped(table, 'tr')].filter((row) => {
    const properties = child(row, 'trPr')
    const deleted = child(properties, 'del') !== undefined
    const hidden = flag(properties, 'hidden') === true
    if (deleted || hidden) context.tally.leave(deleted ? 'deleted' : 'hidden', textOf(row))
    return !deleted && !hidden
  })
}

function cellsOf(row: XmlElement): XmlElement[] {
  return [...unwrapped(row, 'tc')]
}

/** Rows and cells may stand inside of content controls. */
function* unwrapped(parent: XmlElement, name: string): Generator<XmlElement> {
  for (const element of elements(parent)) {
    if (element.name === name) yield element
    else if (/^(?:sdt|sdtContent|customXml|ins|moveTo)$/.test(element.name)) yield* unwrapped(element, name)
  }
}

function plainText(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('\n')
}

function count(element: XmlElement | undefined, otherwise: number): number {
  const value = Number(element?.attributes.val)
  return Number.isInteger(value) && value >= 0 ? Math.min(value, WIDEST_SPAN) || otherwise : otherwise
}
