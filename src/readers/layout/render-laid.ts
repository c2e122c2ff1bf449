/** Gives source text, map and coverage of laid-out pages; characters that no block holds are told, not lost in silence. */
import type { DocumentMap } from '../../domain/document-map.ts'
import type { FileCoverage } from '../../ports/document-reader.ts'
import type { Tally } from '../block.ts'
import { renderBlocks } from '../render-blocks.ts'
import type { LaidBlocks } from './blocks-of-pages.ts'

/** `recognised` are the pages that OCR has read. */
export function renderLaid(
  { blocks, characters }: LaidBlocks,
  tally: Tally,
  recognised: ReadonlySet<number>,
): { text: string; map: DocumentMap; coverage: FileCoverage } {
  const marked = blocks.map((block) =>
    block.kind === 'text' && recognised.has(block.pages?.[0]?.page ?? -1)
      ? { ...block, note: 'ocr' as const }
      : block,
  )
  const rendered = renderBlocks(marked)
  const coverage = tally.coverage(rendered.characters)
  // Dropped doubles and cut cells lower the sum; blanks that pdf.js sees within words may raise it.
  const whole = Math.max(coverage.characters, characters)
  const share = whole === 0 ? 1 : Math.min(1, rendered.characters / whole)
  return { text: rendered.text, map: rendered.map, coverage: { ...coverage, characters: whole, share } }
}
