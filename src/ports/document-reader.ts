/** Port: the bytes of a file as a department has it → source text, map, metadata, and what was not taken. */
import type { DocumentMap } from '../domain/document-map.ts'
import type { FileCoverage, FileKind, FileMetadata } from '../domain/source-file.ts'

export type { FileCoverage, FileKind, FileMetadata, LeftOut } from '../domain/source-file.ts'

export interface DocumentReading {
  readonly kind: FileKind
  readonly text: string
  readonly map: DocumentMap
  readonly metadata: FileMetadata
  /** What a person should know (macros ignored, an image that leads nowhere), one sentence each. */
  readonly warnings: readonly string[]
  readonly coverage: FileCoverage
}

/** A picture of a page, as `tesseract` takes it. */
export interface PageImage {
  readonly page: number
  readonly width: number
  readonly height: number
  /** Binary PNM (P5 or P6). */
  readonly bytes: Uint8Array
}

/** A line that OCR has found, in pixels of the picture from its upper left corner. */
export interface RecognisedLine {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface ReaderOptions {
  /** Recognises the text of a scanned page; absent where OCR is off. */
  readonly recognise?: (image: PageImage) => Promise<readonly RecognisedLine[]>
  /** Folders of pdf.js for old character maps and fonts, each with a closing slash. */
  readonly pdfAssets?: { readonly cMaps: string; readonly fonts: string }
}

/**
 * Reads one file; `name` is for messages and never decides the kind.
 * @throws ZhengdaError `file_unsupported`, `file_broken`, `file_encrypted`, `file_too_large`, `file_scanned`, `file_empty`.
 */
export type DocumentReader = (
  bytes: Uint8Array,
  name: string,
  options?: ReaderOptions,
) => Promise<DocumentReading>
