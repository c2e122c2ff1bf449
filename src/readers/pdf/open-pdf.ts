/** Opens a PDF with pdf.js, loaded when the first one is read: no scripts, no fonts drawn, pictures only where asked for. */
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/pdf.js'
import type { ReaderOptions } from '../../ports/document-reader.ts'
import { broken, fileError } from '../file-error.ts'

export type PdfLibrary = typeof import('pdfjs-dist/types/src/pdf.js')

export interface OpenedPdf {
  readonly document: PDFDocumentProxy
  readonly library: PdfLibrary
}

export const MOST_PAGES = 2000

export async function openPdf(
  bytes: Uint8Array,
  { pdfAssets }: ReaderOptions,
  pictures: boolean,
): Promise<OpenedPdf> {
  const library = (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as PdfLibrary
  try {
    const document = await library.getDocument({
      // pdf.js takes the buffer for itself.
      data: bytes.slice(),
      ...(pdfAssets && { cMapUrl: pdfAssets.cMaps, cMapPacked: true, standardFontDataUrl: pdfAssets.fonts }),
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      verbosity: 0,
      ...(!pictures && { maxImageSize: 1 }),
    }).promise
    if (document.numPages > MOST_PAGES) {
      throw fileError(
        'file_too_large',
        `the PDF has ${document.numPages} pages, more than ${MOST_PAGES}`,
        'split it',
      )
    }
    return { document, library }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') {
      throw fileError('file_encrypted', 'the PDF asks for a password', 'save it without a password', error)
    }
    if (name === 'ZhengdaError') throw error
    throw broken(`this is no readable PDF (${error instanceof Error ? error.message : String(error)})`, error)
  }
}
