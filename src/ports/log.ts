/** Port: where log records go; one record is one line of JSON. */
export interface LogRecord {
  readonly level: 'info' | 'warn' | 'error'
  /** What happened, in snake_case: `request`, `file_skipped`, `index_built`. */
  readonly event: string
  readonly [field: string]: unknown
}

export type Log = (record: LogRecord) => void
