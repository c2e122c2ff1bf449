/** L2-normalised vectors in one byte a dimension, from float vectors; rounding moves a cosine by less than .005. */
import { growing } from './growing.ts'
import { createTopK, type ScoredId } from './top-k.ts'

/** Row i is `rows[i·dimensions, (i+1)·dimensions)` times `scales[i]`. */
export interface QuantizedVectors {
  readonly dimensions: number
  readonly rows: Int8Array
  readonly scales: Float32Array
}

/** Room for rows, where who searches them wants them in memory of its own. */
export type AllocateRows = (count: number, dimensions: number) => Int8Array<ArrayBuffer>

export interface QuantizedBuilder {
  add(vector: Float32Array): void
  /** Rows of another index, as they are. */
  append(vectors: QuantizedVectors, from: number, to: number): void
  /** `allocate`: room for the rows. */
  finish(allocate?: AllocateRows): QuantizedVectors
}

export function createQuantizedBuilder(dimensions: number): QuantizedBuilder {
  const rows = growing(Int8Array)
  const scales = growing(Float32Array)
  return {
    add(vector) {
      if (vector.length !== dimensions) {
        throw new RangeError(`vector of ${vector.length} dimensions among vectors of ${dimensions}`)
      }
      let largest = 0
      for (const x of vector) largest = Math.max(largest, Math.abs(x))
      const scale = largest / 127
      scales.push(scale)
      rows.append(scale === 0 ? vector : vector.map((x) => Math.round(x / scale)))
    },
    append(vectors, from, to) {
      rows.append(vectors.rows.subarray(from * dimensions, to * dimensions))
      for (const scale of vectors.scales.subarray(from, to)) scales.push(scale)
    },
    finish: (allocate) => ({
      dimensions,
      rows: rows.take(allocate && ((length) => allocate(length / dimensions, dimensions))),
      scales: scales.take(),
    }),
  }
}

export function countOf(vectors: QuantizedVectors): number {
  return vectors.scales.length
}

/** Dot product of row `id` with the query. */
export function dot(vectors: QuantizedVectors, id: number, query: Float32Array): number {
  const { dimensions, rows } = vectors
  const from = id * dimensions
  let a = 0
  let b = 0
  let i = 0
  for (; i + 1 < dimensions; i += 2) {
    a += rows[from + i]! * query[i]!
    b += rows[from + i + 1]! * query[i + 1]!
  }
  if (i < dimensions) a += rows[from + i]! * query[i]!
  return (a + b) * vectors.scales[id]!
}

/** The row as floats. */
export function vectorAt(vectors: QuantizedVectors, id: number): Float32Array {
  const from = id * vectors.dimensions
  return Float32Array.from(
    vectors.rows.subarray(from, from + vectors.dimensions),
    (x) => x * vectors.scales[id]!,
  )
}

/** The `k` nearest rows by dot product within half-open id ranges (default all), best first, ties by id. */
export function nearestRows(
  vectors: QuantizedVectors,
  query: Float32Array,
  k: number,
  within: readonly (readonly [number, number])[] = [[0, countOf(vectors)]],
): ScoredId[] {
  const top = createTopK(k)
  for (const [start, end] of within) {
    for (let id = start; id < end; id++) top.offer(id, dot(vectors, id, query))
  }
  return top.take()
}
