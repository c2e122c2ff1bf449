/** Scores retrieval against gold lines: whether a statement that answers is first, among five, and where (MRR). */
import type { Channels, Services } from '../ports/services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { type GoldQuestion, inScope } from './gold-questions.ts'

/** Shares of questions, 0–1. */
export interface RetrievalScore {
  readonly questions: number
  readonly hit1: number
  readonly hit5: number
  /** Mean reciprocal rank over the first ten (Voorhees 1999). */
  readonly mrr10: number
}

/** Over the questions in scope that stand alone: retrieval sees no history. */
export async function scoreRetrieval(
  services: Services,
  questions: readonly GoldQuestion[],
  channels: Channels,
): Promise<RetrievalScore> {
  const judged = questions.filter(
    (each) => inScope(each) && each.turns.length === 1 && each.gold_lines.length > 0,
  )
  const ranks: number[] = []
  for (const { turns, gold_lines, document } of judged) {
    const found = await services.search(turns[0]!, {
      channels,
      limit: 10,
      ...(document && { corpus: document }),
    })
    const rank = found.findIndex((candidate) => {
      const read = services.library.get(candidate.document)!
      const { paragraph } = statementsOf(read)[candidate.statement]!
      const { line, lastLine } = read.tree.paragraphs[paragraph]!
      return gold_lines.some((gold) => line <= gold && gold <= lastLine)
    })
    ranks.push(rank < 0 ? Number.POSITIVE_INFINITY : rank + 1)
  }
  const mean = (of: (rank: number) => number) =>
    ranks.reduce((sum, rank) => sum + of(rank), 0) / (ranks.length || 1)
  return {
    questions: ranks.length,
    hit1: mean((rank) => (rank <= 1 ? 1 : 0)),
    hit5: mean((rank) => (rank <= 5 ? 1 : 0)),
    mrr10: mean((rank) => 1 / rank),
  }
}
