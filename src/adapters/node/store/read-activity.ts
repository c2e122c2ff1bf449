/** Reads the counts behind the weekly figures: statuses, verdicts and latencies by day, and what was asked about most. */
import type { Kysely } from 'kysely'
import type { AnswerStatus } from '../../../domain/answer.ts'
import type { Activity } from '../../../ports/question-store.ts'
import type { Tables } from './tables.ts'

const MOST_TOPICS = 20

export async function readActivity(database: Kysely<Tables>, since: string): Promise<Activity> {
  const statuses = await database
    .selectFrom('asked')
    .select(({ fn }) => ['day', 'status', fn.countAll().as('count')])
    .where('day', '>=', since)
    .groupBy(['day', 'status'])
    .orderBy('day')
    .orderBy('status')
    .execute()
  const verdicts = await database
    .selectFrom('feedback')
    .select(({ fn }) => ['day', 'useful', fn.countAll().as('count')])
    .where('day', '>=', since)
    .groupBy(['day', 'useful'])
    .orderBy('day')
    .orderBy('useful')
    .execute()
  const latencies = await database
    .selectFrom('asked')
    .select(({ fn }) => ['day', 'latency', fn.countAll().as('count')])
    .where('day', '>=', since)
    .groupBy(['day', 'latency'])
    .orderBy('day')
    .orderBy('latency')
    .execute()
  const topics = await database
    .selectFrom('asked')
    .select(({ fn }) => ['document', 'topic', fn.countAll().as('count')])
    .where('day', '>=', since)
    .where('document', 'is not', null)
    .where('topic', 'is not', null)
    .groupBy(['document', 'topic'])
    .orderBy('count', 'desc')
    .orderBy('document')
    .orderBy('topic')
    .limit(MOST_TOPICS)
    .execute()
  return {
    statuses: statuses.map(({ day, status, count }) => ({
      day,
      status: status as AnswerStatus,
      count: Number(count),
    })),
    verdicts: verdicts.map(({ day, useful, count }) => ({ day, useful: useful === 1, count: Number(count) })),
    latencies: latencies.map(({ day, latency, count }) => ({ day, latency, count: Number(count) })),
    topics: topics.map(({ document, topic, count }) => ({
      document: document ?? '',
      topic: topic ?? '',
      count: Number(count),
    })),
  }
}
