/** The file that a document was read from, by the document's id. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceText } from '../../domain/document.ts'

export interface OriginalFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Null where it is no longer there. */
export async function readOriginal(folder: string, source: SourceText): Promise<OriginalFile | null> {
  const name = await originalName(folder, source)
  if (name === null) return null
  return readFile(join(folder, name)).then(
    (bytes) => ({ name, bytes }),
    () => null,
  )
}

/** Name of the file; a plain text's is its id, with an ending in letters of either case. */
export async function originalName(folder: string, { id, file }: SourceText): Promise<string | null> {
  if (file) return file.name
  const names = await readdir(folder).catch(() => [])
  return (
    names.find((name) => name === `${id}.txt`) ??
    names.find((name) => name.toLowerCase() === `${id}.txt`.toLowerCase()) ??
    null
  )
}
