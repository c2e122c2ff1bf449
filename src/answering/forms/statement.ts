/** What a statement says, in its own words: the form for everything that has no fact of its own. */
import { headingWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import { obligationIn } from '../evidence/facts-of.ts'
import { answerClause, answerEnglish, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'
import { conditionsOf } from './yes-no.ts'

export const statement: Form = {
  name: 'statement',
  say(inquiry) {
    const { evidence, phrases } = inquiry
    const best = bestOf(inquiry)
    if (!best) return null
    const rule = obligationIn(best)
    const clause = answerClause(best, evidence.focus!)
    return draftOf({
      status: 'answered',
      headline: phrases.stated(
        clause,
        headingWords(best.document, best.statement.paragraph),
        answerEnglish(inquiry, best, evidence.focus!),
      ),
      caveats: (rule ? conditionsOf(rule) : [])
        .filter(({ text }) => !clause.includes(text))
        .map(({ kind, text }) =>
          kind === 'condition' ? phrases.conditionTravels(text) : phrases.exceptionTravels(text),
        ),
      quotes: evidence.kept.map(quoteStatement),
    })
  },
}
