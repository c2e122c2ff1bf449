/**
 * A typed array that grows as it is filled, for postings and vectors whose number is not known beforehand. It grows by
 * chunks: to copy all into an array of twice the size would take three times the memory at the moment of growing.
 */
type Kind<T> = { new (length: number): T }

export type Growable = Uint32Array | Uint16Array | Uint8Array | Int8Array | Float32Array

export interface Growing<T> {
  readonly length: number
  push(value: number): void
  append(values: Growable): void
  /** Once, at the end: all in one array, of `allocate` or new, of the exact size; chunks go as they are copied. */
  take(allocate?: (length: number) => T): T
}

const FIRST_CHUNK = 1024
/**
 * Bytes of a chunk, once there is a megabyte: from this size on the C library gives memory back to the system when it is
 * freed. What is not filled yet takes no memory.
 */
const CHUNK = 33 << 20
const SMALL = 1 << 20

export function growing<T extends Growable>(ArrayOf: Kind<T>): Growing<T> {
  const full: T[] = []
  /** Elements of the full chunks. */
  let before = 0
  let chunk = new ArrayOf(FIRST_CHUNK)
  let used = 0
  const extend = () => {
    full.push(chunk)
    before += chunk.length
    const { BYTES_PER_ELEMENT } = chunk
    const length = before * BYTES_PER_ELEMENT < SMALL ? before : CHUNK / BYTES_PER_ELEMENT
    chunk = new ArrayOf(length)
    used = 0
  }
  return {
    get length() {
      return before + used
    },
    push(value) {
      if (used === chunk.length) extend()
      chunk[used++] = value
    },
    append(values) {
      for (let from = 0; from < values.length; ) {
        if (used === chunk.length) extend()
        const count = Math.min(values.length - from, chunk.length - used)
        chunk.set(count === values.length ? values : values.subarray(from, from + count), used)
        used += count
        from += count
      }
    },
    take(allocate = (length) => new ArrayOf(length)) {
      const all = allocate(before + used)
      let at = 0
      for (let next = full.shift(); next; next = full.shift()) {
        all.set(next, at)
        at += next.length
      }
      all.set(chunk.subarray(0, used), at)
      return all
    },
  }
}
