/** A standard question (标准问): one more key under which a line of a document is found. */
export interface StandardQuestion {
  readonly question: string
  /** 1-based line of the source text that answers it. */
  readonly line: number
  /** Who linked the question to the line. */
  readonly by: string
  /** ISO date of the review, `YYYY-MM-DD`. */
  readonly reviewed: string
}
