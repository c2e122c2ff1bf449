/** Answers which document governs a matter: the 《titles》 that the best sentence names. */
import { contains } from '../../domain/span.ts'
import { CALIBRATION } from '../calibration.ts'
import { draftOf } from '../draft.ts'
import { confidenceOf } from '../evidence/evidence.ts'
import type { Answerer } from '../inquiry.ts'
import { quoteSentence } from './quotes.ts'

export const answerReference: Answerer = ({ understanding, evidence, phrases }) => {
  if (!understanding.kinds.includes('document')) return null
  for (const sentence of evidence.sentences) {
    if (confidenceOf(sentence) < CALIBRATION.topic) continue
    const quote = quoteSentence(sentence)
    const titles = sentence.document.facts.references.filter(
      (reference) => reference.kind === 'title' && contains(quote.span, reference),
    )
    if (titles.length === 0) continue
    return draftOf({
      status: 'answered',
      headline: phrases.namedIn([
        ...new Set(titles.map(({ name }) => (name.startsWith('《') ? name : `《${name}》`))),
      ]),
      quotes: [quote],
      reasons: [JSON.stringify(sentence.parts)],
    })
  }
  return null
}
