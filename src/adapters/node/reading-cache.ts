/** Keeps what readers made of a file beside the index, by the file's content: a restart reads no file again. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DocumentReading } from '../../ports/document-reader.ts'

/** Raised whenever a reader gives another text or map for the same file: older readings are then made anew. */
export const READERS_VERSION = 1

export interface ReadingCache {
  get(bytes: Uint8Array, settings: string): Promise<DocumentReading | null>
  /** Never rejects: a cache that cannot be written costs time at the next start. */
  put(bytes: Uint8Array, settings: string, reading: DocumentReading): Promise<void>
}

/** `folder` is made when the first reading is kept. */
export function createReadingCache(folder: string): ReadingCache {
  const pathOf = (bytes: Uint8Array, settings: string) =>
    join(
      folder,
      `${createHash('sha256').update(`${READERS_VERSION} ${settings}\n`).update(bytes).digest('hex')}.json`,
    )
  return {
    async get(bytes, settings) {
      try {
        const kept: unknown = JSON.parse(await readFile(pathOf(bytes, settings), 'utf8'))
        return isReading(kept) ? kept : null
      } catch {
        return null
      }
    },
    async put(bytes, settings, reading) {
      const path = pathOf(bytes, settings)
      const temporary = `${path}.${process.pid}.tmp`
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(temporary, JSON.stringify(reading))
        await rename(temporary, path)
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined)
      }
    },
  }
}

/** Written by this program and renamed when whole; a foreign file is told by its shape. */
function isReading(value: unknown): value is DocumentReading {
  return (
    typeof value === 'object' && value !== null && 'text' in value && 'map' in value && 'coverage' in value
  )
}
