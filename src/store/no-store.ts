/** The store that keeps nothing: where `KEEP=off`, and where there is no database. */
import type { QuestionStore } from '../ports/question-store.ts'

export const NO_STORE: QuestionStore = {
  kind: 'none',
  keepAsked: async () => {},
  keepFeedback: async () => {},
  keepDecisions: async () => {},
  openQuestions: async () => [],
  decisions: async () => [],
  askedOften: async () => [],
  activity: async () => ({ statuses: [], verdicts: [], latencies: [], topics: [] }),
  purge: async () => 0,
  close: async () => {},
}
