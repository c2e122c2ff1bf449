/** Opens the database of `DATABASE_URL` with its tables made: SQLite through libsql, whose package carries its binary, or PostgreSQL. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Dialect, Kysely, Migrator, PostgresDialect, SqliteDialect } from 'kysely'
import type { Log } from '../../../ports/log.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Tables } from './tables.ts'

/** Milliseconds that SQLite waits for another process to finish writing. */
const BUSY = 2000
/** Connections to PostgreSQL, milliseconds to get one, and milliseconds that a statement may take. */
const POSTGRES = { max: 4, connectionTimeoutMillis: 3000, statement_timeout: 10_000, keepAlive: true }

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

/** @throws where the database cannot be reached or its tables cannot be made; nothing stays open then. */
export async function openDatabase(url: string, log: Log): Promise<Kysely<Tables>> {
  const dialect = isPostgres(url) ? await postgres(url, log) : await sqlite(url.replace(/^file:(\/\/)?/, ''))
  const database = new Kysely<Tables>({ dialect })
  try {
    await migrate(database)
  } catch (error) {
    await database.destroy().catch(() => {})
    throw error
  }
  return database
}

async function sqlite(path: string): Promise<Dialect> {
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true })
  // Each host loads the one that it uses.
  const { default: Database } = await import('libsql')
  const database = new Database(path)
  database.pragma(`busy_timeout = ${BUSY}`)
  // Readers and one writer at once; a commit is on the disk when it returns, so that what was acknowledged outlives a loss of power.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  // What is deleted is overwritten: retention is meant.
  database.pragma('secure_delete = ON')
  return new SqliteDialect({ database })
}

async function postgres(url: string, log: Log): Promise<Dialect> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, application_name: 'zhengda', ...POSTGRES })
  // A connection that breaks while idle would end the process.
  pool.on('error', (error) => log({ level: 'warn', event: 'store_connection_lost', error: error.message }))
  return new PostgresDialect({ pool })
}

/** PostgreSQL has a lock for this; on SQLite the process that comes second finds the step done, and looks again. */
async function migrate(database: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: async () => ({ ...MIGRATIONS }) }
  for (let attempt = 1; ; attempt++) {
    const { error } = await new Migrator({ db: database, provider }).migrateToLatest()
    if (error === undefined) return
    if (attempt === 5) throw error
    await pause(50 * attempt)
  }
}
