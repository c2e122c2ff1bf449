/** Says how long a merged cell may be to be written again in each row that it covers: the text has to stay the original's. */
import { type Block, countCharacters } from '../block.ts'

/** Longer cells would drown the rows. */
const LONGEST = 40
/** Share of the text that repetitions may add. */
const SHARE = 0.02
/** Repetitions that even a short text may have, in characters. */
const LEAST = 30

export function longestRepeated(blocks: readonly Block[]): number {
  let characters = 0
  /** Characters that the repetition of cells of each length adds. */
  const added = new Array<number>(LONGEST + 1).fill(0)
  for (const block of blocks) {
    if (block.kind === 'text') {
      characters += countCharacters(block.text)
      continue
    }
    for (const { text, rows } of block.cells) {
      const length = countCharacters(text)
      characters += length
      if (rows > 1 && length <= LONGEST) added[length]! += length * (rows - 1)
    }
  }
  const most = Math.max(LEAST, SHARE * characters)
  let sum = 0
  const over = added.findIndex((more) => {
    sum += more
    return sum > most
  })
  return over < 0 ? LONGEST : over - 1
}
