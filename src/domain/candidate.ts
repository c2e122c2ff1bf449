/** What retrieval finds: paragraphs to cite, each with its matching sentences and the score parts that ranked it. */

export interface SentenceCandidate {
  /** Index in the paragraph's `sentences`. */
  readonly sentence: number
  readonly score: number
}

export interface Candidate {
  readonly document: string
  /** Index of the paragraph in the document's tree. */
  readonly paragraph: number
  /** Fused score; ranks candidates of one query, and is no confidence. */
  readonly score: number
  /** Raw channel scores (bm25, dense, exact, …), kept for `explain` and for abstention. */
  readonly parts: Readonly<Record<string, number>>
  /** Sentences of the paragraph, best first. */
  readonly sentences: readonly SentenceCandidate[]
}
