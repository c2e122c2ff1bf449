/** Gives the reading of a PDF: its text layer as paragraphs and tables with their pages; scans by OCR where that is on. */
import type { DocumentReading, FileMetadata, ReaderOptions } from '../../ports/document-reader.ts'
import { createTally } from '../block.ts'
import { fileError } from '../file-error.ts'
import { fieldsOfPieces, metadataFrom } from '../html/fields.ts'
import { blocksOfPages } from '../layout/blocks-of-pages.ts'
import type { PageContent } from '../layout/page.ts'
import { renderLaid } from '../layout/render-laid.ts'
import { type OpenedPdf, openPdf } from './open-pdf.ts'
import { pdfPageContent } from './page-content.ts'
import { recognisedPages } from './recognised-pages.ts'

/** Fewer characters than these on a page are a stamp or a page number: the page is a picture. */
const LEAST_CHARACTERS = 8

export async function readPdf(bytes: Uint8Array, options: ReaderOptions): Promise<DocumentReading> {
  const opened = await openPdf(bytes, options, false)
  const { document, library } = opened
  const tally = createTally()
  const warnings: string[] = []
  try {
    const pages: PageContent[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      pages.push(await pdfPageContent(page, library, tally))
      page.cleanup()
    }
    const bare = pages.filter((page) => charactersOf(page) < LEAST_CHARACTERS).map(({ page }) => page)
    const scanned = bare.length === pages.length
    const pictured = scanned ? bare : await withPictures(opened, bare)
    if (scanned && !options.recognise) throw scannedError(pages.length)
    const recognised =
      options.recognise && pictured.length > 0 ? await recognisedPages(bytes, pictured, options) : []
    if (pictured.length > 0) {
      const list = pictured.join(', ')
      warnings.push(
        options.recognise
          ? `Page ${list}: a picture; its text was recognised by OCR and may hold errors.`
          : `Page ${list}: a picture without text, which was not read.`,
      )
    }
    const byNumber = new Map(recognised.map((page) => [page.page, page]))
    const contents = pages.map((page) => byNumber.get(page.page) ?? page)
    if (contents.every((page) => charactersOf(page) === 0)) throw scannedError(pages.length)
    const laid = blocksOfPages(contents, tally)
    const rendered = renderLaid(laid, tally, new Set(byNumber.keys()))
    return { kind: 'pdf', ...rendered, metadata: await metadataOf(opened, rendered.text), warnings }
  } finally {
    await document.loadingTask.destroy().catch(() => undefined)
  }
}

function charactersOf({ runs }: PageContent): number {
  return runs.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0)
}

/** Those of the pages without text that show a picture; the others are blank. */
async function withPictures(
  { document, library: { OPS } }: OpenedPdf,
  numbers: readonly number[],
): Promise<number[]> {
  const pictures = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
  ])
  const found: number[] = []
  for (const number of numbers) {
    const page = await document.getPage(number)
    const { fnArray } = await page.getOperatorList()
    // Pictures that were not loaded for their size leave their beginning behind.
    if (
      fnArray.some((operator) => pictures.has(operator)) ||
      fnArray.includes(OPS.beginMarkedContentProps) ||
      fnArray.includes(OPS.transform)
    )
      found.push(number)
    page.cleanup()
  }
  return found
}

function scannedError(pages: number): Error {
  return fileError(
    'file_scanned',
    `the PDF has ${pages} page${pages === 1 ? '' : 's'} and no text layer: it is a scan`,
    'import the original, or set OCR=on where tesseract with chi_sim is installed',
  )
}

/** Lines at the top within which a portal prints its fields. */
const PORTAL_LINES = 15

/** A page of a portal that was printed keeps the portal's fields; the title that a PDF states is often a file name. */
async function metadataOf({ document }: OpenedPdf, text: string): Promise<FileMetadata> {
  const properties: Record<string, string> = { Pages: String(document.numPages) }
  const { info } = await document.getMetadata().catch(() => ({ info: {} }))
  for (const [name, value] of Object.entries(info)) {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 300)
      properties[name] = value.trim()
  }
  const top = text.split('\n').slice(0, PORTAL_LINES)
  const fields = fieldsOfPieces(top.flatMap((line) => line.split(' | ')))
  if (!fields.has('索引号')) return { properties }
  const stated = metadataFrom(fields, new Map())
  return { ...stated, properties: { ...properties, ...stated.properties } }
}
