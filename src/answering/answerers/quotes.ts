/** Quote spans for records and sentences. */
import type { Paragraph } from '../../domain/document.ts'
import type { Located, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains, type Span } from '../../domain/span.ts'
import { viewOf } from '../../text/view.ts'
import { type Draft, draftOf, type QuoteSpan } from '../draft.ts'
import { type RankedSentence, sentenceSpan } from '../evidence/evidence.ts'
import { sentenceOf } from '../evidence/target-statement.ts'
import type { Inquiry } from '../inquiry.ts'

/** A fact's own quotation. */
export function quoteFact(fact: Located): QuoteSpan {
  return { document: fact.document, paragraph: fact.paragraph, span: { start: fact.start, end: fact.end } }
}

export function quoteSentence(ranked: RankedSentence): QuoteSpan {
  return { document: ranked.document.source.id, paragraph: ranked.paragraph, span: sentenceSpan(ranked) }
}

/** The words of a sentence as printed, without the line breaks of its source. */
export function sentenceText(ranked: RankedSentence): string {
  return printedText(ranked.document, ranked.paragraph, sentenceSpan(ranked))
}

/** The words of a span within a paragraph as printed, without line breaks. */
export function printedText({ source, tree }: ReadDocument, paragraph: number, span: Span): string {
  const { gaps } = tree.paragraphs[paragraph]!
  return gaps.length === 0 ? source.text.slice(span.start, span.end) : viewOf(source.text, span, gaps).text
}

/** An answer that is one sentence of a document. */
export function sentenceDraft({ phrases }: Inquiry, sentence: RankedSentence, reason: string): Draft {
  return draftOf({
    status: 'answered',
    headline: phrases.stated(sentenceText(sentence)),
    quotes: [quoteSentence(sentence)],
    reasons: [reason],
  })
}

export function quoteParagraph({ source }: ReadDocument, { index, span }: Paragraph): QuoteSpan {
  return { document: source.id, paragraph: index, span }
}

/** The sentence of a target, the item for which it is announced, and the place of a deadline that stands elsewhere. */
export function quoteTarget(document: ReadDocument, target: Target, item: number | null = null): QuoteSpan[] {
  const span = sentenceOf(document, target)
  const quotes = [{ document: document.source.id, paragraph: target.paragraph, span }]
  if (item !== null) quotes.push(quoteParagraph(document, document.tree.paragraphs[item]!))
  const deadline = target.deadlineSpan
  if (deadline && !contains(span, deadline)) {
    const holder = document.tree.paragraphs.find((paragraph) => contains(paragraph.span, deadline))
    if (holder) {
      const sentence = holder.sentences.find((each) => contains(each.span, deadline))
      quotes.push({ ...quoteParagraph(document, holder), span: sentence?.span ?? deadline })
    }
  }
  return quotes
}
