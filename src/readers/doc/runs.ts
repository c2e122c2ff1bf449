/** Gives the properties that hold for each character of a Word file: its formatted pages (FKP), looked up by place. */
import type { DocStructure, Piece } from './structure.ts'
import { viewOf } from './structure.ts'

export interface PropertyRun {
  readonly from: number
  readonly to: number
  /** Style of a paragraph; 0 for characters. */
  readonly style: number
  readonly changes: Uint8Array
}

const PAGE = 512
const CHARACTERS = 12
const PARAGRAPHS = 13
const NONE = new Uint8Array()

export interface PropertyLookup {
  /** Properties of the character at a position of the text. */
  at(position: number): PropertyRun | null
}

export function paragraphProperties(structure: DocStructure): PropertyLookup {
  return lookup(structure, PARAGRAPHS, 13, (page, at) => {
    const short = page[at] ?? 0
    const start = short === 0 ? at + 2 : at + 1
    const length = short === 0 ? 2 * (page[at + 1] ?? 0) : 2 * short - 1
    const bytes = page.subarray(start, Math.min(start + length, PAGE))
    return { style: (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8), changes: bytes.subarray(2) }
  })
}

export function characterProperties(structure: DocStructure): PropertyLookup {
  return lookup(structure, CHARACTERS, 1, (page, at) => {
    const length = page[at] ?? 0
    return { style: 0, changes: page.subarray(at + 1, Math.min(at + 1 + length, PAGE)) }
  })
}

function lookup(
  structure: DocStructure,
  index: number,
  entrySize: number,
  read: (page: Uint8Array, at: number) => Pick<PropertyRun, 'style' | 'changes'>,
): PropertyLookup {
  const runs: PropertyRun[] = []
  const { offset, length } = structure.place(index)
  const plc = structure.table.subarray(offset, offset + length)
  const view = viewOf(plc)
  const count = Math.max(0, Math.floor((plc.length - 4) / 8))
  for (let i = 0; i < count; i++) {
    const number = view.getUint32(4 * (count + 1) + 4 * i, true) & 0x3fffff
    const page = structure.main.subarray(number * PAGE, (number + 1) * PAGE)
    if (page.length < PAGE) continue
    runs.push(...runsOfPage(page, entrySize, read))
  }
  runs.sort((a, b) => a.from - b.from)
  const offsetOf = offsets(structure.pieces)
  return {
    at(position) {
      const place = offsetOf(position)
      if (place === null) return null
      let low = 0
      let high = runs.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (runs[middle]!.to <= place) low = middle + 1
        else high = middle
      }
      const run = runs[low]
      return run && run.from <= place ? run : null
    },
  }
}

function runsOfPage(
  page: Uint8Array,
  entrySize: number,
  read: (page: Uint8Array, at: number) => Pick<PropertyRun, 'style' | 'changes'>,
): PropertyRun[] {
  const view = viewOf(page)
  const count = page[PAGE - 1]!
  const entries = 4 * (count + 1)
  if (entries + count * entrySize > PAGE) return []
  return Array.from({ length: count }, (_, i): PropertyRun => {
    const at = 2 * page[entries + i * entrySize]!
    const own = at === 0 ? { style: 0, changes: NONE } : read(page, at)
    return { from: view.getUint32(4 * i, true), to: view.getUint32(4 * i + 4, true), ...own }
  })
}

/** Byte offset of a position of the text. */
function offsets(pieces: readonly Piece[]): (position: number) => number | null {
  let last = 0
  return (position) => {
    // Positions are asked for in order, nearly always.
    if (!(pieces[last] && pieces[last]!.from <= position && position < pieces[last]!.to)) {
      last = pieces.findIndex((piece) => piece.from <= position && position < piece.to)
    }
    const piece = pieces[last]
    return piece ? piece.offset + (position - piece.from) * (piece.wide ? 2 : 1) : null
  }
}
