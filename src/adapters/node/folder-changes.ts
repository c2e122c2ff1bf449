/**
 * Changes a folder of documents by a journal: killed at any moment, the old state or the new one stands. What is put is
 * written beside the documents first; one rename of the journal decides; what follows can be done again by anyone.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

export interface FolderChange {
  readonly put: readonly { readonly name: string; readonly bytes: Uint8Array | string }[]
  /** Names of files that go; they are kept in `.withdrawn`. */
  readonly remove?: readonly string[]
}

const CHANGES = '.changes'
const WITHDRAWN = '.withdrawn'
/** Milliseconds after which what was written without a journal is what a dead process left behind. */
const ABANDONED = 3_600_000

const plain = z.string().regex(/^(?!\.)[^/\\]+$/)
const journal = z.object({ put: z.array(plain), remove: z.array(plain) })

let count = 0

export async function changeFolder(folder: string, { put, remove = [] }: FolderChange): Promise<void> {
  const named = journal.parse({ put: put.map((each) => each.name), remove })
  if (named.put.some((each) => remove.includes(each)))
    throw new Error('what is put cannot be removed at once')
  const name = `${String(Date.now()).padStart(15, '0')}-${process.pid}-${count++}`
  const place = join(folder, CHANGES, name)
  await mkdir(place, { recursive: true })
  for (const [i, { bytes }] of put.entries()) await writeFile(join(place, String(i)), bytes, { flush: true })
  const decided = JSON.stringify(named)
  await writeFile(join(place, 'journal'), decided, { flush: true })
  await rename(join(place, 'journal'), `${place}.json`)
  await finish(folder, name)
}

/** Keeps a file that is about to be written over: a journal that is done twice must not move the new one away. */
export async function keepAside(folder: string, file: string): Promise<void> {
  await mkdir(join(folder, WITHDRAWN), { recursive: true })
  await copyFile(join(folder, file), join(folder, WITHDRAWN, file))
}

/** Finishes what a process had decided and did not live to do; to be called before the folder is read. */
export async function finishChanges(folder: string): Promise<void> {
  const names = await readdir(join(folder, CHANGES)).catch(() => [])
  const decided = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  for (const name of decided.sort()) await finish(folder, name)
  for (const name of names.filter((each) => !each.endsWith('.json') && !decided.includes(each))) {
    const place = join(folder, CHANGES, name)
    const since = await stat(place).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (since > ABANDONED) await rm(place, { recursive: true, force: true })
  }
}

/** Each step may have been done already, by this process or another. */
async function finish(folder: string, name: string): Promise<void> {
  const place = join(folder, CHANGES, name)
  const text = await readFile(`${place}.json`, 'utf8').catch(() => null)
  if (text === null) return
  const { put, remove } = journal.parse(JSON.parse(text))
  for (const file of remove) {
    await mkdir(join(folder, WITHDRAWN), { recursive: true })
    await move(join(folder, file), join(folder, WITHDRAWN, file))
  }
  for (const [i, file] of put.entries()) await move(join(place, String(i)), join(folder, file))
  await rm(`${place}.json`, { force: true })
  await rm(place, { recursive: true, force: true })
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
