/** Several documents answer as likely, and otherwise: the reader must say which is meant. */
import { draftOf } from '../draft.ts'
import { quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'

export const clarify: Form = {
  name: 'clarify',
  say(inquiry) {
    const { evidence, phrases, understanding } = inquiry
    const best = bestOf(inquiry)
    if (!best || evidence.rivals.length === 0) return null
    const readings = [best, ...evidence.rivals]
    return draftOf({
      status: 'clarify',
      headline: phrases.whichReading,
      related: readings.map(quoteStatement),
      suggestions: readings.map(
        ({ document }) => `《${document.tree.metadata.title.value}》：${understanding.text}`,
      ),
    })
  },
}
