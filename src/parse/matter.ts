/** Gives every block its role: the document's head, its plan text, the closing part, and what a site wrapped around it. */
import type { ParagraphRole } from '../domain/document.ts'
import type { Block } from './block.ts'
import { closingBlocks, listedAttachments } from './closing.ts'
import type { HeadingNumber } from './numbering.ts'
import type { TableRows } from './table-rows.ts'
import { isHeadLine, joinTitleLines, LONGEST_NOTE, opensPlan, titleOf } from './title.ts'
import { isTitle, isWrapper, promulgates } from './words.ts'

export interface Matter {
  readonly block: Block
  readonly role: Exclude<ParagraphRole, 'heading'>
}

export interface MatterResult {
  readonly matter: readonly Matter[]
  /** Index of the block that holds the document's title; null when the text has none. */
  readonly title: number | null
}

/** Blocks at either end among which a wrapper line may stand. */
const WRAPPER_REACH = 6
/** A title behind a signature opens what the signed notice carries. */
const UNNUMBERED_PART: HeadingNumber = {
  style: 'part',
  value: 1,
  depth: 0,
  length: 0,
  printed: '',
  key: '',
  doubtful: false,
}

export function assignRoles(source: string, found: readonly Block[], rows: TableRows): MatterResult {
  const blocks = joinTitleLines(source, found)
  const texts = blocks.flatMap((block, index) =>
    block.kind === 'text' && !rows.has(block.line) ? [index] : [],
  )
  const wrappers = wrapperBlocks(blocks, texts)
  const plain = texts.filter((index) => !wrappers.has(index))
  const listed = new Set(plain.flatMap((_, at) => listedAttachments(blocks, plain, at)))
  const first = plain.find((index) => opensPlan(blocks[index]!) && !listed.has(index)) ?? blocks.length
  const front = plain.filter((index) => index < first)
  const title = titleOf(blocks, front)
  const roles = frontRoles(blocks, front, title)
  for (const index of closingBlocks(blocks, plain)) {
    if (roles.get(index) !== 'head' && index > (title ?? -1)) roles.set(index, 'signature')
  }
  let signed = false
  const matter = blocks.map((block, index): Matter => {
    if (block.kind === 'toc') return { block, role: 'toc' }
    if (rows.has(block.line)) return { block, role: 'table' }
    if (block.kind === 'page-number' || wrappers.has(index))
      return { block: unnumbered(block), role: 'wrapper' }
    const role = roles.get(index) ?? (isTableRow(block.text) ? 'table' : 'body')
    const opensPart =
      signed && role === 'body' && index > first && block.number === null && isTitle(block.text)
    signed = role === 'signature'
    if (opensPart) return { block: { ...block, number: UNNUMBERED_PART }, role }
    return { block: role === 'body' ? block : unnumbered(block), role }
  })
  return { matter, title }
}

function unnumbered(block: Block): Block {
  return block.number ? { ...block, number: null } : block
}

function wrapperBlocks(blocks: readonly Block[], texts: readonly number[]): Set<number> {
  const found = new Set<number>()
  const reach = [...texts.slice(0, WRAPPER_REACH), ...texts.slice(-WRAPPER_REACH)]
  for (const index of reach) if (isWrapper(blocks[index]!.text)) found.add(index)
  return found
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
    const adopted = /^[（(].*[）)]$/s.test(text) && promulgates(text)
    const short = text.length <= 20 && !/[，：:]/.test(text)
    const head = isHeadLine(text) || adopted || (note && (short || promulgates(text)))
    if (!head) behindTitle = false
    roles.set(index, head ? 'head' : 'body')
  }
  return roles
}

/** A table row that survived as text: cells between tabs or bars. */
function isTableRow(text: string): boolean {
  return (text.match(/\t|\|/g)?.length ?? 0) >= 2
}
