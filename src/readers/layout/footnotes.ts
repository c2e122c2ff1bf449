/** Finds the notes at the foot of a page: small print below the text, each opened by its mark. */
import type { TextBlock } from '../block.ts'
import { joinLines } from '../clean-text.ts'
import type { TextLine } from './page.ts'

const SMALL = 0.88
const MARK = /^(?:[①-⑳]|\[\d{1,2}\]|\d{1,2}(?![\d.．、年月]))\s*(?=\S{4})/
/** Share of the page above which no note begins. */
const LOWER_HALF = 0.5

/** The lines that are notes; `lines` are those of a page from top to bottom, `size` that of its text. */
export function footnoteLines(lines: readonly TextLine[], size: number, height: number): TextLine[] {
  let from = lines.length
  while (from > 0 && lines[from - 1]!.size < SMALL * size && lines[from - 1]!.baseline > LOWER_HALF * height)
    from--
  while (from < lines.length && !MARK.test(lines[from]!.text)) from++
  return lines.slice(from)
}

/** Lines without a mark go on with the note above. */
export function footnoteBlocks(lines: readonly TextLine[]): TextBlock[] {
  const texts: string[] = []
  for (const { text } of lines) {
    const mark = MARK.exec(text)
    if (mark) texts.push(`［注${mark[0].replace(/[\s[\]]/g, '')}］${text.slice(mark[0].length)}`)
    else if (texts.length > 0) texts[texts.length - 1] = joinLines(texts.at(-1)!, text)
  }
  const page = lines[0]?.page
  return texts.map((text) => ({
    kind: 'text',
    text,
    note: 'footnote',
    ...(page !== undefined && { pages: [{ offset: 0, page }] }),
  }))
}
