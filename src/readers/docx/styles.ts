/** Gives what paragraph and character styles say of text: list, outline level, hidden; inherited along `basedOn`. */
import { child, elements, type XmlElement } from '../zip/xml.ts'

export interface Style {
  readonly name: string
  /** Id of the list, `0` for none; null where the style says nothing. */
  readonly list: string | null
  readonly listLevel: number | null
  /** 0 for the first level; null where the style says nothing. */
  readonly outline: number | null
  readonly hidden: boolean | null
}

export interface Styles {
  /** The default paragraph style for an absent id. */
  paragraph(id: string | undefined): Style
  character(id: string | undefined): Style
  /** List of a numbering style. */
  listOf(id: string): string | null
}

const EMPTY: Style = { name: '', list: null, listLevel: null, outline: null, hidden: null }
const LONGEST_CHAIN = 20

export function stylesOf(root: XmlElement | null): Styles {
  const all = root ? elements(root, 'style') : []
  const byId = new Map(all.map((style) => [style.attributes.styleId ?? '', style]))
  const isDefault = (style: XmlElement) => /^(?:1|true|on)$/.test(style.attributes.default ?? '')
  const standard = all.find((style) => style.attributes.type === 'paragraph' && isDefault(style))
  const known = new Map<XmlElement, Style>()
  const resolve = (style: XmlElement | undefined, depth: number): Style => {
    if (!style || depth > LONGEST_CHAIN) return EMPTY
    const found = known.get(style)
    if (found) return found
    const based = resolve(byId.get(child(style, 'basedOn')?.attributes.val ?? ''), depth + 1)
    const own = ownOf(style)
    const resolved: Style = {
      name: own.name,
      list: own.list ?? based.list,
      listLevel: own.listLevel ?? based.listLevel,
      outline: own.outline ?? based.outline,
      hidden: own.hidden ?? based.hidden,
    }
    known.set(style, resolved)
    return resolved
  }
  return {
    paragraph: (id) => resolve(id === undefined ? standard : (byId.get(id) ?? standard), 0),
    character: (id) => (id === undefined ? EMPTY : resolve(byId.get(id), 0)),
    listOf: (id) => resolve(byId.get(id), 0).list,
  }
}

const HEADING_NAME = /^(?:heading|标题)\s*([1-9])$/i

function ownOf(style: XmlElement): Style {
  const name = child(style, 'name')?.attributes.val ?? ''
  const properties = child(style, 'pPr')
  const heading = HEADING_NAME.exec(name)
  const outline = outlineOf(properties)
  return {
    name,
    ...listOf(properties),
    outline: outline ?? (heading ? Number(heading[1]) - 1 : null),
    hidden: flag(child(style, 'rPr'), 'vanish'),
  }
}

/** List and level that paragraph properties name. */
export function listOf(properties: XmlElement | undefined): Pick<Style, 'list' | 'listLevel'> {
  const numbering = child(properties, 'numPr')
  const level = child(numbering, 'ilvl')?.attributes.val
  return {
    list: child(numbering, 'numId')?.attributes.val ?? null,
    listLevel: level === undefined ? null : Number(level) || 0,
  }
}

/** Level 9 is body text. */
export function outlineOf(properties: XmlElement | undefined): number | null {
  const level = child(properties, 'outlineLvl')?.attributes.val
  return level === undefined ? null : Number(level)
}

/** A toggle: absent, on, or off by its value. */
export function flag(properties: XmlElement | undefined, name: string): boolean | null {
  const element = child(properties, name)
  return element ? !/^(?:0|false|off|none)$/.test(element.attributes.val ?? '') : null
}
