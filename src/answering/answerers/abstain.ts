/** An honest refusal: that the documents do not say it, why, and what is nearest. */
import type { AnswerStatus } from '../../domain/answer.ts'
import { type Draft, draftOf, type QuoteSpan } from '../draft.ts'
import { onlyDocument } from '../evidence/evidence.ts'
import type { Inquiry } from '../inquiry.ts'
import { quoteSentence } from './quotes.ts'

/** Words shown as not found, and passages shown as nearest. */
const MOST_WORDS = 5
const MOST_PASSAGES = 3

/** `reasons` are sentences for the reader: why the matter is not stated. */
export function abstain(
  inquiry: Inquiry,
  reasons: readonly string[],
  status: AnswerStatus = 'not_found',
): Draft {
  const { engine, understanding, evidence, phrases } = inquiry
  const title = onlyDocument(evidence)?.tree.metadata.title.value ?? null
  const missing = understanding.terms
    .filter(({ alternatives }) => !alternatives.some(({ text }) => engine.knows(text)))
    .map(({ surface }) => surface)
  return draftOf({
    status,
    headline: phrases.notFound(title),
    caveats: [...reasons, ...(missing.length > 0 ? [phrases.unmatched(missing.slice(0, MOST_WORDS))] : [])],
    related: nearest(inquiry),
    reasons,
  })
}

/** The best sentence of each of the nearest paragraphs. */
export function nearest({ evidence }: Inquiry): QuoteSpan[] {
  const seen = new Set<string>()
  const quotes: QuoteSpan[] = []
  for (const ranked of evidence.sentences) {
    const key = `${ranked.document.source.id}#${ranked.paragraph}`
    if (seen.has(key)) continue
    seen.add(key)
    quotes.push(quoteSentence(ranked))
    if (quotes.length === MOST_PASSAGES) break
  }
  return quotes
}
