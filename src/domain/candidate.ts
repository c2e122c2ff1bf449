/** What retrieval proposes: a statement that may answer, with the scores by which it was found. */
export interface Candidate {
  readonly document: string
  /** Index among the statements of the document. */
  readonly statement: number
  /** Fused score; ranks the candidates of one query, and is no confidence. */
  readonly score: number
  /** BM25 of the query's words over statement and context; 0 where none is shared. */
  readonly bm25: number
  /** Cosine of query and statement in context; 0 without vectors. */
  readonly cosine: number
}
