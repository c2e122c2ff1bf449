/** Whether something is banned, required, encouraged or permitted: the strength of the rule, with its condition and exception. */
import type { Obligation } from '../../domain/facts.ts'
import type { Polarity } from '../compose/phrases.ts'
import { draftOf } from '../draft.ts'
import type { ReadStatement } from '../evidence/evidence.ts'
import { obligationIn } from '../evidence/facts-of.ts'
import { answerClause, answerEnglish, quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'

export const yesNo: Form = {
  name: 'yes-no',
  say(inquiry) {
    const { understanding, evidence, phrases } = inquiry
    const best = bestOf(inquiry)
    const rule = best && ruleSaid(best)
    if (!best || !rule || understanding.kind !== 'yesno') return null
    return draftOf({
      status: 'answered',
      headline: phrases.polarity(
        polarityOf(rule),
        answerClause(best, evidence.focus!),
        answerEnglish(inquiry, best, evidence.focus!),
      ),
      caveats: conditionsOf(rule).map((each) =>
        each.kind === 'condition' ? phrases.conditionTravels(each.text) : phrases.exceptionTravels(each.text),
      ),
      quotes: evidence.kept.map(quoteStatement),
    })
  },
}

/** A rule says yes or no only where the words that carry its strength are of the answer. */
function ruleSaid(best: ReadStatement): Obligation | null {
  const rule = obligationIn(best)
  if (!rule) return null
  const said = best.answerSpans.map(({ start, end }) => best.document.source.text.slice(start, end))
  return said.some((text) => text.includes(rule.marker)) ? rule : null
}

/** Only a ban says no and only a permission says yes whatever was asked; all else names its strength. */
function polarityOf({ modality, marker }: Obligation): Polarity {
  switch (modality) {
    case 'ban':
      return /原则上/.test(marker) ? 'banned-in-principle' : 'banned'
    case 'may':
      return 'permitted'
    case 'promote':
      return 'promoted'
    case 'encourage':
      return 'encouraged'
    case 'explore':
      return 'pilot'
    default:
      return 'stated'
  }
}

export function conditionsOf({ condition, exception }: Obligation) {
  return [
    ...(condition ? [{ kind: 'condition' as const, text: condition }] : []),
    ...(exception ? [{ kind: 'exception' as const, text: exception }] : []),
  ]
}
