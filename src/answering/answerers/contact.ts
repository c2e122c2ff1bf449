/** Answers a question for a telephone number or address of contact, where the document states one; refuses it elsewhere. */
import { contains } from '../../domain/span.ts'
import { findOutOfScope } from '../../glossary/find-out-of-scope.ts'
import { CALIBRATION } from '../calibration.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import { foldedSpan } from '../evidence/folded.ts'
import { coverageOf } from '../evidence/match.ts'
import type { Answerer } from '../inquiry.ts'
import { abstain } from './abstain.ts'
import { says } from './statement.ts'

const CONTACTS = new Set(['contact', 'person-in-charge'])
/** Reason by which facts record a number as one of contact. */
const CONTACT = 'contact'

const STATES_CONTACT = /\d{5,}|热线|电话|邮箱|@/

export const answerContact: Answerer = (inquiry) => {
  const { engine, understanding, evidence, phrases } = inquiry
  const kinds = findOutOfScope(understanding.folded, engine.tables).map(({ kind }) => kind)
  if (!kinds.some((kind) => CONTACTS.has(kind)) || evidence.documents.length === 0) return null
  const found = evidence.documents
    .flatMap((document) =>
      document.facts.otherFigures
        .filter(({ reason }) => reason === CONTACT)
        .map(({ paragraph: index, start, end }) => {
          const paragraph = document.tree.paragraphs[index]!
          const sentence = paragraph.sentences.find(({ span }) => contains(span, { start, end }))
          // "X专项咨询电话：010-…" is read as a heading with its text, and is stated as a whole.
          const runIn = paragraph.body.start > paragraph.span.start
          const span = runIn || !sentence ? paragraph.span : sentence.span
          const quote: QuoteSpan = { document: document.source.id, paragraph: index, span }
          const text = foldedSpan(document, index, span)
          return { document, quote, ...coverageOf(understanding.terms, [{ text, worth: 1 }]) }
        }),
    )
    .sort((a, b) => b.share - a.share)
  const best = found[0]
  const another = best?.missing.some(({ weight }) => weight >= CALIBRATION.telling)
  if (!kinds.includes(CONTACT) || !best || another || (understanding.terms.length > 0 && best.share < 0.5)) {
    const stated = evidence.sentences[0]
    // A hotline may stand in the text without being a number of contact (12345).
    return stated && says(stated) && STATES_CONTACT.test(stated.text)
      ? null
      : abstain(inquiry, [phrases.noFigure])
  }
  return draftOf({
    status: 'answered',
    headline: phrases.stated(best.document.source.text.slice(best.quote.span.start, best.quote.span.end)),
    quotes: [best.quote],
    reasons: ['number of contact'],
  })
}
