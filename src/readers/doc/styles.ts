/** Gives the styles of a Word file: list, outline level and hidden text, inherited along their bases. */
import { byteOf, type Sprm, sprmsOf, wordOf } from './sprms.ts'
import { type DocStructure, viewOf } from './structure.ts'

/** What property changes say of a paragraph; null where they say nothing. */
export interface ParagraphProperties {
  list: number | null
  listLevel: number | null
  outline: number | null
  inTable: boolean
  /** Ends a row. */
  rowEnd: boolean
  /** Depth of tables; 0 or 1 outside of nested ones. */
  depth: number
  innerCellEnd: boolean
  innerRowEnd: boolean
}

export interface DocStyles {
  paragraph(style: number): Pick<ParagraphProperties, 'list' | 'listLevel' | 'outline'>
  hides(style: number): boolean
  /** Title, by its built-in number. */
  isTitle(style: number): boolean
}

const STYLE_SHEET = 1
const TITLE = 62
const DEEPEST = 12
const PARAGRAPH = 1

interface RawStyle {
  readonly builtIn: number
  readonly base: number
  readonly paragraph: Uint8Array
  readonly character: Uint8Array
}

export function stylesOf(structure: DocStructure): DocStyles {
  const { offset, length } = structure.place(STYLE_SHEET)
  const styles = rawStyles(structure.table.subarray(offset, offset + length))
  const paragraph = (
    index: number,
    depth = 0,
  ): Pick<ParagraphProperties, 'list' | 'listLevel' | 'outline'> => {
    const style = styles[index]
    if (!style || depth > DEEPEST) return { list: null, listLevel: null, outline: null }
    const base = style.base === 0xfff ? null : paragraph(style.base, depth + 1)
    const own = readParagraph(style.paragraph)
    const builtIn = style.builtIn >= 1 && style.builtIn <= 9 ? style.builtIn - 1 : null
    return {
      list: own.list ?? base?.list ?? null,
      listLevel: own.listLevel ?? base?.listLevel ?? null,
      outline: own.outline ?? builtIn ?? base?.outline ?? null,
    }
  }
  const hides = (index: number, depth = 0): boolean => {
    const style = styles[index]
    if (!style || depth > DEEPEST) return false
    const own = hiddenBy(style.character)
    return own ?? (style.base !== 0xfff && hides(style.base, depth + 1))
  }
  return { paragraph, hides, isTitle: (index) => styles[index]?.builtIn === TITLE }
}

export function readParagraph(changes: Uint8Array): ParagraphProperties {
  const properties: ParagraphProperties = {
    list: null,
    listLevel: null,
    outline: null,
    inTable: false,
    rowEnd: false,
    depth: 0,
    innerCellEnd: false,
    innerRowEnd: false,
  }
  for (const sprm of sprmsOf(changes)) applyTo(properties, sprm)
  return properties
}

function applyTo(properties: ParagraphProperties, sprm: Sprm): void {
  switch (sprm.code) {
    case 0x2416:
      properties.inTable = byteOf(sprm) !== 0
      break
    case 0x2417:
      properties.rowEnd = byteOf(sprm) !== 0
      break
    case 0x244b:
      properties.innerCellEnd = byteOf(sprm) !== 0
      break
    case 0x244c:
      properties.innerRowEnd = byteOf(sprm) !== 0
      break
    case 0x6649:
      properties.depth = wordOf(sprm)
      break
    case 0x260a:
      properties.listLevel = byteOf(sprm)
      break
    case 0x460b:
      properties.list = wordOf(sprm)
      break
    case 0x2640:
      properties.outline = byteOf(sprm)
      break
    default:
  }
}

/** True or false where the changes say so; null where they leave it to the style. */
export function hiddenBy(changes: Uint8Array): boolean | null {
  let hidden: boolean | null = null
  for (const sprm of sprmsOf(changes)) {
    if (sprm.code === 0x083c && byteOf(sprm) < 0x80) hidden = byteOf(sprm) === 1
  }
  return hidden
}

function rawStyles(sheet: Uint8Array): (RawStyle | null)[] {
  if (sheet.length < 8) return []
  const view = viewOf(sheet)
  const header = view.getUint16(0, true)
  const count = view.getUint16(2, true)
  const baseSize = view.getUint16(4, true)
  const styles: (RawStyle | null)[] = []
  let at = 2 + header
  for (let i = 0; i < count && at + 2 <= sheet.length; i++) {
    const size = view.getUint16(at, true)
    styles.push(size === 0 ? null : rawStyle(sheet.subarray(at + 2, at + 2 + size), baseSize))
    at += 2 + size
  }
  return styles
}

function rawStyle(bytes: Uint8Array, baseSize: number): RawStyle | null {
  if (bytes.length < baseSize + 4 || baseSize < 8) return null
  const view = viewOf(bytes)
  const kindAndBase = view.getUint16(2, true)
  const updates = view.getUint16(4, true) & 0xf
  let at = baseSize + 2 + 2 * view.getUint16(baseSize, true) + 2
  const parts: Uint8Array[] = []
  for (let i = 0; i < updates && at + 2 <= bytes.length; i++) {
    const size = view.getUint16(at, true)
    parts.push(bytes.subarray(at + 2, at + 2 + size))
    at += 2 + size + (size % 2)
  }
  const isParagraph = (kindAndBase & 0xf) === PARAGRAPH
  return {
    builtIn: view.getUint16(0, true) & 0xfff,
    base: kindAndBase >> 4,
    paragraph: isParagraph ? (parts[0] ?? new Uint8Array()).subarray(2) : new Uint8Array(),
    character: (isParagraph ? parts[1] : parts[0]) ?? new Uint8Array(),
  }
}
