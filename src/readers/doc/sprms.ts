/** Reads the property changes (Sprm) of a Word file: code and operand, one after the other. */

export interface Sprm {
  readonly code: number
  readonly operand: Uint8Array
}

/** Operand lengths by the upper three bits of the code; 0: the first byte says it. */
const LENGTHS = [1, 1, 2, 4, 2, 2, 0, 3]
const TABLE_DEFINITION = 0xd608
const TAB_CHANGES = 0xc615

/** Stops at the first change that does not fit: what follows cannot be told apart. */
export function* sprmsOf(bytes: Uint8Array): Generator<Sprm> {
  let at = 0
  while (at + 2 <= bytes.length) {
    const code = bytes[at]! | (bytes[at + 1]! << 8)
    at += 2
    const fixed = LENGTHS[code >> 13]!
    let length = fixed
    if (fixed === 0) {
      if (code === TABLE_DEFINITION) {
        length = (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8) + 1
      } else {
        const stated = bytes[at] ?? 0
        length = code === TAB_CHANGES && stated === 255 ? bytes.length - at : stated + 1
      }
    }
    if (at + length > bytes.length) return
    yield { code, operand: bytes.subarray(at, at + length) }
    at += length
  }
}

/** First byte or word of an operand. */
export function byteOf({ operand }: Sprm): number {
  return operand[0] ?? 0
}

export function wordOf({ operand }: Sprm): number {
  return (operand[0] ?? 0) | ((operand[1] ?? 0) << 8)
}
