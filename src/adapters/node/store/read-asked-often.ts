/** Reads which answered questions are asked most, each wording once. */
import type { Kysely } from 'kysely'
import type { AskedOften } from '../../../ports/question-store.ts'
import type { Tables } from './tables.ts'

const ANSWERED = ['answered', 'partial', 'corrected']

export async function readAskedOften(
  database: Kysely<Tables>,
  since: string,
  limit: number,
): Promise<AskedOften[]> {
  const rows = await database
    .selectFrom('asked')
    .select(({ fn }) => ['question', 'corpus', fn.countAll().as('count')])
    .where('at', '>=', since)
    .where('status', 'in', ANSWERED)
    .groupBy(['question', 'corpus'])
    .orderBy('count', 'desc')
    .orderBy('question')
    .limit(limit)
    .execute()
  return rows.map(({ question, corpus, count }) => ({
    question,
    corpus: corpus || null,
    count: Number(count),
  }))
}
