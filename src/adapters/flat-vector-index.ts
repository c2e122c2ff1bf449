/**
 * Exact nearest vectors by a scan of all of them. Integer products of a rounded query choose a few more than asked for,
 * the exact dot product orders them; without WebAssembly every row gets the exact one.
 */
import type { VectorIndex } from '../ports/vector-index.ts'
import { createTopK } from '../retrieval/top-k.ts'
import { countOf, dot, nearestRows, type QuantizedVectors } from '../retrieval/vectors.ts'
import { createSimdScan } from './simd-scan.ts'

/** Rounding the query to 15 bits moves a score by less than .0001; so many rows stand for those that it might displace. */
const MARGIN = 32

export function createFlatVectorIndex(vectors: QuantizedVectors): VectorIndex {
  const scan = createSimdScan(vectors)
  const { scales } = vectors
  return {
    size: countOf(vectors),
    dimensions: vectors.dimensions,
    search(query, k) {
      if (!scan || k <= 0) return nearestRows(vectors, query, k)
      const products = scan(query)
      const near = createTopK(k + MARGIN)
      for (let id = 0; id < products.length; id++) {
        const score = products[id]! * scales[id]!
        if (score >= near.floor) near.offer(id, score)
      }
      const top = createTopK(k)
      for (const { id } of near.take()) top.offer(id, dot(vectors, id, query))
      return top.take()
    },
  }
}
