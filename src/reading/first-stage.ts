/** Which vectors find the candidates of a library: the reader's own, or the static embedder's where those take too long. */
export type FirstStage = 'reader' | 'static'

/**
 * Most statements whose vectors the reader makes. One takes 7 to 11 ms on one core (40 to 60 tokens), once for each
 * version of a document: 20,000 are 2 to 4 minutes at the first start, and 31 MB of vectors.
 */
export const MOST_READER_VECTORS = 20_000

export function firstStage(statements: number): FirstStage {
  return statements <= MOST_READER_VECTORS ? 'reader' : 'static'
}
