/** Number, date, issuer, drafter, entry into force or validity of a document, where the answer states one of them. */
import type { DocumentMetadata } from '../../domain/document.ts'
import { overlaps } from '../../domain/span.ts'
import { draftOf } from '../draft.ts'
import { quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form } from './form.ts'

const FACTS = [
  'number',
  'date',
  'issuer',
  'drafter',
  'effective',
  'expiry',
] as const satisfies readonly (keyof DocumentMetadata)[]

export const documentFact: Form = {
  name: 'document fact',
  say({ understanding, evidence, phrases }) {
    if (!bestOf({ evidence }) || understanding.kind !== 'document') return null
    const lines = evidence.kept.flatMap(({ document, answerSpans }) =>
      FACTS.flatMap((fact) => {
        const stated = document.tree.metadata[fact]
        const span = stated?.span
        if (!stated || !span || !answerSpans.some((answer) => overlaps(answer, span))) return []
        return [phrases.documentFact(fact, document.source.text.slice(span.start, span.end))]
      }),
    )
    if (lines.length === 0) return null
    return draftOf({
      status: 'answered',
      headline: [...new Set(lines)].join(understanding.answerIn === 'zh' ? '' : ' '),
      quotes: evidence.kept.map(quoteStatement),
    })
  },
}
