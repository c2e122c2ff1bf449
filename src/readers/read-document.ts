/** Gives the reading of any file: its kind by content, then the reader of that kind, loaded when it is needed. */
import type { DocumentReader, DocumentReading } from '../ports/document-reader.ts'
import { asFileError, fileError } from './file-error.ts'
import { openFile } from './file-kind.ts'

/** A larger file is no document; readers hold several copies of it. */
export const MOST_BYTES = 128 * 1024 * 1024

/** Every failure is a ZhengdaError; see the port. */
export const readDocumentFile: DocumentReader = async (bytes, name, options = {}) => {
  if (bytes.length > MOST_BYTES) {
    throw fileError(
      'file_too_large',
      `the file has ${bytes.length} bytes, more than ${MOST_BYTES}`,
      'split the document',
    )
  }
  let kind = 'document'
  try {
    const opened = openFile(bytes, name)
    kind = opened.kind
    return withText(await readOpened(opened, bytes, options))
  } catch (error) {
    throw asFileError(error, kind)
  }
}

async function readOpened(
  opened: ReturnType<typeof openFile>,
  bytes: Uint8Array,
  options: NonNullable<Parameters<DocumentReader>[2]>,
): Promise<DocumentReading> {
  switch (opened.kind) {
    case 'docx':
      return (await import('./docx/read-docx.ts')).readDocx(opened.zip)
    case 'xlsx':
      return (await import('./xlsx/read-xlsx.ts')).readXlsx(opened.zip)
    case 'ofd':
      return (await import('./ofd/read-ofd.ts')).readOfd(opened.zip, options)
    case 'doc':
      return (await import('./doc/read-doc.ts')).readDoc(opened.compound)
    case 'pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf(bytes, options)
    case 'html':
      return (await import('./html/read-html.ts')).readHtml(bytes)
    case 'txt':
    case 'md':
      return (await import('./plain/read-plain.ts')).readPlain(bytes, opened.kind)
  }
}

function withText(reading: DocumentReading): DocumentReading {
  if (reading.text.trim() !== '') return reading
  throw fileError(
    'file_empty',
    `the ${reading.kind} file holds no text`,
    'check that it is the document, and that its text is no picture',
  )
}
