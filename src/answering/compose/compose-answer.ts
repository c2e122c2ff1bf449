/** The answer from a draft: citations cut from the source, the plain text, and the proof that every quotation stands. */
import type { Answer, QuestionKind } from '../../domain/answer.ts'
import type { Kind } from '../../ports/reader.ts'
import type { Draft } from '../draft.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { citationsOf, relatedOf } from './citations.ts'
import { phrasesOf } from './phrases-of.ts'

/** What the composer adds to an answer; id, reader and timings are the caller's. */
export type ComposedAnswer = Omit<Answer, 'id' | 'asOf' | 'reader' | 'timings'>

/** The public names of the kinds. */
const KIND_NAMES: Readonly<Record<Kind, QuestionKind>> = {
  figure: 'target',
  count: 'count',
  deadline: 'deadline',
  bodies: 'responsibility',
  list: 'list',
  measure: 'measure',
  obligation: 'obligation',
  condition: 'condition',
  procedure: 'procedure',
  definition: 'definition',
  document: 'document',
  yesno: 'yesno',
  comparison: 'comparison',
}

/** `verified` counts UTF-16 units of the quotations, and those that equal the source at their place. */
export function composeAnswer(
  { library, sidecars }: Pick<Engine, 'library' | 'sidecars'>,
  understanding: Understanding,
  draft: Draft,
): ComposedAnswer {
  const phrases = phrasesOf(understanding.answerIn)
  const translations = understanding.answerIn === 'en' ? sidecars.translations : undefined
  const citations = citationsOf(library, draft.quotes, translations)
  const related = relatedOf(library, draft.related)
  const matched = citations
    .filter(
      ({ document, start, end, quote }) => library.get(document)!.source.text.slice(start, end) === quote,
    )
    .reduce((sum, { quote }) => sum + quote.length, 0)
  const caveats = [
    ...draft.caveats,
    ...(citations.length > 0 && phrases.unofficial ? [phrases.unofficial] : []),
  ]
  return {
    status: draft.status,
    language: understanding.answerIn,
    headline: draft.headline,
    answer: [
      draft.headline,
      ...caveats,
      ...citations.map(({ n, quote, locator, title, translation }) =>
        [
          phrases.quotation(n, quote, locator, title),
          ...(translation ? [phrases.translation(translation)] : []),
        ].join('\n'),
      ),
      ...(related.length > 0
        ? [phrases.nearest, ...related.map(({ quote, locator }) => `“${quote}”（${locator}）`)]
        : []),
    ].join('\n'),
    caveats,
    citations,
    interpretation: {
      question: understanding.turns.join(' / '),
      topic: understanding.text,
      year: understanding.years[0] ?? null,
      body: understanding.bodies[0]?.name ?? null,
      kind: understanding.register?.of === 'tasks' ? 'tasks' : KIND_NAMES[understanding.kind],
    },
    related,
    suggestions: draft.suggestions,
    generation: 'template',
    verified: { characters: citations.reduce((sum, { quote }) => sum + quote.length, 0), matched },
  }
}
