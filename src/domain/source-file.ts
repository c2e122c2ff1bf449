/** What is known of the file that a source text was taken from: its kind, what it states of itself, what was left out. */
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
  | 'note_mark'
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

/** The file behind a source text. */
export interface SourceFile {
  readonly kind: FileKind
  /** Name of the file in its folder. */
  readonly name: string
  readonly metadata: FileMetadata
  readonly warnings: readonly string[]
  readonly coverage: FileCoverage
}
