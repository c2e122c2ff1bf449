/** Finds the title of a document, and joins titles that were set on two lines. */
import { type Block, blockOf } from './block.ts'
import {
  isAddressee,
  isBodyName,
  isClosingNote,
  isDateLine,
  isNumberLine,
  isTitle,
  isWrapper,
  promulgates,
} from './words.ts'

const MOST_HEAD_BLOCKS = 24
export const LONGEST_NOTE = 60
const LONGEST_LINE = 50
/** The second line of a title is a short rest (实施方案（试行）), or the first line asks for more (关于印发). */
const LONGEST_REST = 16
const ASKS_FOR_MORE = /关于|印发$/

/** A numbered block opens the plan; 附件 above the first number belongs to the head. */
export function opensPlan(block: Block): boolean {
  return block.number !== null && !isAttachment(block)
}

/** Blocks with two-line titles joined: in the head, and below 附件1. */
export function joinTitleLines(source: string, blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex(opensPlan)
  const joined: Block[] = []
  blocks.forEach((block, index) => {
    const before = joined.at(-1)
    const inHead = first < 0 || index < first
    const joins =
      before !== undefined &&
      isPlainLine(block) &&
      (inHead
        ? index < MOST_HEAD_BLOCKS && isPlainLine(before) && splitsTitle(before.text, block.text)
        : isAttachment(before) && before.line === before.lastLine && !/[。；：]/.test(block.text))
    if (joins) joined[joined.length - 1] = join(source, before, block)
    else joined.push(block)
  })
  return joined
}

/** Index of the title's block: the last title-like block of the head; else a short first block without punctuation. */
export function titleOf(blocks: readonly Block[], front: readonly number[]): number | null {
  const prose = front.findIndex((index) => isProse(blocks[index]!.text))
  const top = front.slice(0, prose < 0 ? MOST_HEAD_BLOCKS : Math.min(prose, MOST_HEAD_BLOCKS))
  const named = top.findLast((index) => isTitle(blocks[index]!.text))
  if (named !== undefined) return named
  const first = front[0]
  if (first === undefined) return null
  const { text } = blocks[first]!
  const bare =
    text.length >= 6 &&
    text.length <= 45 &&
    !/[。；，：:,;！？]|^[（(、]|^\d+年\d+月/.test(text) &&
    !isHeadLine(text)
  return bare ? first : null
}

/** A line of the head other than the title: date, number, body, addressee. */
export function isHeadLine(text: string): boolean {
  return isDateLine(text) || isNumberLine(text) || isBodyName(text) || isAddressee(text)
}

function isAttachment(block: Block): boolean {
  return block.number?.style === 'part' && block.number.printed.startsWith('附')
}

function isPlainLine({ kind, number, text }: Block): boolean {
  return kind === 'text' && number === null && text.length <= LONGEST_LINE && !isWrapper(text)
}

function splitsTitle(line: string, next: string): boolean {
  const opens = line.length >= 6 && !/[。；，：:,;！？《》]/.test(line) && !isHeadLine(line)
  const fits = ASKS_FOR_MORE.test(line) || next.length <= LONGEST_REST
  return opens && fits && isTitle(next) && !isTitle(line) && !isClosingNote(line)
}

function join(source: string, first: Block, second: Block): Block {
  const span = { start: first.span.start, end: second.span.end }
  const gaps = [...first.gaps, { start: first.span.end, end: second.span.start }, ...second.gaps]
  const lines = { line: first.line, lastLine: second.lastLine }
  return { ...blockOf(source, span, lines, gaps), number: first.number }
}

/** A paragraph that promulgates nothing: behind it no title follows. */
function isProse(text: string): boolean {
  return text.length > LONGEST_NOTE && /[。；]/.test(text) && !promulgates(text)
}
