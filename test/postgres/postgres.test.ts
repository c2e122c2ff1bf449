import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import { asked } from '../store/records.ts'
import { storeContract } from '../store/store-contract.ts'

const URL_TEST = process.env.DATABASE_URL_TEST
/** `npm run test:postgres` was asked for, and must not pass by leaving everything out. */
const WANTED = process.env.npm_lifecycle_event === 'test:postgres'

async function query(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: URL_TEST })
  await client.connect()
  await client.query(sql)
  await client.end()
}

describe.runIf(WANTED)('the tests over PostgreSQL', () => {
  it('have a database', () => {
    expect(URL_TEST, 'set DATABASE_URL_TEST, or run .ci/with-postgres npm run test:postgres').toMatch(
      /^postgres/,
    )
  })
})

describe.skipIf(!URL_TEST)('with PostgreSQL', () => {
  storeContract(
    'PostgreSQL',
    () => sqlStore(URL_TEST!, () => {}),
    () => query('drop schema public cascade; create schema public'),
  )

  it('a store outlives the loss of its connections', async () => {
    const logged: LogRecord[] = []
    const store = sqlStore(URL_TEST!, (record) => logged.push(record))
    await store.keepAsked([asked()])
    await query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    await store.keepAsked([asked()])
    expect(logged.map(({ event }) => event)).toContain('store_connection_lost')
    await store.close()
  })

  it('a store rejects where no database answers', async () => {
    const store = sqlStore('postgres://zhengda@127.0.0.1:1/none', () => {})
    await expect(store.keepAsked([asked()])).rejects.toThrow(/ECONNREFUSED/)
    await store.close()
  })
})
