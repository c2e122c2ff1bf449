/** Makes small OFD packages for tests from the XML of their parts. */
import { strToU8, zipSync } from 'fflate'

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${content}`)

export interface OfdParts {
  /** Objects of the pages, in their order. */
  readonly pages: readonly string[]
  readonly template?: string
  readonly annotation?: string
  readonly info?: string
  readonly resources?: string
  /** Path of the pages as the document names it; default relative to its folder. */
  readonly pagePath?: (index: number) => string
}

export function makeOfd({
  pages,
  template,
  annotation,
  info = '',
  resources,
  pagePath = (index) => `Pages/Page_${index}/Content.xml`,
}: OfdParts): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'OFD.xml': xml(
      `<ofd:OFD ${NS} DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>${info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    'Doc_0/Document.xml': xml(
      `<ofd:Document ${NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>${resources ? '<ofd:DocumentRes>Res.xml</ofd:DocumentRes>' : ''}${template ? '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>' : ''}</ofd:CommonData><ofd:Pages>${pages.map((_, index) => `<ofd:Page ID="${index + 1}" BaseLoc="${pagePath(index)}"/>`).join('')}</ofd:Pages>${annotation ? '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>' : ''}</ofd:Document>`,
    ),
  }
  const page = (objects: string, used: string) =>
    xml(
      `<ofd:Page ${NS}>${used}<ofd:Content><ofd:Layer ID="50">${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
    )
  pages.forEach((objects, index) => {
    files[`Doc_0/Pages/Page_${index}/Content.xml`] = page(
      objects,
      template ? '<ofd:Template TemplateID="90" ZOrder="Background"/>' : '',
    )
  })
  if (template) files['Doc_0/Tpls/Tpl_0/Content.xml'] = page(template, '')
  if (resources) files['Doc_0/Res.xml'] = xml(`<ofd:Res ${NS}>${resources}</ofd:Res>`)
  if (annotation) {
    files['Doc_0/Annots/Annotations.xml'] = xml(
      `<ofd:Annotations ${NS}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
    )
    files['Doc_0/Annots/Page_0/Annotation.xml'] = xml(`<ofd:PageAnnot ${NS}>${annotation}</ofd:PageAnnot>`)
  }
  return zipSync(files)
}

/** One line of text at a place, in millimetres. */
export const ofdText = (
  text: string,
  x: number,
  y: number,
  size = 5,
  more = '',
  delta = `g ${Math.max(1, [...text].length - 1)} ${size}`,
) =>
  `<ofd:TextObject ID="1" Boundary="${x} ${y - size} ${size * [...text].length} ${size * 1.2}" Font="1" Size="${size}" ${more}><ofd:TextCode X="0" Y="${size}" DeltaX="${delta}">${text}</ofd:TextCode></ofd:TextObject>`

export const ofdLine = (x1: number, y1: number, x2: number, y2: number) =>
  `<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.3"><ofd:AbbreviatedData>M ${x1} ${y1} L ${x2} ${y2}</ofd:AbbreviatedData></ofd:PathObject>`
