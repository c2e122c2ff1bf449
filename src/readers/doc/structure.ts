/** Reads the frame of a Word 97–2003 file ([MS-DOC]): the information block, the pieces of its text, and where they lie. */
import { broken, fileError } from '../file-error.ts'
import type { CompoundFile } from '../ole/read-compound.ts'

/** A stretch of characters that lie together in the file. */
export interface Piece {
  /** First character position, and the one behind the last. */
  readonly from: number
  readonly to: number
  /** Byte offset in the stream WordDocument. */
  readonly offset: number
  /** One byte a character (Windows-1252) or two. */
  readonly wide: boolean
}

export interface DocStructure {
  readonly main: Uint8Array
  readonly table: Uint8Array
  /** All characters: main text, notes, headers, text boxes, in this order. */
  readonly text: string
  readonly pieces: readonly Piece[]
  /** Lengths of the parts of the text. */
  readonly lengths: { readonly [part in Part]: number }
  /** Offset and length of structure `index` in the table stream (FibRgFcLcb97). */
  place(index: number): { readonly offset: number; readonly length: number }
}

export type Part = (typeof PARTS)[number]
/** The parts of the text in their order; their lengths stand in the block from byte 76 on. */
export const PARTS = [
  'main',
  'footnotes',
  'headers',
  'macros',
  'comments',
  'endnotes',
  'boxes',
  'headerBoxes',
] as const

const WORD_97 = 0xa5ec
const ENCRYPTED = 0x0100
const FIRST_TABLE = 0x0200
const CLX = 33
const MOST_CHARACTERS = 20_000_000

export function structureOf(compound: CompoundFile): DocStructure {
  const main = compound.read('WordDocument') ?? new Uint8Array()
  if (main.length < 900) throw broken('the stream WordDocument is cut off')
  const view = viewOf(main)
  if (view.getUint16(0, true) !== WORD_97 || view.getUint16(2, true) < 0x00c1) {
    throw fileError('file_unsupported', 'this Word file is older than Word 97', 'save it as .docx')
  }
  const flags = view.getUint16(10, true)
  if ((flags & ENCRYPTED) !== 0) {
    throw fileError(
      'file_encrypted',
      'the Word file is encrypted with a password',
      'save it without a password',
    )
  }
  const table =
    compound.read((flags & FIRST_TABLE) !== 0 ? '1Table' : '0Table') ??
    compound.read('1Table') ??
    compound.read('0Table')
  if (!table) throw broken('the compound file has no table stream')
  const counts = PARTS.map((_, index) => view.getInt32(76 + 4 * index, true))
  if (counts.some((count) => count < 0 || count > MOST_CHARACTERS))
    throw broken('the lengths of its text are damaged')
  const lengths = Object.fromEntries(
    PARTS.map((part, index) => [part, counts[index]!]),
  ) as DocStructure['lengths']
  const place = (index: number) => {
    const at = 154 + 8 * index
    if (at + 8 > main.length) return { offset: 0, length: 0 }
    const offset = view.getUint32(at, true)
    return {
      offset,
      length: offset > table.length ? 0 : Math.min(view.getUint32(at + 4, true), table.length - offset),
    }
  }
  const { offset, length } = place(CLX)
  const pieces = piecesOf(table.subarray(offset, offset + length), main.length)
  return {
    main,
    table,
    pieces,
    lengths,
    place,
    text: pieces.map((piece) => textOfPiece(main, piece)).join(''),
  }
}

function piecesOf(clx: Uint8Array, bytes: number): Piece[] {
  const view = viewOf(clx)
  let at = 0
  // Property changes of fast saves stand before the table of pieces.
  while (at + 3 <= clx.length && clx[at] === 1) at += 3 + view.getUint16(at + 1, true)
  if (at + 5 > clx.length || clx[at] !== 2) throw broken('its table of pieces is missing')
  const length = Math.min(view.getUint32(at + 1, true), clx.length - at - 5)
  const count = Math.floor((length - 4) / 12)
  const positions = at + 5
  const pieces: Piece[] = []
  for (let i = 0; i < count; i++) {
    const from = view.getUint32(positions + 4 * i, true)
    const to = view.getUint32(positions + 4 * i + 4, true)
    const packed = view.getUint32(positions + 4 * (count + 1) + 8 * i + 2, true)
    const wide = (packed & 0x40000000) === 0
    const offset = wide ? packed & 0x3fffffff : (packed & 0x3fffffff) >>> 1
    const expected = pieces.at(-1)?.to ?? 0
    if (from !== expected || to < from || offset + (to - from) * (wide ? 2 : 1) > bytes) {
      throw broken(`piece ${i + 1} of ${count} of its text lies outside of the file`)
    }
    pieces.push({ from, to, offset, wide })
  }
  return pieces
}

function textOfPiece(main: Uint8Array, { from, to, offset, wide }: Piece): string {
  const bytes = main.subarray(offset, offset + (to - from) * (wide ? 2 : 1))
  const text = new TextDecoder(wide ? 'utf-16le' : 'windows-1252', { ignoreBOM: true }).decode(bytes)
  // Halves of pairs decode to one sign each, so that positions stay.
  return text.length === to - from ? text : text.padEnd(to - from, ' ').slice(0, to - from)
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
