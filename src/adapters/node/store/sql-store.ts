/** The store of what was asked over SQL: opened at the first use, and again at the next where it could not be reached. */
import { type Kysely, sql } from 'kysely'
import { dayOf } from '../../../domain/china-day.ts'
import type { Log } from '../../../ports/log.ts'
import type { AskedRecord, Decision, FeedbackRecord, QuestionStore } from '../../../ports/question-store.ts'
import { isPostgres, openDatabase } from './open-database.ts'
import { readActivity } from './read-activity.ts'
import { readAskedOften } from './read-asked-often.ts'
import { readOpenQuestions } from './read-open-questions.ts'
import type { DecisionTable, Tables } from './tables.ts'

/** `url`: `file:<path>` or `postgres://…`. */
export function sqlStore(url: string, log: Log): QuestionStore {
  const kind = isPostgres(url) ? 'postgres' : 'sqlite'
  let opening: Promise<Kysely<Tables>> | null = null
  const opened = () => {
    opening ??= openDatabase(url, log).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    kind,
    async keepAsked(records) {
      if (records.length === 0) return
      const rows = records.map((record) => ({
        ...keptRow(record),
        topic: record.topic,
        latency: Math.round(record.latency),
        reader: record.reader,
      }))
      // One statement: all or none.
      await (await opened()).insertInto('asked').values(rows).onConflict(once).execute()
    },
    async keepFeedback(record) {
      const row = { ...keptRow(record), useful: record.useful ? 1 : 0, reason: record.reason }
      await (await opened())
        .insertInto('feedback')
        .values(row)
        .onConflict((conflict) => {
          const { useful, reason } = row
          return conflict.column('id').doUpdateSet({ useful, reason })
        })
        .execute()
    },
    async keepDecisions(decisions) {
      if (decisions.length === 0) return
      await (await opened())
        .insertInto('decision')
        .values(decisions.map(decisionRow))
        .onConflict((conflict) =>
          conflict.columns(['question', 'corpus']).doUpdateSet((row) => ({
            at: row.ref('excluded.at'),
            decision: row.ref('excluded.decision'),
            document: row.ref('excluded.document'),
            line: row.ref('excluded.line'),
            decided_by: row.ref('excluded.decided_by'),
          })),
        )
        .execute()
    },
    openQuestions: async (since, limit) => readOpenQuestions(await opened(), since, limit),
    async decisions() {
      const rows = await (await opened()).selectFrom('decision').selectAll().orderBy('at', 'desc').execute()
      return rows.map(decisionOf)
    },
    askedOften: async (since, limit) => readAskedOften(await opened(), since, limit),
    activity: async (since) => readActivity(await opened(), since),
    async purge(before) {
      const database = await opened()
      let gone = 0
      for (const table of ['asked', 'feedback', 'decision'] as const) {
        const { numDeletedRows } = await database
          .deleteFrom(table)
          .where('at', '<', before)
          .executeTakeFirstOrThrow()
        gone += Number(numDeletedRows)
      }
      // SQLite's log still holds the pages as they were.
      if (kind === 'sqlite' && gone > 0) await sql`pragma wal_checkpoint(truncate)`.execute(database)
      return gone
    },
    async close() {
      const database = await opening?.catch(() => null)
      opening = null
      await database?.destroy()
    },
  }
}

/** A record that stands already was sent again because its first commit was not heard of. */
function once<T>(conflict: { column(name: 'id'): { doNothing(): T } }): T {
  return conflict.column('id').doNothing()
}

function keptRow(record: AskedRecord | FeedbackRecord) {
  const { id, at, question, corpus, language, status, document, lines } = record
  return {
    id,
    at,
    day: dayOf(at),
    question,
    corpus: corpus ?? '',
    language,
    status,
    document,
    lines: JSON.stringify(lines),
  }
}

function decisionRow({ by, corpus, ...decision }: Decision): DecisionTable {
  return { ...decision, corpus: corpus ?? '', decided_by: by }
}

function decisionOf({ decided_by, corpus, decision, ...row }: DecisionTable): Decision {
  return { ...row, decision: decision as Decision['decision'], corpus: corpus || null, by: decided_by }
}
