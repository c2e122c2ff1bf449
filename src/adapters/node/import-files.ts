/** Imports files and folders of files into the folder of documents: each whole or not at all, and none stops the others. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { readSidecar } from '../../parse/sidecar.ts'
import { sidecarNames, stemOf } from './document-names.ts'
import { changeFolder, finishChanges } from './folder-changes.ts'
import type { SourceReader } from './source-reader.ts'

export interface Imported {
  readonly file: string
  readonly outcome: 'added' | 'replaced' | 'unchanged' | 'failed'
  /** Of a failure, or what a person should know. */
  readonly reason?: string
}

export interface ImportOptions {
  /** Folder of the documents. */
  readonly folder: string
  readonly reader: Pick<SourceReader, 'read'>
  /** Whether a file takes the place of a document of the same name and another kind. */
  readonly replace?: boolean
  /** Called after each file with what became of it. */
  readonly told: (result: Imported, done: number, all: number) => void
}

/** Neither documents nor to be told of: sidecars go with their document, the rest with nobody. */
const NO_DOCUMENT = /^(?:readme\.|\.|~\$)|\.(?:json|jsonl|csv|tsv|log|bak|tmp)$|\.en\.txt$/i

/** What is decided at once: readers of the folder then see changes seldom, and each whole. */
const BATCH = { milliseconds: 1000, files: 50, bytes: 64 * 1024 * 1024 }

interface Ready {
  readonly result: Imported
  readonly put: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly remove: readonly string[]
}

/** `paths`: files, and folders that are taken with all below them. Gives one result a file, in order. */
export async function importFiles(paths: readonly string[], options: ImportOptions): Promise<Imported[]> {
  const { folder, told } = options
  await finishChanges(folder)
  const files = (await Promise.all(paths.map(filesIn))).flat()
  const results: Imported[] = []
  const seen = new Map<string, string>()
  let ready: Ready[] = []
  let since = Date.now()
  const decide = async () => {
    const put = ready.flatMap((each) => each.put)
    const remove = ready.flatMap((each) => each.remove)
    const reason =
      put.length === 0 ? null : await changeFolder(folder, { put, remove }).then(() => null, messageOf)
    for (const { result, put: own } of ready) {
      const failed = reason !== null && own.length > 0
      results.push(failed ? { file: result.file, outcome: 'failed', reason } : result)
      told(results.at(-1)!, results.length, files.length)
    }
    ready = []
    since = Date.now()
  }
  for (const file of files) {
    const name = basename(file).normalize('NFC')
    const other = seen.get(stemOf(name))
    const reason = `${other} of this import has the same name; rename one of them`
    const next = other
      ? failure(file, reason)
      : await prepare(file, name, options).catch((error: unknown) => failure(file, messageOf(error)))
    if (next.result.outcome !== 'failed') seen.set(stemOf(name), file)
    ready.push(next)
    const bytes = ready.flatMap((each) => each.put).reduce((sum, each) => sum + each.bytes.length, 0)
    const full = ready.length >= BATCH.files || bytes >= BATCH.bytes
    if (full || Date.now() - since >= BATCH.milliseconds) await decide()
  }
  await decide()
  return results
}

function failure(file: string, reason: string): Ready {
  return { result: { file, outcome: 'failed', reason }, put: [], remove: [] }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function prepare(
  file: string,
  name: string,
  { folder, reader, replace }: ImportOptions,
): Promise<Ready> {
  const bytes = await readFile(file)
  const stem = stemOf(name)
  await reader.read({ id: stem, name, bytes, sidecar: {} })
  const standing = (await readdir(folder)).filter(
    (each) => each !== name && !NO_DOCUMENT.test(each) && stemOf(each) === stem && extname(each) !== '',
  )
  if (standing.length > 0 && !replace) {
    throw new Error(
      `${standing[0]} stands in the folder already; rename the file, or replace it with --replace`,
    )
  }
  const known = await readFile(join(folder, name)).catch(() => null)
  const put = [{ name, bytes }, ...(await sidecarsOf(dirname(file), stem))]
  const same = await Promise.all(
    put.map(
      async (each) =>
        (await readFile(join(folder, each.name)).catch(() => null))?.equals(each.bytes) ?? false,
    ),
  )
  if (same.every(Boolean) && standing.length === 0) {
    return { result: { file, outcome: 'unchanged' }, put: [], remove: [] }
  }
  return {
    result: { file, outcome: known || standing.length > 0 ? 'replaced' : 'added' },
    put,
    remove: standing,
  }
}

/** @throws ZhengdaError `sidecar_invalid`: metadata that are wrong would be left out in silence. */
async function sidecarsOf(folder: string, stem: string) {
  const found: { name: string; bytes: Buffer }[] = []
  for (const name of sidecarNames(stem)) {
    const bytes = await readFile(join(folder, name)).catch(() => null)
    if (!bytes) continue
    if (name.endsWith('.json')) readSidecar(JSON.parse(bytes.toString('utf8')))
    found.push({ name, bytes })
  }
  return found
}

/** A path that is not there is one file, whose reading fails with the reason. */
async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !NO_DOCUMENT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !file
          .slice(path.length)
          .split(/[\\/]/)
          .some((part) => part.startsWith('.')),
    )
    .sort()
}
