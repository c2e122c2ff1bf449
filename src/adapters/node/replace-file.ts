/** Writes a file so that a reader sees the old text or the new one, and nothing between. */
import { rename, rm, writeFile } from 'node:fs/promises'

let written = 0

export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${written++}.tmp`
  try {
    await writeFile(temporary, text, { flush: true })
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}
