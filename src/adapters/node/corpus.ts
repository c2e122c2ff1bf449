/** Gives the source texts of a folder of documents of any kind, with their sidecars (`<id>.json`, `<id>.source.json`) and word tables. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sidecar, SourceText } from '../../domain/document.ts'
import { ZhengdaError } from '../../domain/errors.ts'
import { readSidecar } from '../../parse/sidecar.ts'
import type { Log } from '../../ports/log.ts'
import { createSourceReader } from './source-reader.ts'

export interface Corpus {
  /** In the order of their ids. */
  readonly sources: readonly SourceText[]
  /** Parsed `tables/<name>.json`, by name. */
  readonly tables: Readonly<Record<string, unknown>>
  /** Files that should have been read and could not be. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

export interface CorpusOptions {
  /** Folder in which extracted texts are kept; without one every start extracts them anew. */
  readonly readings?: string
  /** Whether scans are recognised with `tesseract`. */
  readonly ocr?: boolean
  /** Takes one line on long work. */
  readonly report?: (line: string) => void
}

/** A larger file is no document. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

/**
 * Reads a corpus folder. A file that cannot be read is left out with a warning, so that one bad file does not stop the
 * others from being served.
 * @throws ZhengdaError `corpus_missing` where the folder or every document is missing; `table_invalid` for a bad table.
 */
export async function readCorpus(directory: string, log: Log, options: CorpusOptions = {}): Promise<Corpus> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    const message = `CORPUS_DIR=${JSON.stringify(directory)} cannot be read (${cause.code}); name a folder of documents`
    throw new ZhengdaError('corpus_missing', message, { cause })
  })
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name))
  const names = new Set(entries.map((entry) => entry.name))
  const files = [...names].sort().filter((name) => !folders.has(name))
  const documents = documentIds(files)
  const skipped: { file: string; reason: string }[] = []
  const skip = (file: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    skipped.push({ file, reason })
    log({ level: 'warn', event: 'file_skipped', file, reason })
  }
  for (const name of [...names].sort()) {
    if (!documents.has(name) && !belongs(name, documents))
      log({ level: 'info', event: 'file_passed_over', file: name })
  }
  const sources: SourceText[] = []
  const reader = createSourceReader(options)
  try {
    for (const [name, id] of documents) {
      try {
        const bytes = await readBounded(join(directory, name))
        const sidecar = await sidecarOf(directory, id, names, skip)
        sources.push(await reader.read({ id, name, bytes, sidecar }))
      } catch (error) {
        skip(name, error)
      }
    }
  } finally {
    await reader.close()
  }
  sources.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  if (sources.length === 0) {
    const why = skipped.map(({ file, reason }) => `${file}: ${reason}`).join('; ') || 'it holds no document'
    throw new ZhengdaError(
      'corpus_missing',
      `CORPUS_DIR=${JSON.stringify(directory)} holds no readable document: ${why}`,
    )
  }
  return { sources, tables: names.has('tables') ? await readTables(join(directory, 'tables')) : {}, skipped }
}

/** README, hidden files, sidecars and data files of other programs are no documents. */
const NO_DOCUMENT = /^(?:readme\.|\.|~\$)|\.(?:json|jsonl|csv|tsv|log|bak|tmp)$|\.en\.txt$/i

/** File → document id: the name without its extension; the second file of a name keeps the extension. */
export function documentIds(files: readonly string[]): Map<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const name of files) {
    if (NO_DOCUMENT.test(name)) continue
    const bare = name.replace(/(?<=.)\.[^.\s]{1,8}$/, '')
    const id = taken.has(bare) ? name : bare
    taken.add(id)
    ids.set(name, id)
  }
  return ids
}

/** Sidecars of documents, README, hidden files and the folder of tables need no note. */
function belongs(name: string, documents: ReadonlyMap<string, string>): boolean {
  const sidecar = /^(.*?)(?:(?:\.source)?\.json|\.en\.txt|\.questions\.jsonl)$/.exec(name)
  const ids = new Set(documents.values())
  return name === 'tables' || /^(readme\b|\.|~\$)/i.test(name) || (sidecar !== null && ids.has(sidecar[1]!))
}

async function readBounded(path: string): Promise<Uint8Array> {
  const { size } = await stat(path)
  if (size > MAX_FILE_BYTES) {
    throw new ZhengdaError(
      'corpus_unreadable',
      `the file has ${size} bytes, more than ${MAX_FILE_BYTES}; split it`,
    )
  }
  return readFile(path)
}

/** A document is served without a sidecar that is wrong: what the text states of itself stays true. */
async function sidecarOf(
  directory: string,
  id: string,
  names: ReadonlySet<string>,
  skip: (file: string, error: unknown) => void,
): Promise<Sidecar> {
  const file = [`${id}.json`, `${id}.source.json`].find((name) => names.has(name))
  if (file === undefined) return {}
  try {
    return readSidecar(JSON.parse(await readFile(join(directory, file), 'utf8')))
  } catch (error) {
    skip(file, error)
    return {}
  }
}

/** Wrong words would give wrong answers: a bad table stops the start. */
async function readTables(directory: string): Promise<Record<string, unknown>> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  const tables: Record<string, unknown> = {}
  for (const file of files) {
    try {
      tables[file.slice(0, -'.json'.length)] = JSON.parse(await readFile(join(directory, file), 'utf8'))
    } catch (cause) {
      throw new ZhengdaError(
        'table_invalid',
        `${join(directory, file)} is no JSON: ${(cause as Error).message}`,
        { cause },
      )
    }
  }
  return tables
}
