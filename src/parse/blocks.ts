/** Gives the blocks of a document from its lines: page numbers set apart, hard-wrapped lines joined, glued lines split. */
import { type Line, trimSpan, widthOf } from '../text/lines.ts'
import { type Block, blockOf } from './block.ts'
import { type HeadingNumber, headingNumberOf } from './numbering.ts'
import { continues } from './wrapping.ts'

/** A bullet or a labelled responsibility opens a paragraph of its own. */
const OPENER = /^(?:——|--|[●•◆■▪★※])|^[（(]?(?:责任|牵头|配合)(?:单位|部门)[：:]/
/** In PDF text a blank behind a full stop is where two blocks were glued: Chinese sets none there. */
const GLUE = /[。；！？）)][ \u3000\t]+(?=\S)/g

export interface Layout {
  readonly wrapped: boolean
  readonly pageNumbers: ReadonlySet<number>
  readonly toc: ReadonlySet<number>
}

export function blocksOf(source: string, lines: readonly Line[], layout: Layout): Block[] {
  const pieces = lines.flatMap((line) => splitGlued(line, layout))
  const blocks: Block[] = []
  const expected = new Expectation()
  for (let i = 0; i < pieces.length; ) {
    const piece = pieces[i]!
    const single = { line: piece.number, lastLine: piece.number }
    if (layout.pageNumbers.has(piece.number) || layout.toc.has(piece.number)) {
      const kind = layout.pageNumbers.has(piece.number) ? 'page-number' : 'toc'
      blocks.push(blockOf(source, piece.span, single, [], kind))
      i++
      continue
    }
    const end = layout.wrapped ? joinEnd(pieces, i, layout, expected) : i + 1
    const parts = pieces.slice(i, end).filter((part) => !layout.pageNumbers.has(part.number))
    const last = parts.at(-1)!
    const gaps = parts.slice(1).map((part, at) => ({ start: parts[at]!.span.end, end: part.span.start }))
    const span = { start: piece.span.start, end: last.span.end }
    const block = blockOf(source, span, { line: piece.number, lastLine: last.number }, gaps)
    const number = block.number && expected.accepts(block.number, layout.wrapped) ? block.number : null
    if (number) expected.note(number)
    blocks.push({ ...block, number })
    i = end
  }
  return blocks
}

/** Index behind the last piece that carries on the paragraph opened by `pieces[from]`. */
function joinEnd(pieces: readonly Line[], from: number, layout: Layout, expected: Expectation): number {
  const isPage = (piece: Line | undefined) => piece !== undefined && layout.pageNumbers.has(piece.number)
  const opening = headingNumberOf(pieces[from]!.text)
  const heading = opening !== null && expected.accepts(opening, true)
  const running = heading && opening ? expected.after(opening) : expected
  let last = from
  let widest = pieces[from]!.width
  for (;;) {
    let next = last + 1
    while (isPage(pieces[next])) next++
    const piece = pieces[next]
    if (!piece || layout.toc.has(piece.number) || OPENER.test(piece.text)) break
    // A glued piece starts where its line was split.
    if (piece.number === pieces[last]!.number) break
    const number = headingNumberOf(piece.text)
    if (number && running.accepts(number, true)) break
    let after = next + 1
    while (isPage(pieces[after])) after++
    if (!continues(pieces[last]!, piece, pieces[after], widest, last === from && !heading)) break
    if (heading && last === from && isTitleLine(pieces[from]!, piece)) break
    widest = Math.max(widest, piece.width)
    last = next
  }
  return last + 1
}

/** A numbered line that stops short of the page's width without a full stop is a heading of its own. */
function isTitleLine(line: Line, next: Line): boolean {
  return !/[。！？；]/.test(line.text) && line.width < Math.max(next.width, 50) - 8
}

function splitGlued(line: Line, layout: Layout): Line[] {
  if (layout.pageNumbers.has(line.number) || layout.toc.has(line.number)) return [line]
  const parts: Line[] = []
  let from = 0
  for (const match of line.text.matchAll(GLUE)) {
    const at = match.index + 1
    const rest = line.text.slice(match.index + match[0].length)
    const number = headingNumberOf(rest)
    const splits = layout.wrapped
      ? number !== null || /^[\u3400-\u9fff]/.test(rest)
      : number !== null && (number.style === 'han' || number.style === 'hanParen') && /。\s*$/.test(match[0])
    if (!splits) continue
    parts.push(part(line, from, at))
    from = match.index + match[0].length
  }
  if (from === 0) return [line]
  return [...parts, part(line, from, line.text.length)]
}

function part(line: Line, from: number, to: number): Line {
  const { start, end } = trimSpan(line.text, { start: from, end: to })
  const text = line.text.slice(start, end)
  const span = { start: line.span.start + start, end: line.span.start + end }
  return { number: line.number, span, text, width: widthOf(text) }
}

/** Which numbers are due: those that follow the last one of their style, and a new beginning. */
class Expectation {
  private readonly last = new Map<string, number>()

  accepts(number: HeadingNumber, wrapped: boolean): boolean {
    const last = this.last.get(keyOf(number))
    if (number.doubtful)
      return !wrapped && number.style === 'digit' && last !== undefined && number.value === last + 1
    if (!wrapped || number.style === 'box' || number.style === 'part') return true
    return number.value === 1 || (last !== undefined && number.value > last && number.value <= last + 2)
  }

  note(number: HeadingNumber): void {
    this.last.set(keyOf(number), number.value)
  }

  after(number: HeadingNumber): Expectation {
    const next = new Expectation()
    for (const [key, value] of this.last) next.last.set(key, value)
    next.note(number)
    return next
  }
}

function keyOf(number: HeadingNumber): string {
  return number.style === 'decimal' ? `decimal${number.depth}` : number.style
}
