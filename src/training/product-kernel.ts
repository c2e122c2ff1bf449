/** The matrix product of training as a WebAssembly SIMD kernel: c += a·b with any strides. */
import {
  add,
  advance,
  type Code,
  constant,
  get,
  type Kernel,
  load,
  loadF32,
  loadSplat,
  multiply,
  range,
  repeat,
  set,
  store,
  storeF32,
  types,
  vAdd,
  vMultiply,
  ZERO,
} from './wasm-assembler.ts'

/** Blocks of 4 × 8: eight accumulators stay in registers; the 8 columns of b are packed so that they stay in the L1 cache. */
export function product(): Kernel {
  const [a, aRow, aColumn, b, bRow, bColumn, c, cRow, m, k, n, panel] = range(12)
  const [from, to, left, rowsLeft, aBlock, cBlock, cAt] = range(7).map((i) => 12 + i)
  const aAt = (row: number) => 19 + row
  const [b0, b1, factor] = [23, 24, 25]
  const sum = (row: number, half: number) => 26 + 2 * row + half
  const packOne = (column: number): Code =>
    storeF32(get(to!), loadF32(add(get(from!), multiply(get(bColumn!), constant(column)))), 4 * column)
  const multiplyRow = (row: number): Code => [
    ...set(factor, loadSplat(get(aAt(row)))),
    ...set(sum(row, 0), vAdd(get(sum(row, 0)), vMultiply(get(factor), get(b0)))),
    ...set(sum(row, 1), vAdd(get(sum(row, 1)), vMultiply(get(factor), get(b1)))),
    ...advance(aAt(row), get(aColumn!)),
  ]
  const addToC = (row: number): Code => [
    ...store(get(cAt!), vAdd(load(get(cAt!)), get(sum(row, 0)))),
    ...store(get(cAt!), vAdd(load(get(cAt!), 16), get(sum(row, 1))), 16),
    ...advance(cAt!, get(cRow!)),
  ]
  return {
    name: 'product',
    parameters: types('i32', 12),
    locals: [...types('i32', 11), ...types('v128', 11)],
    body: repeat(n!, 8, [
      ...set(from!, get(b!)),
      ...set(to!, get(panel!)),
      ...set(left!, get(k!)),
      ...repeat(left!, 1, [
        ...range(8).flatMap(packOne),
        ...advance(from!, get(bRow!)),
        ...advance(to!, constant(32)),
      ]),
      ...set(aBlock!, get(a!)),
      ...set(cBlock!, get(c!)),
      ...set(rowsLeft!, get(m!)),
      ...repeat(rowsLeft!, 4, [
        ...range(4).flatMap((row) => [
          ...set(aAt(row), row === 0 ? get(aBlock!) : add(get(aAt(row - 1)), get(aRow!))),
          ...set(sum(row, 0), ZERO),
          ...set(sum(row, 1), ZERO),
        ]),
        ...set(to!, get(panel!)),
        ...set(left!, get(k!)),
        ...repeat(left!, 1, [
          ...set(b0, load(get(to!))),
          ...set(b1, load(get(to!), 16)),
          ...range(4).flatMap(multiplyRow),
          ...advance(to!, constant(32)),
        ]),
        ...set(cAt!, get(cBlock!)),
        ...range(4).flatMap(addToC),
        ...set(aBlock!, add(get(aBlock!), multiply(get(aRow!), constant(4)))),
        ...set(cBlock!, add(get(cBlock!), multiply(get(cRow!), constant(4)))),
      ]),
      ...advance(b!, multiply(get(bColumn!), constant(8))),
      ...advance(c!, constant(32)),
    ]),
  }
}
