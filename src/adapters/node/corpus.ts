/** Gives the source texts of a folder (`<id>.txt`), with their sidecars (`<id>.json` or `<id>.source.json`) and word tables. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sidecar, SourceText } from '../../domain/document.ts'
import { ZhengdaError } from '../../domain/errors.ts'
import { readSidecar } from '../../parse/sidecar.ts'
import type { Log } from '../../ports/log.ts'
import { decodeSource } from '../../text/decode.ts'

export interface Corpus {
  /** In the order of their ids. */
  readonly sources: readonly SourceText[]
  /** Parsed `tables/<name>.json`, by name. */
  readonly tables: Readonly<Record<string, unknown>>
  /** Files that should have been read and could not be. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

/** The longest plans have some hundred thousand characters; a larger file is no document. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

/**
 * Reads a corpus folder. A file that cannot be read is left out with a warning, so that one bad file does not stop the
 * others from being served; other kinds of file are passed over with a note.
 * @throws ZhengdaError `corpus_missing` where the folder or every document is missing; `table_invalid` for a bad table.
 */
export async function readCorpus(directory: string, log: Log): Promise<Corpus> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    const message = `CORPUS_DIR=${JSON.stringify(directory)} cannot be read (${cause.code}); name a folder of .txt files`
    throw new ZhengdaError('corpus_missing', message, { cause })
  })
  const names = new Set(entries.map((entry) => entry.name))
  const skipped: { file: string; reason: string }[] = []
  const skip = (file: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    skipped.push({ file, reason })
    log({ level: 'warn', event: 'file_skipped', file, reason })
  }
  const sources: SourceText[] = []
  for (const name of [...names].sort()) {
    const id = documentId(name)
    if (id !== null) {
      try {
        const bytes = await readBounded(join(directory, name))
        sources.push(decodeSource(id, bytes, await sidecarOf(directory, id, names, skip)))
      } catch (error) {
        skip(name, error)
      }
    } else if (!belongs(name, names)) {
      log({ level: 'info', event: 'file_passed_over', file: name })
    }
  }
  if (sources.length === 0) {
    const why = skipped.map(({ file, reason }) => `${file}: ${reason}`).join('; ') || 'it holds no .txt file'
    throw new ZhengdaError(
      'corpus_missing',
      `CORPUS_DIR=${JSON.stringify(directory)} holds no readable document: ${why}`,
    )
  }
  return { sources, tables: names.has('tables') ? await readTables(join(directory, 'tables')) : {}, skipped }
}

function documentId(name: string): string | null {
  const match = /^(?!readme\.)([^.].*)(?<!\.en)\.txt$/i.exec(name)
  return match ? match[1]! : null
}

/** Sidecars of documents, README, hidden files and the folder of tables need no note. */
function belongs(name: string, names: ReadonlySet<string>): boolean {
  const sidecar = /^(.*?)(?:(?:\.source)?\.json|\.en\.txt|\.questions\.jsonl)$/.exec(name)
  return (
    name === 'tables' || /^(readme\b|\.)/i.test(name) || (sidecar !== null && names.has(`${sidecar[1]}.txt`))
  )
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
