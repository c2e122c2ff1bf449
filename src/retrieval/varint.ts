/** Whole numbers of 0 to 2^31 − 1 in one to five bytes (LEB128: seven bits a byte, low ones first), small ones in one. */
import type { Growing } from './growing.ts'

export function putVarint(bytes: Growing<Uint8Array> | Growing<Int8Array>, value: number): void {
  let rest = value
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128)
  bytes.push(rest)
}

/** Reads on from `at`. */
export interface VarintReader {
  at: number
  next(): number
}

export function varintReader(bytes: Uint8Array, start = 0): VarintReader {
  return {
    at: start,
    next() {
      let byte = bytes[this.at++]!
      let value = byte & 127
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[this.at++]!
        value |= (byte & 127) << shift
      }
      return value
    },
  }
}
