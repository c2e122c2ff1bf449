/** A typed array that grows as it is filled, for postings and vectors whose number is not known beforehand. */
type Kind<T> = { new (length: number): T }

export interface Growing<T> {
  readonly length: number
  push(value: number): void
  append(values: ArrayLike<number>): void
  /** The filled part, copied to its exact size. */
  take(): T
}

export function growing<T extends Uint32Array | Uint16Array | Int8Array | Float32Array>(
  ArrayOf: Kind<T>,
): Growing<T> {
  let data = new ArrayOf(1024)
  let length = 0
  const reserve = (needed: number) => {
    if (needed <= data.length) return
    const larger = new ArrayOf(Math.max(needed, data.length * 2))
    larger.set(data)
    data = larger
  }
  return {
    get length() {
      return length
    },
    push(value) {
      reserve(length + 1)
      data[length++] = value
    },
    append(values) {
      reserve(length + values.length)
      data.set(values, length)
      length += values.length
    },
    take() {
      return data.slice(0, length) as T
    },
  }
}
