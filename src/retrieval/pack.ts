/** Several typed arrays in one run of bytes, and back: a JSON table of contents, then the arrays, each at a multiple of 8. */
import { ZhengdaError } from '../domain/errors.ts'

export type Packable = Uint32Array | Uint16Array | Uint8Array | Int8Array | Float32Array
export type Arrays = Readonly<Record<string, Packable>>

type View = (buffer: ArrayBufferLike, offset: number, length: number) => Packable

const VIEWS: Readonly<Record<string, View>> = {
  Uint32Array: (buffer, offset, length) => new Uint32Array(buffer, offset, length),
  Uint16Array: (buffer, offset, length) => new Uint16Array(buffer, offset, length),
  Uint8Array: (buffer, offset, length) => new Uint8Array(buffer, offset, length),
  Int8Array: (buffer, offset, length) => new Int8Array(buffer, offset, length),
  Float32Array: (buffer, offset, length) => new Float32Array(buffer, offset, length),
}

const ALIGNMENT = 8
const align = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

/** Bytes that say how long the table of contents is. */
export const PACK_PREFIX = 4

interface Entry {
  readonly name: string
  readonly kind: string
  readonly length: number
}

/** Where an array stands in a pack. */
export interface PackEntry extends Entry {
  readonly offset: number
  readonly bytes: number
}

/**
 * The pack as stretches to be written one after the other: the arrays themselves, uncopied, and what is around them.
 * Little-endian on every machine that JavaScript runs on; the manifest's checksum covers the bytes.
 */
export function packStretches(arrays: Arrays): Uint8Array[] {
  const entries = Object.entries(arrays)
  const contents: Entry[] = entries.map(([name, array]) => ({
    name,
    kind: array.constructor.name,
    length: array.length,
  }))
  const json = new TextEncoder().encode(JSON.stringify(contents))
  const header = new Uint8Array(align(PACK_PREFIX + json.length))
  new DataView(header.buffer).setUint32(0, json.length, true)
  header.set(json, PACK_PREFIX)
  const bodies = entries.flatMap(([, { buffer, byteOffset, byteLength }]) => [
    new Uint8Array(buffer, byteOffset, byteLength),
    new Uint8Array(align(byteLength) - byteLength),
  ])
  return [header, ...bodies].filter(({ length }) => length > 0)
}

export function joinStretches(stretches: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(stretches.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const stretch of stretches) {
    bytes.set(stretch, at)
    at += stretch.length
  }
  return bytes
}

export function pack(arrays: Arrays): Uint8Array {
  return joinStretches(packStretches(arrays))
}

/** Bytes of the table of contents, from those before it. */
export function contentsLength(prefix: Uint8Array): number {
  return new DataView(prefix.buffer, prefix.byteOffset).getUint32(0, true)
}

/** Which arrays a pack holds and where, from its table of contents. Throws `index_corrupt`. */
export function readContents(contents: Uint8Array): PackEntry[] {
  try {
    let offset = align(PACK_PREFIX + contents.length)
    return (JSON.parse(new TextDecoder().decode(contents)) as Entry[]).map((entry) => {
      const { BYTES_PER_ELEMENT } = VIEWS[entry.kind]!(new ArrayBuffer(0), 0, 0)
      const placed = { ...entry, offset, bytes: entry.length * BYTES_PER_ELEMENT }
      offset = align(offset + placed.bytes)
      return placed
    })
  } catch (cause) {
    throw damaged(cause)
  }
}

/** The array of an entry in a buffer of bytes. Throws `index_corrupt` where it does not fit. */
export function viewOf(entry: Entry, buffer: ArrayBufferLike, offset: number): Packable {
  try {
    return VIEWS[entry.kind]!(buffer, offset, entry.length)
  } catch (cause) {
    throw damaged(cause)
  }
}

/** Views into `bytes` where it is aligned, else into a copy. Throws `index_corrupt` when the bytes are no pack. */
export function unpack(source: Uint8Array): Record<string, Packable> {
  const bytes = source.byteOffset % ALIGNMENT === 0 ? source : source.slice()
  if (bytes.length < PACK_PREFIX) throw damaged(undefined)
  const entries = readContents(bytes.subarray(PACK_PREFIX, PACK_PREFIX + contentsLength(bytes)))
  return Object.fromEntries(
    entries.map((entry) => [entry.name, viewOf(entry, bytes.buffer, bytes.byteOffset + entry.offset)]),
  )
}

function damaged(cause: unknown): ZhengdaError {
  const message = 'index file holds no packed arrays; delete the index folder to rebuild it'
  return new ZhengdaError('index_corrupt', message, { cause })
}
