/** Port: the bytes of a file as a department has it → source text, map, metadata, and what was not taken. */
import type { DocumentMap } from '../domain/document-map.ts'

export type FileKind = 'txt' | 'md' | 'docx' | 'doc' | 'pdf' | 'ofd' | 'html' | 'xlsx'

/** What a file states of itself outside of its running text. */
export interface FileMetadata {
  readonly title?: string
  /** 发文字号 */
  readonly number?: string
  readonly issuer?: string
  /** ISO date of issue, `YYYY-MM-DD`. */
  readonly date?: string
  /** 现行有效, 已修订, 已废止, 失效 */
  readonly status?: string
  /** Everything the file states, under its own names (索引号, Creator, DocID), as written. */
  readonly properties: Readonly<Record<string, string>>
}

/** Why a stretch of the original is not part of the source text. */
export type LeftOut =
  | 'header'
  | 'footer'
  | 'page_number'
  | 'running_head'
  | 'repeated_table_head'
  | 'hidden'
  | 'deleted'
  | 'field_code'
  | 'comment'
  | 'navigation'
  | 'script'
  | 'metadata_block'
  | 'rotated'
  | 'off_page'
  | 'picture'
  | 'hyphen'
  | 'formula'
  | 'invisible'

export interface FileCoverage {
  /** Characters of the original that can be seen or are stored as text, blanks not counted. */
  readonly characters: number
  readonly taken: number
  /** `taken / characters`, 1 where there are none. */
  readonly share: number
  /** One entry a reason; `sample` shows the first of what was left out, up to 60 characters. */
  readonly left: readonly {
    readonly what: LeftOut
    readonly characters: number
    readonly sample: string
  }[]
}

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
