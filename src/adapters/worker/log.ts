/** A log to the console of the Worker, one line of JSON a record; the platform adds the time. */
import type { Log } from '../../ports/log.ts'

const METHOD = { info: 'log', warn: 'warn', error: 'error' } as const

export const consoleLog: Log = (record) => console[METHOD[record.level]](JSON.stringify(record))
