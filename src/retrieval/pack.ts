/** Several typed arrays in one run of bytes, and back: a JSON table of contents, then the arrays, each at a multiple of 8. */
import { ZhengdaError } from '../domain/errors.ts'

export type Packable = Uint32Array | Uint16Array | Int8Array | Float32Array

type View = (buffer: ArrayBufferLike, offset: number, length: number) => Packable

const VIEWS: Readonly<Record<string, View>> = {
  Uint32Array: (buffer, offset, length) => new Uint32Array(buffer, offset, length),
  Uint16Array: (buffer, offset, length) => new Uint16Array(buffer, offset, length),
  Int8Array: (buffer, offset, length) => new Int8Array(buffer, offset, length),
  Float32Array: (buffer, offset, length) => new Float32Array(buffer, offset, length),
}

type Contents = readonly { readonly name: string; readonly kind: string; readonly length: number }[]

const ALIGNMENT = 8
const align = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

/** Little-endian on every machine that JavaScript runs on; the manifest's checksum covers the bytes. */
export function pack(arrays: Readonly<Record<string, Packable>>): Uint8Array {
  const entries = Object.entries(arrays)
  const contents: Contents = entries.map(([name, array]) => ({
    name,
    kind: array.constructor.name,
    length: array.length,
  }))
  const header = new TextEncoder().encode(JSON.stringify(contents))
  const start = align(4 + header.length)
  const total = entries.reduce((offset, [, array]) => align(offset) + array.byteLength, start)
  const bytes = new Uint8Array(align(total))
  new DataView(bytes.buffer).setUint32(0, header.length, true)
  bytes.set(header, 4)
  let offset = start
  for (const [, array] of entries) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset)
    offset = align(offset + array.byteLength)
  }
  return bytes
}

/** Views into `bytes` where it is aligned, else into a copy. Throws `index_corrupt` when the bytes are no pack. */
export function unpack(source: Uint8Array): Record<string, Packable> {
  const bytes = source.byteOffset % ALIGNMENT === 0 ? source : source.slice()
  try {
    const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
    const header = new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))
    const arrays: Record<string, Packable> = {}
    let offset = align(4 + headerLength)
    for (const { name, kind, length } of JSON.parse(header) as Contents) {
      const array = VIEWS[kind]!(bytes.buffer, bytes.byteOffset + offset, length)
      arrays[name] = array
      offset = align(offset + array.byteLength)
    }
    return arrays
  } catch (cause) {
    throw new ZhengdaError(
      'index_corrupt',
      'index file holds no packed arrays; delete the index folder to rebuild it',
      {
        cause,
      },
    )
  }
}
