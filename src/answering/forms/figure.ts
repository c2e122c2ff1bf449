/** A figure, a sum or a deadline: the target that lies in the answer, with what must travel with it. */
import type { Target } from '../../domain/facts.ts'
import { contains } from '../../domain/span.ts'
import { targetWords } from '../compose/words.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import type { ReadStatement } from '../evidence/evidence.ts'
import { targetsIn } from '../evidence/facts-of.ts'
import { answerClause, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form, type Inquiry } from './form.ts'

export const figure: Form = {
  name: 'figure',
  say(inquiry) {
    const best = bestOf(inquiry)
    const [target] = best ? targetsIn(best) : []
    if (!best || !target) return null
    const words = targetWords(best.document, target)
    return draftOf({
      status: 'answered',
      headline: inquiry.phrases.target(words, answerClause(best)),
      caveats: caveatsOf(inquiry, target),
      quotes: [...inquiry.evidence.kept.map(quoteStatement), ...deadlineOf(best, target)],
    })
  },
}

function caveatsOf({ phrases, asOf }: Inquiry, target: Target): string[] {
  const { firmness, year, deadline, deadlineInherited, condition } = target
  return [
    ...(firmness === 'aim' ? [phrases.aim] : []),
    ...(deadlineInherited && deadline ? [phrases.inheritedYear(deadline)] : []),
    ...(condition ? [phrases.conditionTravels(condition)] : []),
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
