import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import { NO_STORE } from '../../src/store/no-store.ts'
import { asked, judged } from './records.ts'
import { storeContract } from './store-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhengda-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
let path = ''
storeContract(
  'SQLite',
  () => sqlStore(`file:${path}`, () => {}),
  async () => {
    path = join(folder, `below/${++files}.db`)
  },
)

describe('SQLite', () => {
  it('is shared by processes: what each was told is kept stands in the file', async () => {
    const file = join(folder, 'shared.db')
    const script = join(folder, 'write.mts')
    const root = join(import.meta.dirname, '..', '..')
    writeFileSync(
      script,
      `import { sqlStore } from '${root}/src/adapters/node/store/sql-store.ts'
import { asked, judged } from '${root}/test/store/records.ts'
const store = sqlStore('file:${file}', () => {})
for (let i = 0; i < 50; i++) {
  await store.keepAsked([asked({ question: process.argv[2] + ' ' + i })])
  await store.keepFeedback(judged({ question: process.argv[2] + ' ' + i }))
}
await store.close()`,
    )
    const run = (name: string) =>
      promisify(execFile)(join(root, 'node_modules/.bin/tsx'), [script, name], { cwd: root })
    await Promise.all([run('a'), run('b')])
    const store = sqlStore(`file:${file}`, () => {})
    const open = await store.openQuestions('2000-01-01', 1000)
    await store.close()
    expect(open).toHaveLength(100)
    expect(open.every(({ unanswered, disliked }) => unanswered === 1 && disliked === 1)).toBe(true)
  })

  it('leaves nothing of what it deleted in its file', async () => {
    const file = join(folder, 'purged.db')
    const store = sqlStore(`file:${file}`, () => {})
    await store.keepAsked([asked({ question: '留下痕迹吗' })])
    const holds = (name: string) => readFileSync(name).includes(Buffer.from('留下痕迹吗'))
    expect(holds(`${file}-wal`)).toBe(true)
    await store.purge('2100-01-01T00:00:00.000Z')
    expect([holds(file), holds(`${file}-wal`)]).toEqual([false, false])
    await store.close()
    expect(holds(file)).toBe(false)
  })

  it('rejects while it cannot be opened, and works when it can', async () => {
    const blocked = join(folder, 'blocked')
    writeFileSync(blocked, 'a file, no folder')
    const store = sqlStore(`file:${blocked}/store.db`, () => {})
    await expect(store.keepAsked([asked()])).rejects.toThrow()
    await expect(store.keepFeedback(judged())).rejects.toThrow()
    rmSync(blocked)
    await store.keepAsked([asked()])
    expect(await store.openQuestions('2000-01-01', 10)).toHaveLength(1)
    await store.close()
  })

  it('rejects a file that is no database, and leaves it as it is', async () => {
    const other = join(folder, 'other.txt')
    writeFileSync(other, 'This is a text, and no database at all. '.repeat(100))
    chmodSync(other, 0o600)
    const store = sqlStore(`file:${other}`, () => {})
    await expect(store.keepAsked([asked()])).rejects.toThrow(/not a database/)
    expect(readFileSync(other, 'utf8')).toMatch(/^This is a text/)
  })
})

describe('no store', () => {
  it('takes everything and has nothing', async () => {
    await NO_STORE.keepAsked([asked()])
    await NO_STORE.keepFeedback(judged())
    expect(await NO_STORE.openQuestions('2000-01-01', 10)).toEqual([])
    expect(await NO_STORE.purge('2100-01-01')).toBe(0)
  })
})
