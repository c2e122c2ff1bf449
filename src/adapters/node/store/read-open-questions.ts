/** Reads the questions that were not answered or whose answers were disliked, each wording once, the most frequent first. */
import type { Kysely } from 'kysely'
import type { Language } from '../../../domain/answer.ts'
import type { OpenQuestion } from '../../../ports/question-store.ts'
import type { Tables } from './tables.ts'

/** What leaves the asker without what was asked for. */
const UNANSWERED = ['not_found', 'clarify', 'out_of_scope']
/** Reasons that are read in all; the latest ones. */
const MOST_REASONS = 500

type Found = { -readonly [name in keyof OpenQuestion]: OpenQuestion[name] }

export async function readOpenQuestions(
  database: Kysely<Tables>,
  since: string,
  limit: number,
): Promise<OpenQuestion[]> {
  const counted = (table: 'asked' | 'feedback') =>
    database
      .selectFrom(table)
      .select(({ fn }) => [
        'question',
        'corpus',
        fn.min('language').as('language'),
        fn.countAll().as('times'),
        fn.min('at').as('first'),
        fn.max('at').as('last'),
      ])
      .where('at', '>=', since)
      .where('question', '!=', '')
      .groupBy(['question', 'corpus'])
      .orderBy('times', 'desc')
      .orderBy('last', 'desc')
      .limit(limit)
  const asked = await counted('asked').where('status', 'in', UNANSWERED).execute()
  const disliked = await counted('feedback').where('useful', '=', 0).execute()
  const found = new Map<string, Found>()
  for (const [rows, count] of [
    [asked, 'unanswered'],
    [disliked, 'disliked'],
  ] as const) {
    for (const { question, corpus, language, times, first, last } of rows) {
      const known: Found = found.get(keyOf(question, corpus)) ?? {
        question,
        corpus: corpus || null,
        language: language as Language,
        unanswered: 0,
        disliked: 0,
        first,
        last,
        reasons: [],
      }
      known[count] = Number(times)
      if (first < known.first) known.first = first
      if (last > known.last) known.last = last
      found.set(keyOf(question, corpus), known)
    }
  }
  const reasons = await database
    .selectFrom('feedback')
    .select(['question', 'corpus', 'reason'])
    .where('useful', '=', 0)
    .where('at', '>=', since)
    .where('reason', 'is not', null)
    .orderBy('at', 'desc')
    .limit(MOST_REASONS)
    .execute()
  for (const { question, corpus, reason } of reasons) {
    const known = found.get(keyOf(question, corpus))
    if (known && reason) known.reasons = [...known.reasons, reason]
  }
  const times = ({ unanswered, disliked }: OpenQuestion) => unanswered + disliked
  return [...found.values()]
    .sort((a, b) => times(b) - times(a) || (a.last < b.last ? 1 : a.last > b.last ? -1 : 0))
    .slice(0, limit)
}

function keyOf(question: string, corpus: string): string {
  return `${corpus}\n${question}`
}
