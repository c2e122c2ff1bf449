/** Finds the parts of an OFD package (GB/T 33190): paths as seen from the file that names them, and as writers misname them. */
import { broken } from '../file-error.ts'
import type { ZipFile } from '../zip/read-zip.ts'
import { resolve } from '../zip/relations.ts'
import { parseXml, type XmlElement } from '../zip/xml.ts'

export interface OfdPart {
  readonly name: string
  /** With a closing slash; empty for the root. */
  readonly folder: string
  readonly root: XmlElement
}

/** Null where the package has no such part. */
export function ofdPart(zip: ZipFile, folder: string, path: string): OfdPart | null {
  const name = nameOf(zip, folder, path)
  const bytes = name === null ? null : zip.read(name)
  if (!name || !bytes) return null
  return { name, folder: name.slice(0, name.lastIndexOf('/') + 1), root: parseXml(bytes, name) }
}

export function neededPart(zip: ZipFile, folder: string, path: string): OfdPart {
  const part = ofdPart(zip, folder, path)
  if (!part) throw broken(`the package has no part ${path || '(without a name)'}`)
  return part
}

/** Writers name parts from the root where the standard asks for the folder, and differ in letter case. */
function nameOf(zip: ZipFile, folder: string, path: string): string | null {
  const trimmed = path.trim()
  if (trimmed === '') return null
  const tries = [resolve(folder, trimmed), resolve('', trimmed)]
  for (const name of tries) if (zip.has(name)) return name
  const lower = tries.map((name) => name.toLowerCase())
  const found = zip.names.find((name) => lower.includes(name.toLowerCase()))
  if (found) return found
  // A folder that is missing on the way (Doc_0/) is made up for where only one part ends so.
  const ending = zip.names.filter((name) => name.toLowerCase().endsWith(`/${lower[1]}`))
  return ending.length === 1 ? ending[0]! : null
}
