/** Quote spans for records and sentences. */
import type { Located, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { QuoteSpan } from '../draft.ts'
import type { RankedSentence } from '../evidence/evidence.ts'
import { sentenceOf } from '../evidence/target-statement.ts'

/** A fact's own quotation. */
export function quoteFact(fact: Located): QuoteSpan {
  return { document: fact.document, paragraph: fact.paragraph, span: { start: fact.start, end: fact.end } }
}

export function quoteSentence({ document, paragraph, sentence }: RankedSentence): QuoteSpan {
  const { span } = document.tree.paragraphs[paragraph]!.sentences[sentence]!
  return { document: document.source.id, paragraph, span }
}

/** The sentence of a target, and the place of its deadline when that stands elsewhere. */
export function quoteTarget(document: ReadDocument, target: Target): QuoteSpan[] {
  const span = sentenceOf(document, target)
  const quotes = [{ document: document.source.id, paragraph: target.paragraph, span }]
  const deadline = target.deadlineSpan
  if (deadline && (deadline.start < span.start || deadline.end > span.end)) {
    const paragraph = document.tree.paragraphs.findIndex(
      ({ span: whole }) => whole.start <= deadline.start && deadline.end <= whole.end,
    )
    const holder = document.tree.paragraphs[paragraph]
    if (holder) {
      const sentence = holder.sentences.find(
        ({ span: s }) => s.start <= deadline.start && deadline.end <= s.end,
      )
      quotes.push({ document: document.source.id, paragraph, span: sentence?.span ?? deadline })
    }
  }
  return quotes
}
