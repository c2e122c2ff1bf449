/** A figure, a sum or a deadline: the target that lies in the answer, with what must travel with it. */
import type { Target } from '../../domain/facts.ts'
import { contains, overlaps } from '../../domain/span.ts'
import { targetWords } from '../compose/words.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import { ASKS_VALUE } from '../evidence/asks-value.ts'
import type { ReadStatement } from '../evidence/evidence.ts'
import { answerClause, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form, type Inquiry } from './form.ts'

export const figure: Form = {
  name: 'figure',
  say(inquiry) {
    const best = bestOf(inquiry)
    const target = inquiry.evidence.focus?.target
    if (!best || !target || !ASKS_VALUE.has(inquiry.understanding.kind)) return null
    const headline = said(inquiry, best, target)
    return draftOf({
      status: 'answered',
      headline,
      caveats: caveatsOf(inquiry, target, headline),
      quotes: [...inquiry.evidence.kept.map(quoteStatement), ...deadlineOf(best, target)],
    })
  },
}

/** In the document's words where the clause states this target alone. */
function said({ phrases, evidence }: Inquiry, best: ReadStatement, target: Target): string {
  const words = targetWords(best.document, target)
  const clause = evidence.focus!.clause
  const alone =
    best.document.facts.targets.filter(({ valueSpan }) => overlaps(valueSpan, clause)).length === 1
  return phrases.target(words, alone ? answerClause(best, evidence.focus!) : null)
}

function caveatsOf({ phrases, asOf }: Inquiry, target: Target, headline: string): string[] {
  const { firmness, year, deadline, deadlineInherited, condition } = target
  return [
    ...(firmness === 'aim' ? [phrases.aim] : []),
    ...(deadlineInherited && deadline ? [phrases.inheritedYear(deadline)] : []),
    ...(condition && !headline.includes(condition) ? [phrases.conditionTravels(condition)] : []),
    ...(target.purpose === 'goal' && year !== null && year < Number(asOf.slice(0, 4))
      ? [phrases.yearPast(year)]
      : []),
    ...(target.purpose === 'goal' && year === null ? [phrases.noYear] : []),
  ]
}

/** The clause of an earlier paragraph from which the year is carried over. */
function deadlineOf({ document, statement }: ReadStatement, { deadlineSpan }: Target): QuoteSpan[] {
  if (!deadlineSpan || contains(statement.span, deadlineSpan)) return []
  const holder = document.tree.paragraphs.find(({ span }) => contains(span, deadlineSpan))
  return holder ? [{ document: document.source.id, paragraph: holder.index, span: deadlineSpan }] : []
}
