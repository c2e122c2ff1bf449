/** Opens a zip file: its central directory → entries that are inflated when asked for, within bounds. */
import { Inflate } from 'fflate'
import { broken, fileError } from '../file-error.ts'

/** Bounds on what one package may unpack to; official documents stay far below. */
const MOST_ENTRIES = 20_000
const MOST_BYTES = 256 * 1024 * 1024
/** The longest stretch that one step of inflating takes: deflate gives at most 1,032 bytes for one. */
const STEP = 16 * 1024

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const ENCRYPTED = 1
const UTF8_NAMES = 1 << 11
/** A zip64 file says this where a length does not fit. */
const ELSEWHERE = 0xffffffff

export interface ZipFile {
  /** Names as the package writes them, with `/` between folders. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Null where there is no such entry. Throws `file_broken` or `file_too_large`. */
  read(name: string): Uint8Array | null
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  readonly encrypted: boolean
}

export function readZip(bytes: Uint8Array): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directoryOf(bytes, view)
  const declared = [...entries.values()].reduce((sum, { size }) => sum + size, 0)
  if (declared > MOST_BYTES) throw tooLarge(`its parts declare ${declared} bytes`)
  let unpacked = 0
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name)
      if (!entry) return null
      const content = contentOf(bytes, view, entry, MOST_BYTES - unpacked)
      unpacked += content.length
      return content
    },
  }
}

function directoryOf(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endOfDirectory(view)
  if (end < 0) throw broken('the package has no directory: the file is cut off')
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw tooLarge(`it holds ${count} parts`)
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw broken(`the directory of the package is damaged at part ${i + 1} of ${count}`)
    }
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const flags = view.getUint16(at + 8, true)
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength!), (flags & UTF8_NAMES) !== 0)
    const [packed, size, offset] = [20, 24, 42].map((place) => view.getUint32(at + place, true))
    if (size === ELSEWHERE || packed === ELSEWHERE) throw tooLarge(`its part ${name} needs more than 4 GB`)
    if (isOutside(name)) throw broken(`the part ${JSON.stringify(name)} points outside of the package`)
    // The first of two parts of one name counts, as in the programs that write these files.
    if (!entries.has(name)) {
      entries.set(name, {
        name,
        method: view.getUint16(at + 10, true),
        packed: packed!,
        size: size!,
        offset: offset!,
        encrypted: (flags & ENCRYPTED) !== 0,
      })
    }
    at += 46 + nameLength! + extra! + comment!
  }
  return entries
}

/** The record stands last, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return -1
}

function contentOf(bytes: Uint8Array, view: DataView, entry: Entry, most: number): Uint8Array {
  const { name, offset, packed, method } = entry
  if (entry.encrypted) {
    throw fileError('file_encrypted', `the part ${name} is encrypted`, 'save the file without a password')
  }
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_ENTRY) {
    throw broken(`the part ${name} is missing from the package`)
  }
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (from + packed > bytes.length) throw broken(`the part ${name} is cut off`)
  const data = bytes.subarray(from, from + packed)
  if (method === 0) return data
  if (method !== 8) throw broken(`the part ${name} is packed by method ${method}, which no program uses here`)
  return inflate(data, entry, most)
}

/** Stops as soon as more comes out than was declared: the declared sizes were checked before. */
function inflate(data: Uint8Array, { name, size }: Entry, most: number): Uint8Array {
  const out = new Uint8Array(Math.min(size, most))
  let length = 0
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length > most) throw tooLarge(`its part ${name} unpacks to more than ${most} bytes`)
    if (length + chunk.length > size) throw tooLarge(`its part ${name} unpacks to more than it declares`)
    out.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < data.length; at += STEP) {
      inflater.push(data.subarray(at, at + STEP), at + STEP >= data.length)
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'ZhengdaError') throw error
    throw broken(`the part ${name} cannot be unpacked (${(error as Error).message})`, error)
  }
  if (length < size) throw broken(`the part ${name} is shorter than the package says`)
  return out
}

/** Names without the UTF-8 flag are UTF-8 all the same where that fits: Chinese programs write either. */
function nameOf(bytes: Uint8Array, marked: boolean): string {
  try {
    return clean(new TextDecoder('utf-8', { fatal: !marked }).decode(bytes))
  } catch {
    return clean(new TextDecoder('gb18030').decode(bytes))
  }
}

function clean(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\.?\//, '')
}

function isOutside(name: string): boolean {
  return name.split('/').includes('..') || /^[A-Za-z]:/.test(name) || name.includes('\0')
}

function tooLarge(what: string): Error {
  return fileError(
    'file_too_large',
    `the package is larger than a document can be: ${what}`,
    'split the document, or take out its pictures',
  )
}
