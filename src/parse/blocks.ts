/** Gives the blocks of a document from its lines: page numbers set apart, hard-wrapped lines joined, glued lines split. */
import { entitiesIn } from '../text/entities.ts'
import type { Line } from '../text/lines.ts'
import { type Block, blockOf } from './block.ts'
import { Expectation } from './expectation.ts'
import { splitGluedLines } from './glue.ts'
import { bareDecimalOf, decimalTopOf, type HeadingNumber, headingNumberOf, type Style } from './numbering.ts'
import type { TableRows } from './table-rows.ts'
import { isDateLine } from './words.ts'
import { continues } from './wrapping.ts'

/** A bullet or a labelled responsibility opens a paragraph of its own. */
const OPENER = /^(?:——|--|[●•◆■▪★※])|^[（(]?(?:责任|牵头|配合)(?:单位|部门)[：:]/
/** A number of these styles that stands alone on its line has its title on the next one. */
const TITLE_BELOW: ReadonlySet<Style> = new Set<Style>([
  'part',
  'chapter',
  'section',
  'decimal',
  'han',
  'hanParen',
])
const LONGEST_TITLE_BELOW = 40

export interface Layout {
  /** Columns of a page of hard-wrapped text; null where one line is one paragraph. */
  readonly pageWidth: number | null
  readonly pageNumbers: ReadonlySet<number>
  readonly toc: ReadonlySet<number>
  /** Rows of tables: each is a block of its own, without a number. */
  readonly rows: TableRows
}

export function blocksOf(source: string, lines: readonly Line[], layout: Layout): Block[] {
  const isApart = (line: Line) =>
    layout.pageNumbers.has(line.number) || layout.toc.has(line.number) || layout.rows.has(line.number)
  const pieces = splitGluedLines(lines, layout.pageWidth !== null, isApart)
  const numbers = numbersOf(pieces).map((number, at) => (layout.rows.has(pieces[at]!.number) ? null : number))
  const blocks: Block[] = []
  const expected = new Expectation()
  for (let i = 0; i < pieces.length; ) {
    const piece = pieces[i]!
    if (isApart(piece)) {
      const kind = layout.pageNumbers.has(piece.number)
        ? 'page-number'
        : layout.toc.has(piece.number)
          ? 'toc'
          : 'text'
      blocks.push(blockOf(source, piece.span, { line: piece.number, lastLine: piece.number }, [], kind))
      i++
      continue
    }
    const found = numbers[i] ?? null
    const number = found && expected.accepts(found, layout.pageWidth !== null) ? found : null
    if (number) expected.note(number)
    const end = joinEnd(pieces, numbers, i, number, expected, layout)
    const parts = pieces.slice(i, end).filter((part) => !layout.pageNumbers.has(part.number))
    const last = parts.at(-1)!
    const joints = parts.slice(1).map((part, at) => ({ start: parts[at]!.span.end, end: part.span.start }))
    const span = { start: piece.span.start, end: last.span.end }
    const gaps = [...joints, ...parts.flatMap((part) => entitiesIn(source, part.span))].sort(
      (a, b) => a.start - b.start,
    )
    const block = blockOf(source, span, { line: piece.number, lastLine: last.number }, gaps)
    blocks.push({ ...block, number })
    i = end
  }
  return blocks
}

/** The number that each piece opens with. 1 总则 counts where 1.1 is the next decimal number, or where it is due. */
function numbersOf(pieces: readonly Line[]): (HeadingNumber | null)[] {
  const numbers = pieces.map((piece, at) => {
    const below = pieces[at + 1]?.text ?? ''
    const titled = below.length <= LONGEST_TITLE_BELOW && /^[\u3400-\u9fff“][^。；，]*$/.test(below)
    return headingNumberOf(piece.text) ?? (titled ? bareDecimalOf(piece.text) : null)
  })
  const isTop = (at: number) => numbers[at] === null || numbers[at]?.style === 'digit'
  let next = ''
  let last = Number.NaN
  for (let at = pieces.length - 1; at >= 0; at--) {
    const number = numbers[at] ?? null
    if (number?.style === 'decimal' && !number.doubtful) next = number.key
    const top = next !== '' && isTop(at) ? decimalTopOf(pieces[at]!.text) : null
    if (top && next === `${top.key}.1`) numbers[at] = top
  }
  // Behind the last 2.3 only the count tells that 3 附则 is a heading.
  for (let at = 0; at < pieces.length; at++) {
    const number = numbers[at] ?? null
    if (number?.style === 'decimal' && number.depth === 1) last = number.value
    const top = Number.isNaN(last) || number !== null ? null : decimalTopOf(pieces[at]!.text)
    if (top?.value !== last + 1) continue
    numbers[at] = top
    last = top.value
  }
  return numbers
}

/** Index behind the last piece that belongs to the block opened by `pieces[from]`, which has `number` or none. */
function joinEnd(
  pieces: readonly Line[],
  numbers: readonly (HeadingNumber | null)[],
  from: number,
  number: HeadingNumber | null,
  expected: Expectation,
  { pageWidth, pageNumbers, toc, rows }: Layout,
): number {
  const skipPages = (at: number) => {
    while (at < pieces.length && pageNumbers.has(pieces[at]!.number)) at++
    return at
  }
  let last = from
  let widest = pieces[from]!.width
  for (;;) {
    const next = skipPages(last + 1)
    const piece = pieces[next]
    // A piece on the same line starts where that line was split.
    if (
      !piece ||
      toc.has(piece.number) ||
      rows.has(piece.number) ||
      OPENER.test(piece.text) ||
      piece.number === pieces[last]!.number
    )
      break
    const found = numbers[next] ?? null
    if ((found && expected.accepts(found, true)) || isDateLine(piece.text)) break
    if (last === from && number && isBare(pieces[from]!, number)) {
      if (!TITLE_BELOW.has(number.style) || piece.text.length > LONGEST_TITLE_BELOW) break
    } else {
      if (pageWidth === null) break
      const first = last === from && number === null
      if (!continues(pieces[last]!, piece, pieces[skipPages(next + 1)], { widest, page: pageWidth, first }))
        break
      if (number && last === from && isTitleLine(pieces[from]!, pageWidth)) break
    }
    widest = Math.max(widest, piece.width)
    last = next
  }
  return last + 1
}

function isBare(line: Line, number: HeadingNumber): boolean {
  return line.text.trimEnd().length <= number.length
}

/** A numbered line that stops short of the page's width without a full stop is a heading of its own. */
function isTitleLine(line: Line, pageWidth: number): boolean {
  return !/[。！？；]/.test(line.text) && line.width < pageWidth - 8
}
