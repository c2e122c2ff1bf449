/** Gives the reading of a workbook: each visible sheet as its name and a table, numbers and dates as they are shown. */
import type { DocumentReading } from '../../ports/document-reader.ts'
import { type Block, createTally } from '../block.ts'
import { broken } from '../file-error.ts'
import { renderBlocks } from '../render-blocks.ts'
import { officeProperties } from '../zip/office-properties.ts'
import type { ZipFile } from '../zip/read-zip.ts'
import { relationsOf } from '../zip/relations.ts'
import { child, descend, elements, parseXml, readXml, type XmlElement } from '../zip/xml.ts'
import { sheetCells, type Workbook } from './sheet.ts'

/** Rows of a workbook are read one by one, without the text around them that a document has. */
const LONGEST_REPEATED = 40

export function readXlsx(zip: ZipFile): DocumentReading {
  const main = relationsOf(zip, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const bytes = zip.read(main)
  if (!bytes) throw broken(`the package has no workbook (${main})`)
  const root = parseXml(bytes, main)
  const relations = relationsOf(zip, main)
  const targetOf = (type: string) => relations.find((relation) => relation.type === type)?.target ?? null
  const strings = targetOf('sharedStrings')
  const styles = targetOf('styles')
  const workbook: Workbook = {
    strings: strings ? sharedStrings(zip.read(strings), strings) : [],
    formats: styles ? formatsOf(zip.read(styles), styles) : [],
    date1904: /^(?:1|true)$/.test(child(root, 'workbookPr')?.attributes.date1904 ?? ''),
  }
  const tally = createTally()
  const warnings: string[] = []
  const sheets = elements(child(root, 'sheets') ?? root, 'sheet').flatMap(({ attributes }) => {
    const part = relations.find(({ id }) => id === attributes.id)?.target
    const content = part ? zip.read(part) : null
    const name = attributes.name ?? ''
    if (!content) return []
    const cells = sheetCells(content, part!, workbook, tally)
    if (cells.length === 0) return []
    if (/hidden/i.test(attributes.state ?? '')) {
      for (const { text } of cells) tally.leave('hidden', text)
      warnings.push(`The sheet ${name} is hidden and was not read.`)
      return []
    }
    return [{ name, cells }]
  })
  if (zip.names.some((name) => /vbaProject\.bin$/i.test(name)))
    warnings.push('The file holds macros, which are ignored.')
  const blocks = sheets.flatMap(({ name, cells }): Block[] => [
    // The name of an only sheet is hardly ever chosen (Sheet1).
    ...(sheets.length > 1 ? [{ kind: 'text', text: name, level: 1 } as const] : []),
    { kind: 'table', cells },
  ])
  const { text, map, characters } = renderBlocks(blocks, LONGEST_REPEATED)
  return {
    kind: 'xlsx',
    text,
    map,
    metadata: { properties: officeProperties(zip) },
    warnings,
    coverage: tally.coverage(characters),
  }
}

/** Rich text is joined; the readings of ideographs (rPh) are left out. */
function sharedStrings(bytes: Uint8Array | null, part: string): string[] {
  const strings: string[] = []
  if (!bytes) return strings
  let open = ''
  let reading = false
  let phonetic = false
  readXml(bytes, part, {
    open({ name }) {
      if (name === 'si') open = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') reading = !phonetic
    },
    text(text) {
      if (reading) open += text
    },
    close(name) {
      if (name === 'si') strings.push(open)
      else if (name === 'rPh') phonetic = false
      else if (name === 't') reading = false
    },
  })
  return strings
}

function formatsOf(bytes: Uint8Array | null, part: string): Workbook['formats'] {
  if (!bytes) return []
  const root = parseXml(bytes, part)
  const own = new Map(
    elements(child(root, 'numFmts') ?? EMPTY, 'numFmt').map(({ attributes }) => [
      Number(attributes.numFmtId),
      attributes.formatCode,
    ]),
  )
  return elements(descend(root, 'cellXfs') ?? EMPTY, 'xf').map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0)
    return { id, pattern: own.get(id) }
  })
}

const EMPTY: XmlElement = { name: '', prefix: '', attributes: {}, children: [] }
