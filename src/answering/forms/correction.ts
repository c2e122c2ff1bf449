/** The question presupposes what the evidence contradicts: what the document says instead. */
import { draftOf } from '../draft.ts'
import { answerClause, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'

export const correction: Form = {
  name: 'correction',
  say({ evidence, phrases }) {
    const best = bestOf({ evidence })
    if (!best || !evidence.contradicted) return null
    return draftOf({
      status: 'corrected',
      headline: phrases.corrected(answerClause(best, evidence.focus!)),
      quotes: evidence.kept.map(quoteStatement),
    })
  },
}
