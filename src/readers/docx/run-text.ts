/** Gives the text of a paragraph's runs: fields as their results, insertions kept, deletions and hidden text left out. */
import { child, textOf, type XmlElement } from '../zip/xml.ts'
import type { DocxContext } from './context.ts'
import { formulaLine } from './formula.ts'
import { flag } from './styles.ts'

export interface RunText {
  text: string
  /** Contents of text boxes that are anchored here, in order. */
  readonly boxes: XmlElement[]
  readonly notes: { readonly kind: 'footnote' | 'endnote'; readonly id: string }[]
}

/** A field that is open: between its beginning and its separator stands code that nobody sees. */
export interface FieldState {
  readonly open: ('code' | 'result')[]
}

export function runText(
  paragraph: XmlElement,
  hidden: boolean,
  fields: FieldState,
  context: DocxContext,
): RunText {
  const found: RunText = { text: '', boxes: [], notes: [] }
  walk(paragraph, { hidden, fields, context, found })
  return found
}

interface Walk {
  readonly hidden: boolean
  readonly fields: FieldState
  readonly context: DocxContext
  readonly found: RunText
}

function walk(parent: XmlElement, walking: Walk): void {
  for (const each of parent.children) if (typeof each !== 'string') visit(each, walking)
}

function visit(element: XmlElement, walking: Walk): void {
  const { context, found, fields } = walking
  switch (element.name) {
    case 'pPr':
    case 'rPr':
    case 'sdtPr':
    case 'sdtEndPr':
    case 'smartTagPr':
    case 'rt':
      return
    case 'r':
      if (element.prefix === 'm') return
      return walk(element, { ...walking, hidden: walking.hidden || isHidden(element, context) })
    case 't':
      return add(textOf(element), walking)
    case 'tab':
    case 'ptab':
      return add('\t', walking)
    case 'br':
    case 'cr':
      return add('\n', walking)
    case 'noBreakHyphen':
      return add('-', walking)
    case 'sym':
      return add(symbolOf(element), walking)
    case 'del':
    case 'moveFrom':
      return context.tally.leave('deleted', textOf(element))
    case 'instrText':
    case 'delInstrText':
      return context.tally.leave('field_code', textOf(element))
    case 'fldChar':
      return turnField(element.attributes.fldCharType, fields)
    case 'footnoteReference':
    case 'endnoteReference': {
      const kind = element.name === 'footnoteReference' ? 'footnote' : 'endnote'
      if (!isSilent(walking)) found.notes.push({ kind, id: element.attributes.id ?? '' })
      return
    }
    case 'oMathPara':
    case 'oMath':
      return add(formulaLine(element), walking)
    case 'txbxContent':
      if (!walking.hidden) found.boxes.push(element)
      return
    case 'AlternateContent': {
      const choice = child(element, 'Choice') ?? child(element, 'Fallback')
      return choice && walk(choice, walking)
    }
    default:
      return walk(element, walking)
  }
}

function add(text: string, walking: Walk): void {
  if (walking.fields.open.includes('code')) walking.context.tally.leave('field_code', text)
  else if (walking.hidden) walking.context.tally.leave('hidden', text)
  else walking.found.text += text
}

function isSilent({ hidden, fields }: Walk): boolean {
  return hidden || fields.open.includes('code')
}

function turnField(type: string | undefined, { open }: FieldState): void {
  if (type === 'begin') open.push('code')
  else if (type === 'separate' && open.length > 0) open[open.length - 1] = 'result'
  else if (type === 'end') open.pop()
}

/** What the run itself says wins over its character style. */
function isHidden(run: XmlElement, { styles }: DocxContext): boolean {
  const properties = child(run, 'rPr')
  if (!properties) return false
  return (
    flag(properties, 'vanish') ??
    styles.character(child(properties, 'rStyle')?.attributes.val).hidden ??
    false
  )
}

function symbolOf({ attributes }: XmlElement): string {
  const code = Number.parseInt(attributes.char ?? '', 16)
  return Number.isInteger(code) && code > 0 && code <= 0xffff ? String.fromCharCode(code) : ''
}
