/** Port: the standard questions (标准问) beside a document, each of which leads to one of its lines. */

export interface StandardQuestion {
  readonly question: string
  /** 1-based line of the source text that answers it. */
  readonly line: number
  readonly by: string
  /** `YYYY-MM-DD`. */
  readonly reviewed: string
}

export interface StandardQuestions {
  list(document: string): Promise<readonly StandardQuestion[]>
  /**
   * Adds the question, or leads it to another line where it stands already; answers follow at once.
   * @throws Error whose message says what is wrong: no such document or line.
   */
  add(document: string, entry: StandardQuestion): Promise<void>
  /** Removes a question; true where it stood. */
  remove(document: string, question: string): Promise<boolean>
}
