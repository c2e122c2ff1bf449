/** The question presupposes what the evidence contradicts: what the document says instead. */
import { draftOf } from '../draft.ts'
import { answerClause, answerEnglish, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'

export const correction: Form = {
  name: 'correction',
  say(inquiry) {
    const { evidence, phrases } = inquiry
    const best = bestOf(inquiry)
    if (!best || !evidence.contradicted) return null
    return draftOf({
      status: 'corrected',
      headline: phrases.corrected(
        answerClause(best, evidence.focus!),
        answerEnglish(inquiry, best, evidence.focus!),
      ),
      quotes: evidence.kept.map(quoteStatement),
    })
  },
}
