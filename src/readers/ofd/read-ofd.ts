/** Gives the reading of an OFD package (GB/T 33190): pages with templates and annotations, in the order of reading. */
import type { DocumentReading, FileMetadata, ReaderOptions } from '../../ports/document-reader.ts'
import { createTally, type Tally } from '../block.ts'
import { broken, fileError } from '../file-error.ts'
import { blocksOfPages } from '../layout/blocks-of-pages.ts'
import { IDENTITY } from '../layout/matrix.ts'
import type { PageContent } from '../layout/page.ts'
import { renderLaid } from '../layout/render-laid.ts'
import { uprightRuns } from '../layout/upright.ts'
import type { ZipFile } from '../zip/read-zip.ts'
import { child, descend, descendants, elements, textOf, type XmlElement } from '../zip/xml.ts'
import { neededPart, type OfdPart, ofdPart } from './package.ts'
import { collectObjects, numbers, type OfdObjects } from './page-objects.ts'

const MOST_PAGES = 2000
/** A4 in millimetres, where nothing says otherwise. */
const A4 = [0, 0, 210, 297]

export async function readOfd(zip: ZipFile, _options: ReaderOptions): Promise<DocumentReading> {
  const entry = zip.names.find((name) => /(?:^|\/)OFD\.xml$/i.test(name)) ?? 'OFD.xml'
  const ofd = neededPart(zip, '', entry)
  const bodies = elements(ofd.root, 'DocBody')
  if (bodies.length === 0) throw broken('OFD.xml names no document')
  const tally = createTally()
  const warnings: string[] = []
  const contents: PageContent[] = []
  let signed = false
  let pictures = false
  for (const body of bodies) {
    const document = neededPart(zip, ofd.folder, textOf(child(body, 'DocRoot')))
    signed ||= child(body, 'Signatures') !== undefined
    const read = pagesOf(zip, document, contents.length, tally)
    contents.push(...read.contents)
    pictures ||= read.pictures
    if (read.missing > 0) warnings.push(`${read.missing} of its pages are missing from the package.`)
  }
  if (contents.every(({ runs }) => runs.length === 0)) {
    throw pictures
      ? fileError(
          'file_scanned',
          'the OFD holds pictures and no text: it is a scan',
          'import the original document',
        )
      : fileError('file_empty', 'the OFD holds no text', 'check that it is the document')
  }
  const rendered = renderLaid(blocksOfPages(contents, tally), tally, new Set())
  return { kind: 'ofd', ...rendered, metadata: metadataOf(bodies[0]!, signed), warnings }
}

function pagesOf(zip: ZipFile, document: OfdPart, before: number, tally: Tally) {
  const common = child(document.root, 'CommonData')
  const area = areaOf(child(common, 'PageArea'), A4)
  const pages = elements(child(document.root, 'Pages') ?? document.root, 'Page')
  if (pages.length > MOST_PAGES) {
    throw fileError(
      'file_too_large',
      `the OFD has ${pages.length} pages, more than ${MOST_PAGES}`,
      'split it',
    )
  }
  const templates = new Map(
    elements(common ?? document.root, 'TemplatePage').map(({ attributes }) => [
      attributes.ID ?? '',
      attributes.BaseLoc ?? '',
    ]),
  )
  const composites = compositesOf(zip, document, common)
  const annotations = annotationsOf(zip, document)
  const contents: PageContent[] = []
  let missing = 0
  let pictures = false
  pages.forEach(({ attributes }, index) => {
    const page = ofdPart(zip, document.folder, attributes.BaseLoc ?? '')
    if (!page) {
      missing++
      return
    }
    const objects: OfdObjects = { runs: [], rules: [] }
    const sources = { composites, tally }
    for (const { attributes: used } of elements(page.root, 'Template')) {
      const template = ofdPart(zip, document.folder, templates.get(used.TemplateID ?? '') ?? '')
      if (template) collectObjects(contentOf(template.root), IDENTITY, sources, objects)
    }
    collectObjects(contentOf(page.root), IDENTITY, sources, objects)
    for (const annotation of annotations.get(attributes.ID ?? '') ?? []) {
      collectObjects(annotation, IDENTITY, sources, objects)
    }
    pictures ||= [...descendants(page.root, 'ImageObject')].length > 0
    const [left = 0, top = 0, width = 210, height = 297] = areaOf(child(page.root, 'Area'), area)
    // Most writers measure from the corner of the page; an area that begins elsewhere shifts all.
    const runs = objects.runs.map((run) => ({ ...run, x: run.x - left, y: run.y - top }))
    const rules = objects.rules.map(({ x1, y1, x2, y2 }) => ({
      x1: x1 - left,
      x2: x2 - left,
      y1: y1 - top,
      y2: y2 - top,
    }))
    contents.push(uprightRuns({ page: before + index + 1, width, height, runs, rules }, tally))
  })
  return { contents, missing, pictures }
}

function areaOf(area: XmlElement | undefined, otherwise: readonly number[]): readonly number[] {
  const box = numbers(textOf(child(area, 'PhysicalBox')))
  return box.length === 4 && box[2]! > 0 && box[3]! > 0 ? box : otherwise
}

function contentOf(page: XmlElement): XmlElement {
  return child(page, 'Content') ?? page
}

function compositesOf(
  zip: ZipFile,
  document: OfdPart,
  common: XmlElement | undefined,
): Map<string, XmlElement> {
  const found = new Map<string, XmlElement>()
  for (const each of common ? elements(common) : []) {
    if (each.name !== 'PublicRes' && each.name !== 'DocumentRes') continue
    const part = ofdPart(zip, document.folder, textOf(each))
    for (const unit of part ? descendants(part.root, 'CompositeGraphicUnit') : [])
      found.set(unit.attributes.ID ?? '', unit)
  }
  return found
}

/** What annotations show, by the id of their page; watermarks are no text. */
function annotationsOf(zip: ZipFile, document: OfdPart): Map<string, XmlElement[]> {
  const found = new Map<string, XmlElement[]>()
  const list = ofdPart(zip, document.folder, textOf(child(document.root, 'Annotations')))
  for (const page of list ? elements(list.root, 'Page') : []) {
    const part = ofdPart(zip, list!.folder, textOf(child(page, 'FileLoc')))
    const shown = part
      ? elements(part.root, 'Annot').filter(
          ({ attributes }) => attributes.Visible !== 'false' && attributes.Type !== 'Watermark',
        )
      : []
    found.set(page.attributes.PageID ?? '', shown)
  }
  return found
}

function metadataOf(body: XmlElement, signed: boolean): FileMetadata {
  const properties: Record<string, string> = {}
  const info = child(body, 'DocInfo')
  for (const element of info ? elements(info) : []) {
    if (element.name === 'CustomDatas') {
      for (const data of elements(element, 'CustomData'))
        properties[data.attributes.Name ?? 'CustomData'] = textOf(data).trim()
    } else if (element.name === 'Keywords') {
      properties.Keywords = elements(element)
        .map((each) => textOf(each).trim())
        .join(' ')
    } else if (textOf(element).trim() !== '') properties[element.name] = textOf(element).trim()
  }
  if (signed) properties.Signed = 'true'
  const title = textOf(descend(info, 'Title')).trim()
  return { ...(isTitle(title) && { title }), properties }
}

/** Writers put file names and defaults there, too. */
function isTitle(text: string): boolean {
  return text.length >= 6 && /[\u3400-\u9fff]/.test(text) && !/\.\w{2,5}$|^文档\d*$|未命名|无标题/.test(text)
}
