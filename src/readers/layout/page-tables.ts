/** Takes the ruled tables out of a page: grids with the text of their cells, and the runs that stand outside. */
import type { GridCell } from '../block.ts'
import { joinLines } from '../clean-text.ts'
import { linesOfRuns } from './lines.ts'
import type { Box, PageContent, Run, TextLine } from './page.ts'
import { type GridBox, type RuledGrid, ruledGrids } from './ruled-grid.ts'

export interface PageTable extends Box {
  readonly page: number
  readonly cells: readonly GridCell[]
  readonly columnEdges: readonly number[]
  /** True where gaps, not rules, divide its columns: their edges shift from page to page. */
  readonly open?: boolean
}

export interface PageParts {
  readonly tables: readonly PageTable[]
  readonly runs: readonly Run[]
}

const LONGEST_SPLIT = 600

export function partsOfPage(content: PageContent): PageParts {
  const unit = typicalSize(content.runs)
  const grids = ruledGrids(content.rules, unit)
  let rest = content.runs
  const tables: PageTable[] = []
  // A table within a cell of another one comes first and takes its own text.
  for (const grid of grids.sort((a, b) => area(a) - area(b))) {
    const inside = rest.filter((run) => isInside(run, grid))
    const texts = new Map<GridBox, Run[]>(grid.cells.map((cell) => [cell, []]))
    for (const run of inside) for (const piece of splitAtEdges(run, grid)) place(piece, grid, texts)
    const filled = grid.cells.filter((cell) => texts.get(cell)!.length > 0)
    // Boxes that frame one text, and drawings, are no tables.
    const columns = new Set(filled.map(({ column }) => column)).size
    // The rest of a table on the next page may be one cut row of two cells.
    if (columns < 2 || (filled.length < 3 && grid.columnEdges.length < 4)) continue
    const taken = new Set(inside)
    rest = rest.filter((run) => !taken.has(run))
    const cells = grid.cells.map((cell): GridCell => {
      const { row, column, rows, columns } = cell
      return { row, column, rows, columns, text: cellText(linesOfRuns(texts.get(cell)!, content.page), cell) }
    })
    const { left, top, right, bottom, columnEdges } = grid
    tables.push({ page: content.page, cells, columnEdges, left, top, right, bottom })
  }
  return { tables: tables.sort((a, b) => a.top - b.top), runs: rest }
}

/** The size that most characters have. */
export function typicalSize(runs: readonly Run[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of runs) {
    const rounded = Math.round(size * 4) / 4
    counts.set(rounded, (counts.get(rounded) ?? 0) + text.length)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most && most[0] > 0 ? most[0] : 10
}

function isInside(run: Run, box: Box): boolean {
  const x = run.x + run.width / 2
  const y = run.y - 0.3 * run.size
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
}

function place(run: Run, grid: RuledGrid, texts: ReadonlyMap<GridBox, Run[]>): void {
  const cell = grid.cells.find((each) => isInside(run, each))
  if (cell) texts.get(cell)!.push(run)
}

/** A run that goes over the edge of its cell is cut there, by the widths that its characters have on the whole. */
function splitAtEdges(run: Run, grid: RuledGrid): Run[] {
  const y = run.y - 0.3 * run.size
  const crossed = grid.cells
    .filter((cell) => y >= cell.top && y <= cell.bottom)
    .map((cell) => cell.right)
    .filter((edge) => edge > run.x + 0.6 * run.size && edge < run.x + run.width - 0.6 * run.size)
    .sort((a, b) => a - b)
  const characters = [...run.text]
  if (crossed.length === 0 || characters.length > LONGEST_SPLIT) return [run]
  const widths = characters.map((character) => (character.charCodeAt(0) < 0x2e80 ? 0.5 : 1))
  const scale = run.width / widths.reduce((sum, width) => sum + width, 0)
  const pieces: Run[] = []
  let x = run.x
  let open = { text: '', x }
  for (const [index, character] of characters.entries()) {
    const middle = x + (widths[index]! * scale) / 2
    if (crossed.length > 0 && middle > crossed[0]!) {
      crossed.shift()
      pieces.push({ ...run, text: open.text, x: open.x, width: x - open.x })
      open = { text: '', x }
    }
    open.text += character
    x += widths[index]! * scale
  }
  pieces.push({ ...run, text: open.text, x: open.x, width: x - open.x })
  return pieces.filter(({ text }) => text.trim() !== '')
}

/** Lines that fill the cell go on in the next one; others are paragraphs of their own. */
export function cellText(lines: readonly TextLine[], cell: Box): string {
  const right = Math.max(...lines.map((line) => line.right))
  const widest = Math.max(...lines.map((line) => line.right - line.left))
  let text = ''
  let previous: TextLine | null = null
  for (const line of lines) {
    const room = cell.right - cell.left - widest
    const wraps = previous !== null && room < PADDING * line.size && goesOn(previous, line, right, widest)
    text = previous === null ? line.text : wraps ? joinLines(text, line.text) : `${text}\n${line.text}`
    previous = line
  }
  return text
}

/** Space within a cell beside its longest line, in characters: more means that its lines were broken by hand. */
const PADDING = 3.2
const ITEM = /^(?:[（(]?[\d一二三四五六七八九十]+[)）.．、]|[①-⑳])/
const BODY_NAME = /[局委办厅部院府会]$/

function goesOn(line: TextLine, next: TextLine, right: number, widest: number): boolean {
  if (/[。；：]$/.test(line.text) && ITEM.test(next.text)) return false
  // One body a line (市财政局 / 市教育局).
  if (
    BODY_NAME.test(line.text) &&
    next.text.length >= 3 &&
    line.text.length <= 10 &&
    BODY_NAME.test(next.text)
  )
    return false
  const word = /^[\dA-Za-z.,%+\-/]+/.exec(next.text)?.[0].length ?? 0
  const needed = (Math.max(1.1, Math.min(word, 16) * 0.55 + 0.3) + 0.9) * line.size
  // Centred lines end short on both sides.
  return line.right >= right - needed || line.right - line.left >= widest - needed
}

function area(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top)
}
