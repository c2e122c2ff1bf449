/**
 * Plain data (what JSON can hold) as a run of bytes, and back, for records of a document: names of properties and
 * repeated strings stand once in tables that all values share, strings that the document's text holds are places in it.
 *
 * A value is a variable-length number (LEB128) of type (3 bits) and payload, then its parts; so spans and lists of them
 * take a few bytes and a document is read back in a fraction of a millisecond.
 */
import { growing } from './growing.ts'
import { putVarint, varintReader } from './varint.ts'

/** Tables that the packed values of one library share. */
export interface PackTables {
  /** Names of the properties of objects, by shape. */
  readonly shapes: readonly (readonly string[])[]
  readonly strings: readonly string[]
}

export interface ValuePacker {
  /** Appends a value; `text` is the document's text, which must be at hand again to read it. */
  add(value: unknown, text: string): void
  /** Bytes so far. */
  readonly length: number
  finish(): { readonly bytes: Int8Array; readonly tables: PackTables }
}

/** Types in the low bits. A float's eight bytes follow; `CONSTANT` is null, true, false, or a float. */
const WHOLE = 0
const OBJECT = 1
const LIST = 2
const STRING = 3
const SLICE = 4
const CONSTANT = 5
const CONSTANTS = [null, true, false] as const
const FLOAT = CONSTANTS.length
/** Payloads stay below 2^28, so that a number stays below 2^31. */
const LARGEST = 2 ** 28 - 1
/** Strings shorter than this repeat more often than they pay as places. */
const SHORTEST_SLICE = 5

export function createValuePacker(): ValuePacker {
  const bytes = growing(Int8Array)
  const shapes = new Map<string, number>()
  const strings = new Map<string, number>()
  const float = new Float64Array(1)

  const put = (type: number, payload: number) => putVarint(bytes, payload * 8 + type)
  function putNumber(value: number) {
    if (Number.isInteger(value) && value >= 0 && value <= LARGEST && !Object.is(value, -0))
      return put(WHOLE, value)
    put(CONSTANT, FLOAT)
    float[0] = value
    bytes.append(new Int8Array(float.buffer))
  }
  function putString(value: string, text: string) {
    const at = value.length < SHORTEST_SLICE || strings.has(value) ? -1 : text.indexOf(value)
    if (at < 0 || at > LARGEST) return put(STRING, rowOf(strings, value))
    put(SLICE, at)
    put(WHOLE, value.length)
  }
  function putObject(value: object, text: string) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined)
    put(OBJECT, rowOf(shapes, JSON.stringify(entries.map(([name]) => name))))
    for (const [, part] of entries) add(part, text)
  }
  function add(value: unknown, text: string): void {
    if (typeof value === 'number') putNumber(value)
    else if (typeof value === 'string') putString(value, text)
    else if (Array.isArray(value)) {
      put(LIST, value.length)
      for (const part of value) add(part, text)
    } else if (typeof value === 'object' && value !== null) putObject(value, text)
    else put(CONSTANT, Math.max(0, CONSTANTS.indexOf(value as null)))
  }
  return {
    add,
    get length() {
      return bytes.length
    },
    finish: () => ({
      bytes: bytes.take(),
      tables: { shapes: [...shapes.keys()].map((names) => JSON.parse(names)), strings: [...strings.keys()] },
    }),
  }
}

function rowOf(rows: Map<string, number>, key: string): number {
  const known = rows.get(key)
  if (known !== undefined) return known
  rows.set(key, rows.size)
  return rows.size - 1
}

/** The value that starts at `offset`; equal to what was added with the same text. */
export function unpackValue(bytes: Int8Array, offset: number, text: string, tables: PackTables): unknown {
  const { shapes, strings } = tables
  let at = offset
  function next(): number {
    let byte = bytes[at++]!
    if (byte >= 0) return byte
    let value = byte & 127
    for (let shift = 7; byte < 0; shift += 7) {
      byte = bytes[at++]!
      value |= (byte & 127) << shift
    }
    return value
  }
  function read(): unknown {
    const head = next()
    const payload = head >>> 3
    switch (head & 7) {
      case WHOLE:
        return payload
      case OBJECT: {
        const made: Record<string, unknown> = {}
        for (const name of shapes[payload]!) {
          // Assigned, it would set the prototype and no property.
          if (name === '__proto__') define(made, name, read())
          else made[name] = read()
        }
        return made
      }
      case LIST: {
        const made: unknown[] = []
        for (let i = 0; i < payload; i++) made.push(read())
        return made
      }
      case STRING:
        return strings[payload]
      case SLICE:
        return text.slice(payload, payload + (next() >>> 3))
      default:
        if (payload < FLOAT) return CONSTANTS[payload]
        at += 8
        return new Float64Array(bytes.slice(at - 8, at).buffer)[0]
    }
  }
  return read()
}

function define(made: object, name: string, value: unknown): void {
  Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Entries of the packed list that starts at `offset`; the entries are not read. */
export function packedLength(bytes: Int8Array, offset: number): number {
  return varintReader(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), offset).next() >>> 3
}
