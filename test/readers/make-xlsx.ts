/** Makes small workbooks for tests from the XML of their sheets. */
import { strToU8, zipSync } from 'fflate'

const X =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${content}`)

export interface Sheet {
  readonly name: string
  /** Rows as `<row>` elements, and what stands around them. */
  readonly rows: string
  readonly before?: string
  readonly merges?: readonly string[]
  readonly state?: string
}

/** `formats` are the codes of the cell styles 1, 2, …; style 0 is General. */
export function makeXlsx(
  sheets: readonly Sheet[],
  formats: readonly string[] = [],
  strings: readonly string[] = [],
): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': xml(
      `<workbook ${X}><sheets>${sheets.map(({ name, state }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index}"${state ? ` state="${state}"` : ''}/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': xml(
      `<styleSheet ${X}><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': xml(
      `<sst ${X}>${strings.map((text) => `<si>${text.startsWith('<') ? text : `<t>${text}</t>`}</si>`).join('')}</sst>`,
    ),
  }
  sheets.forEach(({ rows, before = '', merges = [] }, index) => {
    files[`xl/worksheets/sheet${index}.xml`] = xml(
      `<worksheet ${X}>${before}<sheetData>${rows}</sheetData>${merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`,
    )
  })
  return zipSync(files)
}

export const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
export const number = (ref: string, value: number, style = 0) =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`
export const row = (at: number, cells: string, more = '') => `<row r="${at}" ${more}>${cells}</row>`

function relations(targets: readonly (readonly [string, string])[]): Uint8Array {
  return xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([type, target], index) => `<Relationship Id="rId${index}" Type="${R}/${type}" Target="${target}"/>`).join('')}</Relationships>`,
  )
}
