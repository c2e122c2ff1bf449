/** The one typed error: a closed code, and a message that says where, which value, which rule and what to do. */
export type ErrorCode =
  | 'config_invalid'
  | 'corpus_missing'
  | 'corpus_unreadable'
  | 'sidecar_invalid'
  | 'index_corrupt'
  | 'index_unwritable'
  | 'engine_unavailable'
  | 'engine_refused'
  | 'model_missing'
  | 'model_corrupt'
  | 'model_mismatch'
  | 'package_missing'
  | 'port_in_use'
  | 'table_invalid'
  | 'question_invalid'
  | 'reader_busy'
  | 'file_unsupported'
  | 'file_broken'
  | 'file_encrypted'
  | 'file_too_large'
  | 'file_scanned'
  | 'file_empty'
  | 'file_timeout'

export class ZhengdaError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ZhengdaError'
    this.code = code
  }
}
