/**
 * Gives the document tree of a source text. The order of reading, one file a step:
 *
 * 1. `lines.ts`        source text → lines
 * 2. `page-numbers.ts`, `contents.ts`, `wrapping.ts`   what kind of lines they are
 * 3. `blocks.ts`       lines → blocks: glued lines split (`glue.ts`), hard-wrapped ones joined, numbers recognised
 *    (`numbering.ts`) where they are due (`expectation.ts`)
 * 4. `matter.ts`       blocks → roles: head (`title.ts`), plan text, closing part (`closing.ts`), wrapper
 * 5. `outline.ts`      roles → sections (`sections.ts`): levels and nesting by `hierarchy.ts`; `heading.ts` cuts headings,
 *    `run-in.ts` finds unnumbered ones
 * 6. `paragraphs.ts`   → citable paragraphs with locators and `sentences.ts`
 * 7. `metadata.ts`, `receipt.ts`   → what the document says of itself, and what was not understood
 */
import type { DocumentTree, SourceText } from '../domain/document.ts'
import { linesOf } from '../text/lines.ts'
import { blocksOf } from './blocks.ts'
import { contentsLines } from './contents.ts'
import { assignRoles } from './matter.ts'
import { metadataOf } from './metadata.ts'
import { outlineOf } from './outline.ts'
import { pageNumberLines } from './page-numbers.ts'
import { paragraphsOf } from './paragraphs.ts'
import { receiptOf } from './receipt.ts'
import { tableRowsOf } from './table-rows.ts'
import { pageWidthOf } from './wrapping.ts'

/** Parses any text; never throws. Spans point into `source.text`, and paragraphs cover its non-blank text in order. */
export function parseDocument(source: SourceText): DocumentTree {
  const lines = linesOf(source.text)
  const rows = tableRowsOf(source)
  const plain = lines.filter((line) => !rows.has(line.number))
  const pageNumbers = pageNumberLines(plain)
  const toc = contentsLines(plain.filter((line) => !pageNumbers.has(line.number)))
  // A reader has joined the lines of the original already.
  const pageWidth = source.map ? null : pageWidthOf(plain.filter((line) => !toc.has(line.number)))
  const blocks = blocksOf(source.text, lines, { pageWidth, pageNumbers, toc, rows })
  const { matter, title } = assignRoles(source.text, blocks, rows)
  const outline = outlineOf(matter)
  const paragraphs = paragraphsOf(source.text, outline, rows)
  return {
    document: source.id,
    metadata: metadataOf(source, paragraphs, title),
    sections: outline.sections,
    paragraphs,
    receipt: receiptOf(source.text, outline.sections, paragraphs, outline.placed),
  }
}
