/** Cuts a part of a Word file's text into paragraphs: fields as results, hidden and deleted text left out, numbers added. */
import type { Tally } from '../block.ts'
import type { Numbering } from '../lists/numbering.ts'
import type { PropertyLookup, PropertyRun } from './runs.ts'
import { byteOf, sprmsOf, wordOf } from './sprms.ts'
import { type DocStyles, hiddenBy, type ParagraphProperties, readParagraph } from './styles.ts'

export interface DocParagraph {
  readonly text: string
  /** Position of its mark. */
  readonly mark: number
  /** True where its mark ends a cell of an outer table. */
  readonly endsCell: boolean
  readonly properties: ParagraphProperties
  readonly style: number
  readonly changes: Uint8Array
  /** Positions of references to notes within it. */
  readonly references: readonly number[]
}

export interface DocContext {
  readonly text: string
  readonly characters: PropertyLookup
  readonly paragraphs: PropertyLookup
  readonly styles: DocStyles
  readonly numbering: Numbering
  readonly tally: Tally
}

const CELL = '\u0007'
const REFERENCE = '\u0002'
const LEFT_OUT = new Set(['\u0001', '\u0003', '\u0004', '\u0005', '\u0008', '\u001f', '\u0000'])
const NO_CHANGES = new Uint8Array()

export function paragraphsBetween(from: number, to: number, context: DocContext): DocParagraph[] {
  const found: DocParagraph[] = []
  const fields: ('code' | 'result')[] = []
  let open = ''
  let references: number[] = []
  let run: PropertyRun | null = null
  let state: CharacterState = 'shown'
  const reader = createStateReader(context)
  for (let at = from; at < to; at++) {
    const sign = context.text[at]!
    if (sign === '\r' || sign === CELL || sign === '\u000c') {
      found.push(paragraphOf(open, at, references, context))
      open = ''
      references = []
      continue
    }
    const own = context.characters.at(at)
    if (own !== run) {
      run = own
      state = reader.stateOf(own)
    }
    if (sign === '\u0013') fields.push('code')
    else if (sign === '\u0014') {
      if (fields.length > 0) fields[fields.length - 1] = 'result'
    } else if (sign === '\u0015') fields.pop()
    else if (sign === REFERENCE && state === 'shown') references.push(at)
    else if (LEFT_OUT.has(sign) || sign === REFERENCE) continue
    else if (fields.includes('code')) context.tally.leave('field_code', sign)
    else if (state !== 'shown') context.tally.leave(state, sign)
    else open += shownSign(sign, own)
  }
  if (open.trim() !== '') found.push(paragraphOf(open, to - 1, references, context))
  return found
}

type CharacterState = 'shown' | 'hidden' | 'deleted'

/** What a run's properties make of its characters; runs are shared by many characters. */
function createStateReader({ styles }: DocContext): { stateOf(run: PropertyRun | null): CharacterState } {
  const known = new Map<PropertyRun, CharacterState>()
  return {
    stateOf(run) {
      if (!run) return 'shown'
      const before = known.get(run)
      if (before) return before
      let state: CharacterState = 'shown'
      let style = -1
      for (const sprm of sprmsOf(run.changes)) {
        if (sprm.code === 0x0800 && byteOf(sprm) === 1) state = 'deleted'
        if (sprm.code === 0x4a30) style = wordOf(sprm)
      }
      const hidden = hiddenBy(run.changes) ?? (style >= 0 && styles.hides(style))
      if (hidden && state === 'shown') state = 'hidden'
      known.set(run, state)
      return state
    },
  }
}

function shownSign(sign: string, run: PropertyRun | null): string {
  if (sign === '\u000b' || sign === '\u000e') return '\n'
  if (sign === '\t') return ' '
  if (sign === '\u001e') return '-'
  if (sign !== '(' || !run) return sign
  // A sign of a symbol font is stored as a bracket whose properties name it.
  for (const { code, operand } of sprmsOf(run.changes)) {
    if (code === 0x6a09) return String.fromCharCode((operand[2] ?? 0) | ((operand[3] ?? 0) << 8))
  }
  return sign
}

function paragraphOf(
  text: string,
  mark: number,
  references: readonly number[],
  { text: all, paragraphs, styles, numbering }: DocContext,
): DocParagraph {
  const run = paragraphs.at(mark)
  const style = run?.style ?? 0
  const changes = run?.changes ?? NO_CHANGES
  const own = readParagraph(changes)
  const base = styles.paragraph(style)
  const list = own.list ?? base.list ?? 0
  // An empty paragraph of a list counts where the list is its own.
  const counts =
    list > 0 && list < 0xf000 && (text.trim() !== '' || own.list !== null) && !own.rowEnd && !own.innerRowEnd
  const level = own.listLevel ?? base.listLevel ?? 0
  const numbered = counts ? numbering.number({ list: String(list), level }, text) : text
  const properties = { ...own, outline: own.outline ?? base.outline }
  return {
    text: text.trim() === '' ? '' : numbered,
    mark,
    endsCell: all[mark] === CELL,
    properties,
    style,
    changes,
    references,
  }
}
