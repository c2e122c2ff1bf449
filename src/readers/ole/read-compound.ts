/** Opens a compound file (OLE, [MS-CFB]): sectors chained by the allocation tables → streams by name. */
import { broken } from '../file-error.ts'

export interface CompoundFile {
  /** Names of the streams, of whatever storage, each once. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Null where there is none of that name; of several the one highest up counts. */
  read(name: string): Uint8Array | null
}

interface Entry {
  readonly name: string
  readonly stream: boolean
  readonly start: number
  readonly size: number
}

const LAST_SECTOR = 0xfffffffa
const MOST_STREAM = 256 * 1024 * 1024

export function readCompound(bytes: Uint8Array): CompoundFile {
  if (bytes.length < 512) throw broken('the compound file is cut off within its header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sectorSize = 1 << Math.min(view.getUint16(30, true), 16)
  const miniSize = 1 << Math.min(view.getUint16(32, true), 16)
  if (sectorSize < 128 || miniSize < 8) throw broken('the header of the compound file is damaged')
  const sector = (index: number) => {
    const at = (index + 1) * sectorSize
    // Writers leave the last sector short.
    return at < bytes.length ? bytes.subarray(at, Math.min(at + sectorSize, bytes.length)) : null
  }
  const table = allocationTable(view, sector, sectorSize)
  const chain = (start: number, size: number, what: string) =>
    joined(start, size, table, sector, sectorSize, what)
  const directory = chain(view.getUint32(48, true), Number.POSITIVE_INFINITY, 'its directory')
  const entries = entriesOf(directory)
  const root = entries[0]
  const cutoff = view.getUint32(56, true)
  const miniTable = lazily(() =>
    words(chain(view.getUint32(60, true), Number.POSITIVE_INFINITY, 'its small streams')),
  )
  const mini = lazily(() => (root ? chain(root.start, root.size, 'its small streams') : new Uint8Array()))
  const miniSector = (index: number) => {
    const from = index * miniSize
    return from < mini().length ? mini().subarray(from, from + miniSize) : null
  }
  const streams = entries.filter((entry) => entry.stream)
  return {
    names: [...new Set(streams.map(({ name }) => name))],
    has: (name) => streams.some((entry) => entry.name === name),
    read(name) {
      const entry = streams.find((each) => each.name === name)
      if (!entry) return null
      if (entry.size > MOST_STREAM) throw broken(`the stream ${name} declares ${entry.size} bytes`)
      if (entry.size >= cutoff) return chain(entry.start, entry.size, `the stream ${name}`)
      return joined(entry.start, entry.size, miniTable(), miniSector, miniSize, `the stream ${name}`)
    },
  }
}

type Sector = (index: number) => Uint8Array | null

/** The header lists the first 109 sectors of the table, chained sectors the rest. */
function allocationTable(view: DataView, sector: Sector, sectorSize: number): Uint32Array {
  const numbers: number[] = []
  for (let at = 76; at < 512; at += 4) numbers.push(view.getUint32(at, true))
  let more = view.getUint32(68, true)
  const most = view.byteLength / sectorSize + 1
  for (let step = 0; more < LAST_SECTOR && step < most; step++) {
    const listed = sector(more)
    if (!listed) break
    const list = words(listed)
    numbers.push(...list.subarray(0, -1))
    more = list.at(-1) ?? LAST_SECTOR
  }
  const used = numbers.filter((number) => number < LAST_SECTOR).slice(0, most)
  const table = new Uint32Array((used.length * sectorSize) / 4).fill(0xffffffff)
  used.forEach((number, index) => {
    const content = sector(number)
    if (content) table.set(words(content), (index * sectorSize) / 4)
  })
  return table
}

/** Follows a chain; one that is damaged, cut off or returns to itself ends in an error where `size` is known. */
function joined(
  start: number,
  size: number,
  table: Uint32Array,
  sector: Sector,
  sectorSize: number,
  what: string,
): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const seen = new Set<number>()
  for (let at = start; at < LAST_SECTOR && length < size; at = table[at] ?? 0xffffffff) {
    if (seen.has(at)) throw broken(`${what} of the compound file runs in a circle`)
    seen.add(at)
    const part = sector(at)
    if (!part) break
    parts.push(part)
    length += part.length
    if (seen.size * sectorSize > MOST_STREAM) throw broken(`${what} of the compound file never ends`)
  }
  if (size !== Number.POSITIVE_INFINITY && length < size)
    throw broken(`${what} of the compound file is cut off`)
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return size === Number.POSITIVE_INFINITY ? whole : whole.subarray(0, size)
}

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2))
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes)),
      stream: directory[at + 66] === 2,
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice(0, bytes.length & ~3).buffer)
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
