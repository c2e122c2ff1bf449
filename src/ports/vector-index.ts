/** Port: nearest vectors by dot product, higher is better. */
export interface VectorHit {
  readonly id: number
  readonly score: number
}

export interface VectorIndex {
  readonly size: number
  readonly dimensions: number
  /** The `k` best ids, best first; ties by id. `k` larger than `size` gives all. */
  search(query: Float32Array, k: number): VectorHit[]
}
