/** Gives a log that writes each record as one line of JSON, with its time, to a stream. */
import type { Log } from '../../ports/log.ts'

export function jsonLog(stream: NodeJS.WritableStream): Log {
  return (record) => {
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...record })}\n`)
  }
}
