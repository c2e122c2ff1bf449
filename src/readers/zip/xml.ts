/** Gives the elements of an XML part as a tree; no document types, no entities but the five of XML, bounded depth. */
import { SaxesParser } from 'saxes'
import { broken } from '../file-error.ts'
import { decodeXml } from './decode-xml.ts'

/** An element; `name` is its local name, `prefix` the usual one of its namespace (w, a, ofd), whatever the file uses. */
export interface XmlElement {
  readonly name: string
  readonly prefix: string
  /** By local name; of two attributes of one local name the one with the element's own prefix counts. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (XmlElement | string)[]
}

const DEEPEST = 400

/** Namespaces of Office files, strict and transitional, and of OFD; others keep the prefix of the file. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/spreadsheetml\/(?:2006\/)?main$/, 'x'],
  [/drawingml\/(?:2006\/)?main$/, 'a'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/wordprocessingShape$/, 'wps'],
  [/wordprocessingGroup$/, 'wpg'],
  [/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/schemas-microsoft-com:vml$/, 'v'],
]

/** Throws `file_broken` where the part is no well-formed XML. */
export function parseXml(bytes: Uint8Array, part: string): XmlElement {
  const root: XmlElement = { name: '', prefix: '', attributes: {}, children: [] }
  const open: XmlElement[] = [root]
  readXml(bytes, part, {
    open(element) {
      if (open.length > DEEPEST) throw broken(`the part ${part} nests elements deeper than ${DEEPEST}`)
      open.at(-1)!.children.push(element)
      open.push(element)
    },
    text: (text) => open.at(-1)!.children.push(text),
    close: () => open.pop(),
  })
  const top = elements(root)[0]
  if (!top) throw broken(`the part ${part} is empty`)
  return top
}

export interface XmlEvents {
  open(element: XmlElement): void
  text(text: string): void
  close(name: string): void
}

/** The same as a stream of events, for parts too large for a tree; `children` stay empty. */
export function readXml(bytes: Uint8Array, part: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const prefixes = new Map<string, string>()
  const prefixOf = (uri: string, written: string) => {
    const known = prefixes.get(uri)
    if (known !== undefined) return known
    const prefix = PREFIXES.find(([pattern]) => pattern.test(uri))?.[1] ?? written
    prefixes.set(uri, prefix)
    return prefix
  }
  parser.on('error', (error) => {
    // Some writers of OFD leave out the declaration of the prefix that they use.
    if (/unbound namespace prefix/i.test(error.message)) return
    throw broken(`the part ${part} is no well-formed XML (${error.message})`, error)
  })
  parser.on('doctype', () => {
    throw broken(`the part ${part} declares a document type, which office files never do`)
  })
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = Object.create(null)
    for (const { local, value, prefix } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns') continue
      if (!(local in attributes) || prefix === tag.prefix) attributes[local] = value
    }
    events.open({ name: tag.local, prefix: prefixOf(tag.uri, tag.prefix), attributes, children: [] })
  })
  parser.on('text', (text) => events.text(text))
  parser.on('cdata', (text) => events.text(text))
  parser.on('closetag', (tag) => events.close(tag.local))
  parser.write(decodeXml(bytes)).close()
}

export function elements(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((each): each is XmlElement => typeof each !== 'string' && each.name === name)
}

/** First descendant along a path of names. */
export function descend(parent: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => child(at, name), parent)
}

/** All descendants of a name, in document order. */
export function* descendants(parent: XmlElement, name: string): Generator<XmlElement> {
  for (const each of elements(parent)) {
    if (each.name === name) yield each
    yield* descendants(each, name)
  }
}

/** All text below an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return ''
  return element.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('')
}
