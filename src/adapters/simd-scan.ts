/**
 * Dot products of one query with all rows of an int8 table, by a WebAssembly SIMD kernel: 16 products an instruction,
 * where V8 runs one at a time over typed arrays. Null where WebAssembly cannot be compiled at run time (workerd).
 */
import { countOf, type QuantizedVectors } from '../retrieval/vectors.ts'

/** Integer dot products by row, to be multiplied by the row's scale; of the query rounded to 15 bits. */
export type Scan = (query: Float32Array) => Int32Array

const LANES = 16
const PAGE = 65_536
/** Largest magnitude of a query component: 2^14 · 127 · 1,024 dimensions stay below 2^31. */
const QUERY_RANGE = 16_383

/** Rows that stand in a kernel's memory, with the scan over them. */
interface ScanTable {
  /** Each row padded to a multiple of 16 bytes; to be filled. */
  readonly rows: Int8Array<ArrayBuffer>
  readonly scan: Scan
}

const scans = new WeakMap<Int8Array, Scan>()

/** Room for rows that `createSimdScan` then scans where they stand, so that they are in memory once. */
export function allocateScanRows(count: number, dimensions: number): Int8Array<ArrayBuffer> {
  const table = dimensions % LANES === 0 ? createTable(count, dimensions) : null
  if (!table) return new Int8Array(count * dimensions)
  scans.set(table.rows, table.scan)
  return table.rows
}

/** Scans rows of `allocateScanRows`; copies others into the kernel's memory. */
export function createSimdScan(vectors: QuantizedVectors): Scan | null {
  const { dimensions, rows } = vectors
  const known = scans.get(rows)
  if (known) return known
  const count = countOf(vectors)
  const table = createTable(count, dimensions)
  if (!table) return null
  const width = table.rows.length / count
  for (let id = 0; id < count; id++)
    table.rows.set(rows.subarray(id * dimensions, (id + 1) * dimensions), id * width)
  return table.scan
}

function createTable(count: number, dimensions: number): ScanTable | null {
  const width = Math.ceil(dimensions / LANES) * LANES
  if (count === 0 || width > 1024) return null
  const outAt = count * width
  const queryAt = Math.ceil((outAt + count * 4) / LANES) * LANES
  let memory: WebAssembly.Memory
  let scan: (rows: number, query: number, out: number, count: number, width: number) => void
  try {
    memory = new WebAssembly.Memory({ initial: Math.ceil((queryAt + width * 2) / PAGE) })
    const instance = new WebAssembly.Instance(new WebAssembly.Module(KERNEL), { m: { m: memory } })
    scan = instance.exports.s as typeof scan
  } catch {
    return null
  }
  const products = new Int32Array(memory.buffer, outAt, count)
  const rounded = new Int16Array(memory.buffer, queryAt, width)
  return {
    rows: new Int8Array(memory.buffer, 0, outAt),
    scan: (query) => {
      const largest = query.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
      for (let i = 0; i < dimensions; i++)
        rounded[i] = largest ? Math.round((query[i]! / largest) * QUERY_RANGE) : 0
      scan(0, queryAt, outAt, count, width)
      return products
    },
  }
}

/**
 * The module, in the binary format of the WebAssembly core specification 2.0:
 * `s(rows, query, out, count, width)` stores for each row the sum of i32x4.dot_i16x8_s over its widened halves.
 */
const KERNEL = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // Type: (i32 × 5) → ().
  ...[1, 9, 1, 0x60, 5, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0],
  // Import m.m: a memory of at least one page. One function, exported as s.
  ...[2, 8, 1, 1, 0x6d, 1, 0x6d, 2, 0, 1],
  ...[3, 2, 1, 0],
  ...[7, 5, 1, 1, 0x73, 0, 0],
  ...codeSection([
    // Locals 5: sum and 6: row part (v128); 7: dimensions left and 8: place in the query (i32).
    ...[2, 2, 0x7b, 2, 0x7f],
    // Each row: sum = 0, from the start of the query.
    ...[0x03, 0x40],
    ...[0x41, 0, 0xfd, 0x11, 0x21, 5, 0x20, 1, 0x21, 8, 0x20, 4, 0x21, 7],
    // Each 16 dimensions: part = load(rows); sum += dot(low(part), load(query)) + dot(high(part), load(query + 16)).
    ...[0x03, 0x40],
    ...[0x20, 0, 0xfd, 0, 0, 0, 0x21, 6],
    ...[0x20, 5, 0x20, 6, 0xfd, 0x87, 1, 0x20, 8, 0xfd, 0, 0, 0, 0xfd, 0xba, 1, 0xfd, 0xae, 1],
    ...[0x20, 6, 0xfd, 0x88, 1, 0x20, 8, 0xfd, 0, 0, 16, 0xfd, 0xba, 1, 0xfd, 0xae, 1, 0x21, 5],
    // rows += 16; query += 32; again while (left −= 16).
    ...[0x20, 0, 0x41, 16, 0x6a, 0x21, 0, 0x20, 8, 0x41, 32, 0x6a, 0x21, 8],
    ...[0x20, 7, 0x41, 16, 0x6b, 0x22, 7, 0x0d, 0, 0x0b],
    // *out = the four lanes together; out += 4; again while (count −= 1).
    ...[0x20, 2, 0x20, 5, 0xfd, 0x1b, 0, 0x20, 5, 0xfd, 0x1b, 1, 0x6a],
    ...[0x20, 5, 0xfd, 0x1b, 2, 0x6a, 0x20, 5, 0xfd, 0x1b, 3, 0x6a, 0x36, 2, 0],
    ...[0x20, 2, 0x41, 4, 0x6a, 0x21, 2, 0x20, 3, 0x41, 1, 0x6b, 0x22, 3, 0x0d, 0, 0x0b],
    0x0b,
  ]),
])

/** One function body; lengths below 16,384 take two bytes of LEB128. */
function codeSection(body: readonly number[]): number[] {
  const length = (value: number) => [(value & 0x7f) | 0x80, value >> 7]
  const sized = [...length(body.length), ...body]
  return [10, ...length(sized.length + 1), 1, ...sized]
}
