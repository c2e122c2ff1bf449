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
      walk(element, { ...walking, hidden: walking.hidden || isHidden(element, context) })
      return
    case 't':
      add(textOf(element), walking)
      return
    case 'tab':
    case 'ptab':
      add('\t', walking)
      return
    case 'br':
    case 'cr':
      add('\n', walking)
      return
    case 'noBreakHyphen':
      add('-', walking)
      return
    case 'sym':
      add(symbolOf(element), walking)
      return
    case 'del':
    case 'moveFrom':
      context.tally.leave('deleted', textOf(element))
      return
    case 'instrText':
    case 'delInstrText':
      context.tally.leave('field_code', textOf(element))
      return
    case 'fldChar':
      turnField(element.attributes.fldCharType, fields)
      return
    case 'footnoteReference':
    case 'endnoteReference': {
      const kind = element.name === 'footnoteReference' ? 'footnote' : 'endnote'
      if (!isSilent(walking)) found.notes.push({ kind, id: element.attributes.id ?? '' })
      return
    }
    case 'oMathPara':
    case 'oMath':
      add(formulaLine(element), walking)
      return
    case 'txbxContent':
      if (!walking.hidden) found.boxes.push(element)
      return
    case 'AlternateContent': {
      const choice = child(element, 'Choice') ?? child(element, 'Fallback')
      if (choice) walk(choice, walking)
      return
    }
    default:
      walk(element, walking)
      return
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
