/** Gives the lines of a set of runs: those on one baseline, joined from left to right with the blanks that are seen. */
import type { Run, TextLine } from './page.ts'

/** Share of the size by which baselines of one line may differ. */
const SAME_LINE = 0.45
/** A gap is a blank from this share of the size on, between Chinese characters from the second one on. */
const BLANK = 0.2
const WIDE_BLANK = 0.9
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》〔〕【】—…·○〇]/

export function linesOfRuns(runs: readonly Run[], page: number): TextLine[] {
  const filled = runs.filter(({ text }) => text.trim() !== '')
  const rows = rowsOf([...filled].sort((a, b) => a.y - b.y || a.x - b.x))
  return rows
    .map((row) =>
      lineOf(
        [...row].sort((a, b) => a.x - b.x),
        page,
      ),
    )
    .filter((line) => line.text !== '')
}

/** Superscripts and notes of a smaller size belong to the line that they overlap. */
function rowsOf(sorted: readonly Run[]): Run[][] {
  const rows: { runs: Run[]; y: number; size: number }[] = []
  for (const run of sorted) {
    const row = rows.findLast((each, index) => rows.length - index <= 4 && belongs(run, each))
    if (!row) {
      rows.push({ runs: [run], y: run.y, size: run.size })
      continue
    }
    row.runs.push(run)
    if (run.size > row.size * 1.05) {
      row.y = run.y
      row.size = run.size
    }
  }
  return rows.sort((a, b) => a.y - b.y).map(({ runs }) => runs)
}

function belongs(
  run: Run,
  row: { readonly y: number; readonly size: number; readonly runs: readonly Run[] },
): boolean {
  const size = Math.max(run.size, row.size)
  const small = Math.min(run.size, row.size) < 0.75 * size
  return Math.abs(run.y - row.y) <= (small ? 0.7 : SAME_LINE) * (small ? size * 0.75 : size)
}

function lineOf(runs: readonly Run[], page: number): TextLine {
  const main = runs.reduce((widest, run) => (run.width > widest.width ? run : widest))
  const marks: string[] = []
  let text = ''
  let right = runs[0]!.x
  let previous: Run | null = null
  for (const run of runs) {
    // Bold print is sometimes made by printing twice, a hair apart.
    if (previous && isDouble(previous, run)) continue
    let piece = run.text.trim()
    if (isRaised(run, main) && /^[\d①-⑳*]{1,3}$/.test(piece)) {
      if (/[a-zA-Z]$/.test(text)) piece = POWERS[piece] ?? piece
      else if (/[\u3400-\u9fff，。；：、”）》]$/.test(text)) {
        marks.push(piece)
        continue
      }
    }
    const gap = run.x - right
    const between = previous === null ? '' : blankBetween(text, piece, gap, Math.max(run.size, previous.size))
    text += between + piece
    right = Math.max(right, run.x + run.width)
    previous = run
  }
  const left = runs[0]!.x
  return { page, text: withoutGaps(text.trim()), left, right, baseline: main.y, size: main.size, marks }
}

const POWERS: Readonly<Record<string, string>> = { '2': '²', '3': '³' }

function isRaised(run: Run, main: Run): boolean {
  return run.size < 0.8 * main.size && run.y < main.y - 0.12 * main.size
}

const BEFORE_CLOSING = /(?<=[\u3400-\u9fff\d%”’）》〉】〕]) +(?=[，。；：、！？）》〉】〕”’])/g
const BEHIND_OPENING = /(?<=[（《〈【〔“‘]) +/g
/** Justified lines: 智 能 制 造. Two or three characters so set apart are a title (总 则), and stay. */
const SPREAD = /(?:[\u3400-\u9fff，。、（）《》] ){3,}[\u3400-\u9fff，。、（）《》]/g
/** The quarter of a character that Word sets between 第 and 5 is no blank; behind a number that opens the line it is. */
const AUTOMATIC =
  /(?<=[\u3400-\u9fff，。、；：）》】〕”]) +(?=[\dA-Za-z])|(?<=[\dA-Za-z%％]) +(?=[\u3400-\u9fff，。、；：（《【〔“])/g
const OPENING_NUMBER = /^\d{1,2}(?:[.．]\d{1,2})* (?![万亿千百元个年月日%％家座项名人吨米倍])/

/** Gaps of the typesetting that are no blanks of the text. */
function withoutGaps(text: string): string {
  const number = OPENING_NUMBER.exec(text)?.[0] ?? ''
  const rest = text
    .slice(number.length)
    .replace(SPREAD, (spread) => spread.replaceAll(' ', ''))
    .replace(BEFORE_CLOSING, '')
    .replace(BEHIND_OPENING, '')
    .replace(AUTOMATIC, '')
  return number + rest
}

function blankBetween(before: string, after: string, gap: number, size: number): string {
  const han = HAN.test(before.at(-1) ?? '') && HAN.test(after[0] ?? '')
  const mixed = HAN.test(before.at(-1) ?? '') || HAN.test(after[0] ?? '')
  if (gap >= 1.9 * size) return '  '
  if (gap >= WIDE_BLANK * size) return ' '
  if (han || mixed) return ''
  return gap >= BLANK * size ? ' ' : ''
}

function isDouble(a: Run, b: Run): boolean {
  return a.text === b.text && Math.abs(a.x - b.x) < 0.15 * a.size && Math.abs(a.y - b.y) < 0.15 * a.size
}
