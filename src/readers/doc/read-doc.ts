/** Gives the reading of a Word 97–2003 file (.doc, .wps): its text as Word shows it, with automatic numbers and tables. */
import type { DocumentReading } from '../../ports/document-reader.ts'
import { type Block, createTally, type TextBlock } from '../block.ts'
import type { CompoundFile } from '../ole/read-compound.ts'
import { renderBlocks } from '../render-blocks.ts'
import { listsOf } from './lists.ts'
import { type DocContext, type DocParagraph, paragraphsBetween } from './paragraphs.ts'
import { characterProperties, paragraphProperties } from './runs.ts'
import { type DocStructure, PARTS, type Part, structureOf, viewOf } from './structure.ts'
import { stylesOf } from './styles.ts'
import { depthOf, tableAt } from './tables.ts'

const NOTES = {
  footnote: { part: 'footnotes', references: 2, texts: 3 },
  endnote: { part: 'endnotes', references: 46, texts: 47 },
} as const
const LONGEST_HEADING = 120
const BODY_TEXT = 9

export function readDoc(compound: CompoundFile): DocumentReading {
  const structure = structureOf(compound)
  const tally = createTally()
  const context: DocContext = {
    text: structure.text,
    characters: characterProperties(structure),
    paragraphs: paragraphProperties(structure),
    styles: stylesOf(structure),
    numbering: listsOf(structure),
    tally,
  }
  const notes = notesOf(structure, context)
  const main = rangeOf(structure, 'main')
  const blocks = blocksOf(paragraphsBetween(main.from, main.to, context), context, notes)
  const boxes = rangeOf(structure, 'boxes')
  for (const block of blocksOf(paragraphsBetween(boxes.from, boxes.to, context), context, new Map())) {
    blocks.push(block.kind === 'text' ? { ...block, note: 'textbox' } : block)
  }
  for (const part of ['headers', 'headerBoxes', 'comments'] as const) {
    const { from, to } = rangeOf(structure, part)
    const text = structure.text.slice(from, to).replace(/\u0013[^\u0014\u0015]*\u0014?|[\u0000-\u001f]/g, ' ')
    tally.leave(part === 'comments' ? 'comment' : 'header', text)
  }
  const warnings = compound.names.some((name) => /^(?:_VBA_PROJECT|VBA|Macros)$/i.test(name))
    ? ['The file holds macros, which are ignored.']
    : []
  const { text, map, characters } = renderBlocks(blocks)
  return {
    kind: 'doc',
    text,
    map,
    metadata: { properties: {} },
    warnings,
    coverage: tally.coverage(characters),
  }
}

function rangeOf({ lengths, text }: DocStructure, part: Part): { from: number; to: number } {
  const from = PARTS.slice(0, PARTS.indexOf(part)).reduce((sum, each) => sum + lengths[each], 0)
  return { from: Math.min(from, text.length), to: Math.min(from + lengths[part], text.length) }
}

function blocksOf(
  paragraphs: readonly DocParagraph[],
  context: DocContext,
  notes: ReadonlyMap<number, TextBlock>,
): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < paragraphs.length; ) {
    const paragraph = paragraphs[at]!
    if (depthOf(paragraph) > 0) {
      const table = tableAt(paragraphs, at, 1)
      blocks.push(...table.blocks)
      for (const { references } of paragraphs.slice(at, table.end)) blocks.push(...notesAt(references, notes))
      at = Math.max(at + 1, table.end)
      continue
    }
    if (paragraph.text.trim() !== '')
      blocks.push({ kind: 'text', text: paragraph.text, ...levelOf(paragraph, context) })
    blocks.push(...notesAt(paragraph.references, notes))
    at++
  }
  return blocks
}

function levelOf(
  { text, style, properties }: DocParagraph,
  { styles }: DocContext,
): Pick<TextBlock, 'level'> {
  if (text.length > LONGEST_HEADING) return {}
  if (styles.isTitle(style)) return { level: 0 }
  return properties.outline === null || properties.outline >= BODY_TEXT
    ? {}
    : { level: properties.outline + 1 }
}

function notesAt(references: readonly number[], notes: ReadonlyMap<number, TextBlock>): TextBlock[] {
  return references.flatMap((position) => notes.get(position) ?? [])
}

/** Notes by the position of their reference, numbered in the order of the text. */
function notesOf(structure: DocStructure, context: DocContext): Map<number, TextBlock> {
  const found: { position: number; kind: 'footnote' | 'endnote'; text: string }[] = []
  for (const kind of ['footnote', 'endnote'] as const) {
    const { part, references, texts } = NOTES[kind]
    const range = rangeOf(structure, part)
    if (range.to <= range.from) continue
    const positions = plcPositions(structure, references, 2)
    const starts = plcPositions(structure, texts, 0)
    positions.slice(0, -1).forEach((position, index) => {
      const from = range.from + (starts[index] ?? 0)
      const to = Math.min(range.to, range.from + (starts[index + 1] ?? 0))
      const text = paragraphsBetween(from, to, context)
        .map((paragraph) => paragraph.text.trim())
        .join(' ')
        .trim()
      if (text !== '') found.push({ position, kind, text })
    })
  }
  found.sort((a, b) => a.position - b.position)
  return new Map(
    found.map(({ position, kind, text }, index) => [
      position,
      { kind: 'text', text: `［注${index + 1}］${text}`, note: kind },
    ]),
  )
}

/** Positions of a table of positions (PLC) whose entries have `size` bytes of data each. */
function plcPositions({ table, place }: DocStructure, index: number, size: number): number[] {
  const { offset, length } = place(index)
  const view = viewOf(table)
  const count = Math.max(0, Math.floor((length - 4) / (4 + size)))
  return length < 4 ? [] : Array.from({ length: count + 1 }, (_, i) => view.getUint32(offset + 4 * i, true))
}
