/** Tells how many rows at the top of a grid hold the headings of its columns, and which rows are its title. */
import type { Grid } from './grid.ts'

const MOST_HEADER_ROWS = 5
const LONGEST_HEADING = 40
/** Words that stand above columns of official tables and hardly ever in their cells. */
const HEADING_WORD =
  /^(?:序号|编号|指标|指标名称|项目|项目名称|任务|主要任务|重点任务|工作任务|工作内容|任务内容|名称|内容|类别|类型|分类|责任单位|牵头单位|配合单位|责任部门|牵头部门|时间|时限|完成时限|时间要求|备注|单位|计量单位|属性|标准|金额|数量|合计|地区|区域|年份|目标|目标值|阶段|说明)/
/** A year or an indexed column may head one (2025年, 2023年基期值); other figures are contents. */
const YEAR = /^(?:\d{4}(?:年|$)|“?[一二三四五六七八九十]+五”?|[一二三四]季度|\d{1,2}月|第[一二三四\d]+)/
/** Document numbers, dates and long numbers are what cells hold. */
const CONTENTS = /〔\d{4}〕|\d{4}\s*年\s*\d{1,2}\s*月|\d{4}-\d{1,2}-\d|\d{5,}/
const FIGURE = /^[-+±≤≥<>〈〉＜＞约]?[\d,.，]+(?:[%％‰]|[\u3400-\u9fff/]{0,4})$/

/**
 * Rows at the top that hold a title, a unit or a date over the whole width (附表, 单位：万元), not headings: one cell each,
 * with others of more cells below.
 */
export function titleRows(grid: Grid): number {
  if (grid.columns < 2) return 0
  let rows = 0
  while (rows < grid.rows - 1 && filledCells(grid, rows).length === 1 && spansNoRows(grid, rows)) rows++
  return rows < grid.rows - 1 || filledCells(grid, rows).length > 1 ? rows : 0
}

const NOTE = /^(?:注|说明|备注|填表|制表|资料来源|数据来源|联系人)\s*[\d：:一]/

/** Rows at the bottom that hold a note on the table, not cells. */
export function noteRows(grid: Grid, from: number): number {
  let rows = 0
  while (rows < grid.rows - from - 1) {
    const row = grid.rows - 1 - rows
    const [cell, ...others] = filledCells(grid, row)
    const isNote = cell && others.length === 0 && cell.row === row && cell.column === 0
    if (!isNote || !(NOTE.test(cell.text) || (cell.columns === grid.columns && /[。；]/.test(cell.text))))
      break
    rows++
  }
  return rows
}

/** `from` is the first row behind the title; `marked` is how many rows the original marks, 0 where it marks none. */
export function headerRows(grid: Grid, from: number, marked: number): number {
  const most = Math.min(from + MOST_HEADER_ROWS, grid.rows - 1)
  if (from >= most) return 0
  if (marked > 0 && from + marked <= most) return closed(grid, from, from + marked, most) - from
  if (!looksLikeHead(grid, from)) return 0
  let end = closed(grid, from, from + 1, most)
  while (end < most && dividesHeadings(grid, from, end)) end = closed(grid, from, end + 1, most)
  // 甲 | 乙 | 1 | 2 numbers the columns of statistical tables.
  if (end < most && numbersColumns(grid, end)) end++
  return end >= grid.rows ? 0 : end - from
}

/** A head ends where no cell that begins in it goes on; a cell that merges further down is no heading. */
function closed(grid: Grid, from: number, end: number, most: number): number {
  for (let row = from; row < end && end < most; row++) {
    for (const cell of rowCells(grid, row)) {
      const bottom = cell.row + cell.rows
      if (cell.row >= from && bottom > end && bottom <= most && cell.text.length <= LONGEST_HEADING)
        end = bottom
    }
  }
  return end
}

function looksLikeHead(grid: Grid, row: number): boolean {
  const filled = filledCells(grid, row)
  if (filled.length < 2) return false
  if (filled.some(({ text }) => text.length > LONGEST_HEADING || /[。；]/.test(text))) return false
  const words = filled.filter(({ text }) => HEADING_WORD.test(squeeze(text))).length
  if (words >= 2) return true
  // A form (联系人： | 张三) has no head.
  if (filled.some(({ text }) => /[：:]$/.test(text.trim()))) return false
  return filled.every(({ text }) => !isFigure(text) && !CONTENTS.test(text))
}

/** True for texts that are surely the headings of columns: two or more of the words of heads, and no contents. */
export function isNamedHead(texts: readonly string[]): boolean {
  if (texts.length < 2) return false
  if (texts.some((text) => text.length > LONGEST_HEADING || /[。；]/.test(text) || isFigure(text)))
    return false
  return texts.filter((text) => HEADING_WORD.test(squeeze(text))).length >= 2
}

/** True when a heading above is divided by the row, or the row goes on under blank cells. */
function dividesHeadings(grid: Grid, from: number, row: number): boolean {
  const above = rowCells(grid, row - 1).filter((cell) => cell.row >= from && cell.text.trim() !== '')
  const divided = above.filter((cell) => cell.columns > 1 && cell.columns < grid.columns)
  if (divided.length === 0) return false
  const cells = filledCells(grid, row)
  const within = cells.filter((cell) =>
    divided.some((top) => cell.column >= top.column && cell.column < top.column + top.columns),
  )
  if (within.length < 2 || !within.every(({ text }) => text.length <= LONGEST_HEADING && !isFigure(text)))
    return false
  // Outside of what is divided, a head is merged or blank.
  return cells.every((cell) => within.includes(cell) || cell.row < row)
}

function numbersColumns(grid: Grid, row: number): boolean {
  const texts = filledCells(grid, row).map(({ text }) => squeeze(text))
  if (texts.length < 3 || texts.length < grid.columns) return false
  const digits = texts.filter((text) => /^\d{1,2}$/.test(text)).map(Number)
  const letters = texts.filter((text) => /^[甲乙丙丁]$/.test(text))
  return (
    letters.length > 0 &&
    letters.length + digits.length === texts.length &&
    digits.every((digit, at) => digit === digits[0]! + at)
  )
}

/** Cells of a row from left to right, those that began above included, each once. */
export function rowCells(grid: Grid, row: number) {
  const cells = []
  for (let column = 0; column < grid.columns; ) {
    const cell = grid.at(row, column)
    cells.push(cell)
    column = Math.max(column + 1, cell.column + cell.columns)
  }
  return cells
}

function filledCells(grid: Grid, row: number) {
  return rowCells(grid, row).filter(({ text }) => text.trim() !== '')
}

function spansNoRows(grid: Grid, row: number): boolean {
  return filledCells(grid, row).every((cell) => cell.row === row && cell.rows === 1)
}

function isFigure(text: string): boolean {
  const plain = squeeze(text)
  return FIGURE.test(plain) && !YEAR.test(plain)
}

export function squeeze(text: string): string {
  return text.replace(/\s/g, '')
}
