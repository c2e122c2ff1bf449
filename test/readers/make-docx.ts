/** Makes small docx packages for tests from the XML of their parts. */
import { strToU8, zipSync } from 'fflate'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NAMESPACES = `xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

export interface DocxParts {
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly footnotes?: string
  readonly header?: string
  readonly comments?: string
  /** Further parts by name. */
  readonly more?: Readonly<Record<string, string | Uint8Array>>
}

export function makeDocx({ body, more = {}, ...parts }: DocxParts): Uint8Array {
  const root = (name: string, content: string) =>
    strToU8(`<?xml version="1.0" encoding="UTF-8"?><w:${name} ${NAMESPACES}>${content}</w:${name}>`)
  const roots: Readonly<Record<string, string>> = {
    styles: 'styles',
    numbering: 'numbering',
    footnotes: 'footnotes',
    header: 'hdr',
    comments: 'comments',
  }
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(contentTypes(Object.keys(parts))),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/document.xml': root('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relations([
      ...Object.keys(parts).map((part): [string, string] => [part, `${part}.xml`]),
      ['image', 'media/gone.png'],
    ]),
  }
  for (const [part, content] of Object.entries(parts)) files[`word/${part}.xml`] = root(roots[part]!, content)
  for (const [name, content] of Object.entries(more))
    files[name] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(files)
}

function relations(targets: readonly (readonly [string, string])[]): Uint8Array {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index}" Type="${R}/${type}" Target="${target}"/>`,
  )
  return strToU8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`,
  )
}

export const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`

export const p = (content: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`

export const listed = (text: string, list: number, level = 0) =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

/** Levels as [format, text, more]. */
export const abstractList = (id: number, levels: readonly (readonly [string, string, string?])[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ([format, text, more = ''], level) =>
        `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`,
    )
    .join('')}</w:abstractNum>`

export const list = (id: number, abstract: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`

export const tc = (content: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<w:') ? content : p(content)}</w:tc>`

export const tr = (cells: string, properties = '') =>
  `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`

export const tbl = (rows: string) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows}</w:tbl>`

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** Office programs refuse packages whose parts have no type. */
function contentTypes(parts: readonly string[]): string {
  const overrides = parts.map(
    (part) => `<Override PartName="/word/${part}.xml" ContentType="${MAIN}.${part}+xml"/>`,
  )
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/>${overrides.join('')}</Types>`
}
