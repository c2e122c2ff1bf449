/** The answer from a draft: citations cut from the source, the plain text, and the proof that every quotation stands. */
import type { Answer } from '../../domain/answer.ts'
import type { Library } from '../../domain/library.ts'
import type { WordTables } from '../../glossary/tables.ts'
import type { Draft } from '../draft.ts'
import { askedScope } from '../evidence/asked-parts.ts'
import type { Understanding } from '../question/understanding.ts'
import { citationsOf, relatedOf } from './citations.ts'
import { phrasesOf } from './phrases-of.ts'
import { keyTermsOf } from './words.ts'

/** What the composer adds to an answer; id and timings are the caller's. */
export type ComposedAnswer = Omit<Answer, 'id' | 'timings'>

/** `verified` counts UTF-16 units of the quotations, and those that equal the source at their place. */
export function composeAnswer(
  library: Library,
  understanding: Understanding,
  draft: Draft,
  tables: WordTables,
): ComposedAnswer {
  const phrases = phrasesOf(understanding.answerIn)
  const citations = citationsOf(library, draft.quotes)
  const related = relatedOf(library, draft.related)
  const shown = new Set([...citations, ...related].map(({ document }) => document))
  const documents = [...shown].map((id) => library.get(id)!)
  const matched = citations
    .filter(
      ({ document, start, end, quote }) => library.get(document)!.source.text.slice(start, end) === quote,
    )
    .reduce((sum, { quote }) => sum + quote.length, 0)
  const terms = phrases.keyTerms ? keyTermsOf(citations.map(({ quote }) => quote).join('。'), tables) : []
  const caveats = [
    ...draft.caveats,
    ...(phrases.keyTerms && terms.length > 0 ? [phrases.keyTerms(terms)] : []),
    ...(citations.length > 0 && phrases.unofficial ? [phrases.unofficial] : []),
  ]
  return {
    status: draft.status,
    language: understanding.answerIn,
    headline: draft.headline,
    answer: [
      draft.headline,
      ...caveats,
      ...citations.map(({ n, quote, locator, title }) => phrases.quotation(n, quote, locator, title)),
      ...(related.length > 0
        ? [phrases.nearest, ...related.map(({ quote, locator }) => `“${quote}”（${locator}）`)]
        : []),
    ].join('\n'),
    caveats,
    citations,
    interpretation: {
      question: understanding.text,
      topic: understanding.terms.map(({ surface }) => surface).join(' '),
      year: understanding.years[0] ?? null,
      body: understanding.bodies[0]?.name ?? null,
      scope: askedScope(understanding, documents),
      kind: understanding.kind,
    },
    related,
    suggestions: draft.suggestions,
    generation: 'template',
    verified: { characters: citations.reduce((sum, { quote }) => sum + quote.length, 0), matched },
  }
}
