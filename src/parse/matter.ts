/** Gives every block its role: the document's head, its plan text, the closing part, and what a site wrapped around it. */
import type { ParagraphRole } from '../domain/document.ts'
import type { Block } from './block.ts'
import {
  isAddressee,
  isBodyName,
  isClosingNote,
  isDateLine,
  isNumberLine,
  isTitle,
  isWrapper,
} from './words.ts'

export interface Matter {
  readonly block: Block
  readonly role: Exclude<ParagraphRole, 'heading'>
}

/** Blocks at either end among which a wrapper line may stand. */
const WRAPPER_REACH = 6
const LONGEST_NOTE = 60
const MOST_HEAD_BLOCKS = 24
const PROMULGATION = /印发|批准|同意|通过|发布|公布|施行|遵照|执行|贯彻/

export interface MatterResult {
  readonly matter: readonly Matter[]
  /** Index of the block that holds the document's title; null when the text has none. */
  readonly title: number | null
}

export function assignRoles(blocks: readonly Block[]): MatterResult {
  const texts = blocks.flatMap((block, index) => (block.kind === 'text' ? [index] : []))
  const wrappers = wrapperBlocks(blocks, texts)
  const plain = texts.filter((index) => !wrappers.has(index))
  const first = plain.find((index) => opensPlan(blocks[index]!)) ?? blocks.length
  const front = plain.filter((index) => index < first)
  const title = titleOf(blocks, front)
  const roles = frontRoles(blocks, front, title)
  for (const index of closingBlocks(
    blocks,
    plain.filter((at) => at >= first || title === null),
  )) {
    if (roles.get(index) !== 'head') roles.set(index, 'signature')
  }
  const matter = blocks.map((block, index): Matter => {
    if (block.kind === 'toc') return { block, role: 'toc' }
    if (block.kind === 'page-number' || wrappers.has(index))
      return { block: unnumbered(block), role: 'wrapper' }
    const role = roles.get(index) ?? (isTableRow(block.text) ? 'table' : 'body')
    return { block: role === 'body' ? block : unnumbered(block), role }
  })
  return { matter, title }
}

function unnumbered(block: Block): Block {
  return block.number ? { ...block, number: null } : block
}

/** A numbered block opens the plan; 附件 above the first number belongs to the head. */
function opensPlan(block: Block): boolean {
  return block.number !== null && !block.number.printed.startsWith('附')
}

function wrapperBlocks(blocks: readonly Block[], texts: readonly number[]): Set<number> {
  const found = new Set<number>()
  const reach = [...texts.slice(0, WRAPPER_REACH), ...texts.slice(-WRAPPER_REACH)]
  for (const index of reach) if (isWrapper(blocks[index]!.text)) found.add(index)
  return found
}

/** The last title-like block of the front; else a short first block without punctuation. */
function titleOf(blocks: readonly Block[], front: readonly number[]): number | null {
  const prose = front.findIndex((index) => isProse(blocks[index]!.text))
  const top = front.slice(0, prose < 0 ? MOST_HEAD_BLOCKS : Math.min(prose, MOST_HEAD_BLOCKS))
  const named = top.findLast((index) => isTitle(blocks[index]!.text))
  if (named !== undefined) return named
  const first = front[0]
  if (first === undefined) return null
  const { text } = blocks[first]!
  const bare = text.length <= 45 && !/[。；，：:,;！？]/.test(text) && !isHeadLine(text)
  return bare ? first : null
}

/** A paragraph that promulgates nothing: behind it no title follows. */
function isProse(text: string): boolean {
  return text.length > LONGEST_NOTE && /[。；]/.test(text) && !PROMULGATION.test(text)
}

function isHeadLine(text: string): boolean {
  return isDateLine(text) || isNumberLine(text) || isBodyName(text) || isAddressee(text)
}

/** Roles of the front: all is head up to the title, and the notes right behind it; the rest introduces the plan. */
function frontRoles(
  blocks: readonly Block[],
  front: readonly number[],
  title: number | null,
): Map<number, Matter['role']> {
  const roles = new Map<number, Matter['role']>()
  let behindTitle = false
  for (const index of front) {
    const { text } = blocks[index]!
    if (title !== null && index <= title) {
      roles.set(index, 'head')
      behindTitle = index === title
      continue
    }
    const note = behindTitle && text.length <= LONGEST_NOTE && !/[。！？；]$/.test(text)
    const adopted = /^[（(].*[）)]$/s.test(text) && PROMULGATION.test(text)
    const head = isHeadLine(text) || adopted || (note && (text.length <= 20 || PROMULGATION.test(text)))
    if (!head) behindTitle = false
    roles.set(index, head ? 'head' : 'body')
  }
  return roles
}

/**
 * Blocks of the closing part: a date on a line of its own with the bodies above it, the list of attachments, notes on
 * publication. They may stand in the middle, where a notice is signed before the plan that it carries.
 */
function closingBlocks(blocks: readonly Block[], plain: readonly number[]): Set<number> {
  const found = new Set<number>()
  plain.forEach((index, at) => {
    const { text } = blocks[index]!
    if (isDateLine(text) && at > 0) {
      found.add(index)
      for (let back = at - 1; back >= 0 && isBodyName(blocks[plain[back]!]!.text); back--)
        found.add(plain[back]!)
    } else if (isClosingNote(text) && blocks[index]!.number === null) {
      found.add(index)
      if (/^附\s*件/.test(text)) for (const item of listedAttachments(blocks, plain, at + 1)) found.add(item)
    }
  })
  for (let at = plain.length - 1; at > 0 && isBodyName(blocks[plain[at]!]!.text); at--) found.add(plain[at]!)
  return found
}

function listedAttachments(blocks: readonly Block[], plain: readonly number[], from: number): number[] {
  const items: number[] = []
  for (const index of plain.slice(from)) {
    const { number, text } = blocks[index]!
    if (number?.style !== 'digit' || /[。；]$/.test(text) || text.length > 80) break
    items.push(index)
  }
  return items
}

/** A table row that survived as text: cells between tabs or bars. */
function isTableRow(text: string): boolean {
  return (text.match(/\t|\|/g)?.length ?? 0) >= 2
}
