/** The duties and responsibilities that lie in a statement, or hold for it. */
import type { Obligation, Responsibility } from '../../domain/facts.ts'
import { contains, overlaps } from '../../domain/span.ts'
import type { ReadStatement } from './evidence.ts'

/** The statement of who is responsible that it is; null where it is none. */
export function responsibilityIn({ document, statement }: ReadStatement): Responsibility | null {
  return document.facts.responsibilities.find((each) => overlaps(each, statement.span)) ?? null
}

/** Who is responsible for what the statement says: the narrowest scope that holds it. */
export function responsibilityFor({
  document,
  statement,
}: Pick<ReadStatement, 'document' | 'statement'>): Responsibility | null {
  const width = ({ scope }: Responsibility) => scope.end - scope.start
  return (
    document.facts.responsibilities
      .filter(({ scope }) => contains(scope, statement.span))
      .sort((a, b) => width(a) - width(b))[0] ?? null
  )
}

/** The duty, ban or permission that it states; the answer's own where the reader marks one. */
export function obligationIn({ document, statement, answerSpans }: ReadStatement): Obligation | null {
  const inside = document.facts.obligations.filter((each) => overlaps(each, statement.span))
  return inside.find((each) => answerSpans.some((span) => overlaps(span, each))) ?? inside[0] ?? null
}
