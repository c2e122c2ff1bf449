/** The steps that make the tables of the store, in order; a step that was released is never changed. */
import type { Kysely, Migration } from 'kysely'
import type { Tables } from './tables.ts'

/** `if not exists`: SQLite has no lock between processes that start at once, and either may come first. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-28-questions': {
    async up(database: Kysely<Tables>) {
      const kept = (name: 'asked' | 'feedback') =>
        database.schema
          .createTable(name)
          .ifNotExists()
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('at', 'text', (column) => column.notNull())
          .addColumn('day', 'text', (column) => column.notNull())
          .addColumn('question', 'text', (column) => column.notNull())
          .addColumn('corpus', 'text', (column) => column.notNull())
          .addColumn('language', 'text', (column) => column.notNull())
          .addColumn('status', 'text', (column) => column.notNull())
          .addColumn('document', 'text')
          .addColumn('lines', 'text', (column) => column.notNull())
      await kept('asked')
        .addColumn('topic', 'text')
        .addColumn('latency', 'integer', (column) => column.notNull())
        .addColumn('reader', 'text')
        .execute()
      await kept('feedback')
        .addColumn('useful', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute()
      await database.schema
        .createTable('decision')
        .ifNotExists()
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('corpus', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('decision', 'text', (column) => column.notNull())
        .addColumn('document', 'text')
        .addColumn('line', 'integer')
        .addColumn('decided_by', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('decision_of_question', ['question', 'corpus'])
        .execute()
      for (const table of ['asked', 'feedback'] as const) {
        for (const column of ['at', 'day'] as const) {
          const index = database.schema.createIndex(`${table}_${column}`).ifNotExists()
          await index.on(table).column(column).execute()
        }
      }
    },
  },
}
