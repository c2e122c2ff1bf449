import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFolder } from '../../src/adapters/node/folder-changes.ts'
import { type LiveState, openLive } from '../../src/main.live-state.ts'

let folder: string
let live: LiveState<readonly string[]>
let opened: number

const read = async () => {
  opened++
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  await wait(20)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  if (texts.includes('broken')) throw new Error('broken')
  return texts
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengda-live-'))
  opened = 0
  await writeFile(join(folder, 'a.txt'), 'one')
  live = await openLive({ folder, read, open: async (texts: string[]) => texts, log: () => {} })
})
afterEach(async () => {
  live.close()
  await rm(folder, { recursive: true })
})

describe('the state that serves', () => {
  it('follows the folder at a call', async () => {
    await changeFolder(folder, { put: [{ name: 'b.txt', bytes: 'two' }] })
    await live.refresh()
    expect(live.current()).toEqual(['one', 'two'])
    await changeFolder(folder, { put: [], remove: ['a.txt'] })
    await live.refresh()
    expect(live.current()).toEqual(['two'])
  })

  it('follows it without a call', async () => {
    await changeFolder(folder, { put: [{ name: 'b.txt', bytes: 'two' }] })
    await expect.poll(() => live.current()).toEqual(['one', 'two'])
  })

  it('is not opened again where nothing changed', async () => {
    await live.refresh()
    expect(opened).toBe(1)
  })

  it('holds what was changed while it was opened', async () => {
    await changeFolder(folder, { put: [{ name: 'b.txt', bytes: 'two' }] })
    const first = live.refresh()
    await wait(10)
    await changeFolder(folder, { put: [{ name: 'c.txt', bytes: 'three' }] })
    await Promise.all([first, live.refresh()])
    expect(live.current()).toEqual(['one', 'two', 'three'])
  })

  it('goes on where the folder cannot be read, until it can', async () => {
    await changeFolder(folder, { put: [{ name: 'b.txt', bytes: 'broken' }] })
    await expect(live.refresh()).rejects.toThrow('broken')
    expect(live.current()).toEqual(['one'])
    await changeFolder(folder, { put: [{ name: 'b.txt', bytes: 'two' }] })
    await live.refresh()
    expect(live.current()).toEqual(['one', 'two'])
  })
})
