/** Gives the lists of a Word file with their levels: the tables of lists (PlfLst) and of their uses (PlfLfo). */
import type { ListLevel } from '../lists/list-level.ts'
import { createNumbering, type List, type Numbering } from '../lists/numbering.ts'
import { type DocStructure, viewOf } from './structure.ts'

const LISTS = 73
const USES = 74
const MOST_LISTS = 5000

/** Names of ECMA-376 for the codes of number formats (MSONFC). */
const FORMATS: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  5: 'ordinal',
  8: 'hex',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  14: 'decimalFullWidth',
  15: 'decimal',
  16: 'japaneseLegal',
  17: 'japaneseDigitalTenThousand',
  18: 'decimalEnclosedCircle',
  19: 'decimalFullWidth2',
  22: 'decimalZero',
  23: 'bullet',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  28: 'decimalEnclosedCircleChinese',
  29: 'ideographEnclosedCircle',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  32: 'ideographZodiacTraditional',
  33: 'taiwaneseCounting',
  34: 'ideographLegalTraditional',
  35: 'taiwaneseCountingThousand',
  36: 'taiwaneseDigital',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  255: 'none',
}
const SUFFIXES = ['tab', 'space', 'nothing']

/** Lists are named by the number of their use, from 1, as paragraphs name them. */
export function listsOf(structure: DocStructure): Numbering {
  try {
    return createNumbering(usesOf(structure, definitionsOf(structure)))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // A damaged table of lists costs the numbers, not the text.
    return createNumbering(new Map())
  }
}

type Levels = Map<number, ListLevel>

function definitionsOf({ table, place }: DocStructure): Map<number, Levels> {
  const { offset, length } = place(LISTS)
  const found = new Map<number, Levels>()
  if (length < 2) return found
  const view = viewOf(table)
  const count = Math.min(view.getUint16(offset, true), MOST_LISTS)
  let at = offset + 2 + 28 * count
  for (let i = 0; i < count; i++) {
    const own = offset + 2 + 28 * i
    const simple = (table[own + 26]! & 1) !== 0
    const levels: Levels = new Map()
    for (let level = 0; level < (simple ? 1 : 9); level++) {
      const read = levelAt(table, at, level)
      levels.set(level, read.level)
      at = read.end
    }
    found.set(view.getUint32(own, true), levels)
  }
  return found
}

/** Throws RangeError beyond the end of the table stream. */
function levelAt(table: Uint8Array, at: number, index: number): { level: ListLevel; end: number } {
  const view = viewOf(table)
  const flags = view.getUint8(at + 5)
  const characterChanges = view.getUint8(at + 24)
  const paragraphChanges = view.getUint8(at + 25)
  const limit = view.getUint8(at + 26)
  const textAt = at + 28 + characterChanges + paragraphChanges
  const length = view.getUint16(textAt, true)
  let text = ''
  for (let i = 0; i < length; i++) {
    const code = view.getUint16(textAt + 2 + 2 * i, true)
    // The first nine codes stand for the numbers of the levels.
    text += code < 9 ? `%${code + 1}` : String.fromCharCode(code)
  }
  const level: ListLevel = {
    start: view.getInt32(at, true),
    format: FORMATS[view.getUint8(at + 4)] ?? 'decimal',
    pattern: '',
    text,
    suffix: SUFFIXES[view.getUint8(at + 15)] ?? 'tab',
    style: null,
    legal: (flags & 4) !== 0,
    restartAfter: (flags & 8) !== 0 ? limit : index,
  }
  return { level, end: textAt + 2 + 2 * length }
}

function usesOf({ table, place }: DocStructure, definitions: ReadonlyMap<number, Levels>): Map<string, List> {
  const { offset, length } = place(USES)
  const lists = new Map<string, List>()
  if (length < 4) return lists
  const view = viewOf(table)
  const count = Math.min(view.getUint32(offset, true), MOST_LISTS)
  let at = offset + 4 + 16 * count
  for (let i = 0; i < count; i++) {
    const own = offset + 4 + 16 * i
    const id = view.getUint32(own, true)
    const levels = new Map(definitions.get(id))
    const starts = new Map<number, number>()
    at += 4
    for (let n = 0; n < view.getUint8(own + 12); n++) {
      const flags = view.getUint32(at + 4, true)
      const level = flags & 0xf
      if ((flags & 0x10) !== 0 && (flags & 0x20) === 0) starts.set(level, view.getInt32(at, true))
      at += 8
      if ((flags & 0x20) === 0) continue
      const read = levelAt(table, at, level)
      levels.set(level, read.level)
      if ((flags & 0x10) !== 0) starts.set(level, read.level.start)
      at = read.end
    }
    lists.set(String(i + 1), { abstract: String(id), starts, levels })
  }
  return lists
}
