/** Finds the closing part of a document: signature, date, attachments, notes on publication. */
import type { Block } from './block.ts'
import { isBodyName, isClosingNote, isDateLine } from './words.ts'

/**
 * Blocks of the closing part: a date on a line of its own with the bodies above it, the list of attachments, notes on
 * publication. They may stand in the middle, where a notice is signed before the plan that it carries.
 */
export function closingBlocks(blocks: readonly Block[], plain: readonly number[]): Set<number> {
  const found = new Set<number>()
  plain.forEach((index, at) => {
    const { text } = blocks[index]!
    if (isDateLine(text) && at > 0) {
      found.add(index)
      for (let back = at - 1; back >= 0 && isBodyName(blocks[plain[back]!]!.text); back--)
        found.add(plain[back]!)
    } else if (isClosingNote(text) && blocks[index]!.number === null) {
      found.add(index)
      for (const item of listedAttachments(blocks, plain, at)) found.add(item)
    }
  })
  for (let at = plain.length - 1; at > 0 && isBodyName(blocks[plain[at]!]!.text); at--) found.add(plain[at]!)
  return found
}

/** Items of the list that 附件：1.… opens at `plain[at]`: the numbered names behind it. */
export function listedAttachments(blocks: readonly Block[], plain: readonly number[], at: number): number[] {
  if (!/^附\s*件\s*[：:]/.test(blocks[plain[at]!]!.text)) return []
  const items: number[] = []
  for (let next = at + 1; next < plain.length; next++) {
    const { number, text } = blocks[plain[next]!]!
    if (number?.style !== 'digit' || /[。；]$/.test(text) || text.length > 80) break
    items.push(plain[next]!)
  }
  return items
}
