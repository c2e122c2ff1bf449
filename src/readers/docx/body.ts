/** Gives the blocks of a docx body: paragraphs with their numbers, tables, notes and text boxes, in the order of reading. */
import type { Block, TextBlock } from '../block.ts'
import { child, elements, type XmlElement } from '../zip/xml.ts'
import type { DocxContext } from './context.ts'
import { type FieldState, runText } from './run-text.ts'
import { flag, listOf, outlineOf } from './styles.ts'
import { tableBlocks } from './table.ts'

const BODY_TEXT = 9
const LONGEST_HEADING = 120

/** `fields` are open over the ends of paragraphs (a table of contents is one). */
export function bodyBlocks(
  parent: XmlElement,
  context: DocxContext,
  fields: FieldState = { open: [] },
): Block[] {
  const blocks: Block[] = []
  let carried = ''
  for (const element of flatten(parent)) {
    if (element.name === 'p') {
      const read = paragraphBlocks(element, context, fields, carried)
      carried = read.carried
      blocks.push(...read.blocks)
    } else if (element.name === 'tbl') {
      blocks.push(...tableBlocks(element, context, (cell) => bodyBlocks(cell, context, fields)))
    } else if (element.name === 'altChunk') {
      context.warn('The file embeds another file as a part of its text (altChunk), which is not read.')
    }
  }
  if (carried.trim() !== '') blocks.push({ kind: 'text', text: carried })
  return blocks
}

const DELETED = new Set(['del', 'moveFrom'])
const TRANSPARENT = new Set(['sdt', 'sdtContent', 'customXml', 'smartTag', 'ins', 'moveTo', 'Choice', 'body'])

/** Paragraphs and tables, whatever controls and marks of changes stand around them. */
function* flatten(parent: XmlElement): Generator<XmlElement> {
  for (const element of elements(parent)) {
    if (element.name === 'AlternateContent') {
      const choice = child(element, 'Choice') ?? child(element, 'Fallback')
      if (choice) yield* flatten(choice)
    } else if (TRANSPARENT.has(element.name)) yield* flatten(element)
    else if (!DELETED.has(element.name)) yield element
  }
}

/** A paragraph whose mark was deleted runs on into the next one: its text is carried there. */
function paragraphBlocks(
  paragraph: XmlElement,
  context: DocxContext,
  fields: FieldState,
  before: string,
): { blocks: Block[]; carried: string } {
  const properties = child(paragraph, 'pPr')
  const style = context.styles.paragraph(child(properties, 'pStyle')?.attributes.val)
  const found = runText(paragraph, style.hidden ?? false, fields, context)
  const marked = child(properties, 'rPr')
  const boxes = found.boxes.flatMap((box) => boxBlocks(box, context))
  const text = before + tidyTabs(found.text)
  if (child(marked, 'del') || child(marked, 'moveFrom')) return { blocks: boxes, carried: text }
  const blocks: Block[] = []
  // An empty paragraph shows its number, too, and uses it up; without text there is nothing to cite.
  const isHidden = text.trim() === '' && flag(marked, 'vanish') === true
  const numbered = isHidden ? text : withNumber(text, properties, style, context, paragraph)
  if (text.trim() !== '') blocks.push({ kind: 'text', text: numbered, ...levelOf(properties, style, text) })
  blocks.push(...found.notes.flatMap((note) => noteBlocks(note, context)), ...boxes)
  return { blocks, carried: '' }
}

type ParagraphStyle = ReturnType<DocxContext['styles']['paragraph']>

function withNumber(
  text: string,
  properties: XmlElement | undefined,
  style: ParagraphStyle,
  { numbering }: DocxContext,
  paragraph: XmlElement,
): string {
  const own = listOf(properties)
  const list = own.list ?? style.list
  if (list === null || list === '0') return text
  // Word numbers no paragraph that holds nothing but a picture, and none that is empty within a list it inherits.
  if (text.trim() === '' && elements(paragraph, 'r').length === 0 && own.list === null) return text
  const id = child(properties, 'pStyle')?.attributes.val
  const level =
    own.listLevel ?? (id === undefined ? null : numbering.levelOfStyle(list, id)) ?? style.listLevel ?? 0
  return numbering.number({ list, level }, text)
}

function levelOf(
  properties: XmlElement | undefined,
  style: ParagraphStyle,
  text: string,
): Pick<TextBlock, 'level'> {
  if (text.trim().length > LONGEST_HEADING) return {}
  if (/^(?:title|标题)$/i.test(style.name)) return { level: 0 }
  const outline = outlineOf(properties) ?? style.outline
  return outline === null || outline >= BODY_TEXT ? {} : { level: outline + 1 }
}

function noteBlocks(
  { kind, id }: { kind: 'footnote' | 'endnote'; id: string },
  context: DocxContext,
): Block[] {
  const note = context.notes[kind].get(id)
  if (!note) return []
  context.noteCount++
  const text = bodyBlocks(note, context)
    .map((block) =>
      block.kind === 'text' ? block.text.trim() : block.cells.map((cell) => cell.text).join(' '),
    )
    .join(' ')
  if (text.trim() === '') return []
  return [{ kind: 'text', text: `［注${context.noteCount}］${text.trim()}`, note: kind }]
}

function boxBlocks(box: XmlElement, context: DocxContext): Block[] {
  return bodyBlocks(box, context).map((block) =>
    block.kind === 'text' ? { ...block, note: 'textbox' } : block,
  )
}

/** Tabs place text on the page; in a line that is read they are blanks. Those of a contents list stay. */
function tidyTabs(text: string): string {
  return text.replace(/\t(?!\s*[\dIVXivx]{1,5}\s*$)/g, ' ')
}
