/** Which vectors find the candidates of a library: the reader's own, or the static embedder's where those take too long. */
export type FirstStage = 'reader' | 'static'

/**
 * Most statements whose vectors the reader makes. One of 90 characters takes 14 to 28 ms of a core, once for each version of
 * a document: 20,000 (190 documents of the field) are 3 to 5 minutes on two cores at the first start, and 31 MB of vectors.
 */
export const MOST_READER_VECTORS = 20_000

export function firstStage(statements: number): FirstStage {
  return statements <= MOST_READER_VECTORS ? 'reader' : 'static'
}
