/** Gives an HTML table as a grid, and tells tables of data from tables that only lay out a page. */
import type { Block, GridCell } from '../block.ts'
import { type HtmlElement, innerText, isElement } from './page.ts'

const WIDEST = 512
const TALLEST = 10_000
/** Cells of a table of data are short on the whole; one that holds a page of text is a frame. */
const LONGEST_CELL = 4000

export function isDataTable(table: HtmlElement): boolean {
  const rows = rowsOf(table)
  const cells = rows.flatMap(({ cells }) => cells)
  const filled = cells.filter((cell) => innerText(cell).trim() !== '')
  if (filled.length < 2 || !rows.some(({ cells }) => cells.length > 1)) return false
  if (filled.some((cell) => innerText(cell).length > LONGEST_CELL || has(cell, 'h1'))) return false
  return !filled.some((cell) => has(cell, 'table') && innerText(cell).length > 0.8 * innerText(table).length)
}

/** The table, then the tables within its cells. */
export function tableBlock(table: HtmlElement, blocksOf: (cell: HtmlElement) => Block[]): Block[] {
  const grid: GridCell[] = []
  const inner: Block[] = []
  const taken = new Set<string>()
  let headerRows = 0
  let headOpen = true
  const rows = rowsOf(table)
  const caption = table.children.find(
    (child): child is HtmlElement => isElement(child) && child.name === 'caption',
  )
  const before = caption ? blocksOf(caption) : []
  rows.forEach(({ cells, head }, row) => {
    if (headOpen && cells.length > 0 && (head || cells.every(({ name }) => name === 'th')))
      headerRows = row + 1
    else headOpen = false
    let column = 0
    for (const cell of cells) {
      while (taken.has(`${row} ${column}`)) column++
      const columns = span(cell.attributes.colspan, WIDEST)
      const height = span(cell.attributes.rowspan, TALLEST)
      const spanned = Math.min(height === 0 ? rows.length - row : height, rows.length - row)
      const blocks = blocksOf(cell)
      inner.push(...blocks.filter((block) => block.kind === 'table'))
      const text = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('\n')
      grid.push({ row, column, rows: spanned, columns: Math.max(1, columns), text })
      for (let r = row; r < row + spanned; r++) {
        for (let c = column; c < column + columns && spanned > 1; c++) taken.add(`${r} ${c}`)
      }
      column += Math.max(1, columns)
    }
  })
  return [...before, { kind: 'table', cells: grid, headerRows }, ...inner]
}

interface Row {
  readonly cells: readonly HtmlElement[]
  readonly head: boolean
}

/** Own rows, not those of tables within cells. */
function rowsOf(table: HtmlElement): Row[] {
  const rows: Row[] = []
  const walk = (parent: HtmlElement, head: boolean) => {
    for (const child of parent.children) {
      if (!isElement(child)) continue
      if (child.name === 'tr') rows.push({ cells: cellsOf(child), head })
      else if (/^t(?:head|body|foot)$/.test(child.name)) walk(child, child.name === 'thead')
    }
  }
  walk(table, false)
  return rows
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return row.children.filter((child): child is HtmlElement => isElement(child) && /^t[dh]$/.test(child.name))
}

function has(element: HtmlElement, name: string): boolean {
  return element.children.some((child) => isElement(child) && (child.name === name || has(child, name)))
}

function span(written: string | undefined, most: number): number {
  const value = Number.parseInt(written ?? '1', 10)
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : 1
}
