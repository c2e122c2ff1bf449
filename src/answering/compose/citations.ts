/** Citations from quote spans: each quotation is cut from the source text, so that it is true by construction. */
import type { Citation, RelatedPassage } from '../../domain/answer.ts'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import type { Sidecars } from '../../domain/sidecars.ts'
import { translationOf } from '../../translation/translation-of.ts'
import type { QuoteSpan } from '../draft.ts'

/** Numbered citations in the given order; a span that lies within another one is not repeated. */
export function citationsOf(
  library: Library,
  quotes: readonly QuoteSpan[],
  translations: Sidecars['translations'] = new Map(),
): Citation[] {
  const within = (inner: QuoteSpan, outer: QuoteSpan) =>
    inner.document === outer.document &&
    outer.span.start <= inner.span.start &&
    inner.span.end <= outer.span.end
  const kept = quotes.filter(
    (quote, i) =>
      quote.span.end > quote.span.start &&
      !quotes.some((other, j) => j !== i && within(quote, other) && (j < i || !within(other, quote))),
  )
  return kept.map((quote, i) => {
    const translation = translations.get(quote.document)
    const english = translation ? translationOf(translation, quote.span) : ''
    return {
      ...citation(library.get(quote.document)!, quote, i + 1),
      ...(english && { translation: english }),
    }
  })
}

function citation(document: ReadDocument, { paragraph: index, span }: QuoteSpan, n: number): Citation {
  const { source, tree } = document
  const paragraph = tree.paragraphs[index]!
  const section = paragraph.section === null ? null : tree.sections[paragraph.section]!
  const line = lineAt(source.text, span.start, paragraph.span.start, paragraph.line)
  return {
    n,
    document: source.id,
    title: tree.metadata.title.value,
    number: tree.metadata.number?.value ?? null,
    locator: paragraph.locator,
    path: section?.path ?? [],
    line,
    paragraph: { start: paragraph.span.start, end: paragraph.span.end },
    start: span.start,
    end: span.end,
    quote: source.text.slice(span.start, span.end),
    url: citationUrl(source.id, span, line),
  }
}

/** The nearest passages of an abstention. */
export function relatedOf(library: Library, quotes: readonly QuoteSpan[]): RelatedPassage[] {
  return citationsOf(library, quotes).map(({ document, locator, line, quote, url }) => ({
    document,
    locator,
    line,
    quote,
    url,
  }))
}

/** Line of `offset`, counted on from a known line start: quotations of hard-wrapped text begin on a later line. */
function lineAt(text: string, offset: number, from: number, line: number): number {
  let at = line
  for (let i = text.indexOf('\n', from); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) at++
  return at
}
