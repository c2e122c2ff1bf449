/** The library of the desk, in the folder of documents: what is staged waits in memory, what is published is a file. */
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { BodyTable } from '../../bodies/table.ts'
import type { SourceText } from '../../domain/document.ts'
import type { Library } from '../../domain/library.ts'
import { readSidecar } from '../../parse/sidecar.ts'
import type { DocumentMetadata, LibraryDesk, Preview } from '../../ports/library-desk.ts'
import { documentName, freeName, sidecarNames, stemOf } from './document-names.ts'
import { changeFolder, keepAside } from './folder-changes.ts'
import { originalName } from './original-files.ts'
import { previewOf } from './preview-file.ts'
import type { SourceReader } from './source-reader.ts'

export interface LibraryDeskParts {
  readonly folder: string
  readonly reader: Pick<SourceReader, 'read'>
  readonly bodies: () => BodyTable
  readonly library: () => Library
  readonly failures: () => readonly { readonly file: string; readonly reason: string }[]
  /** Resolves when what is served holds what the folder holds. */
  readonly refresh: () => Promise<void>
}

interface Staged {
  readonly bytes: Uint8Array
  readonly name: string
  readonly preview: Preview
}

/** Bytes of staged files; the oldest go first. */
const MOST_STAGED = 256 * 1024 * 1024

export function libraryDesk(parts: LibraryDeskParts): LibraryDesk {
  const { folder, reader, bodies, library, refresh } = parts
  const staged = new Map<string, Staged>()
  const take = (id: string): Staged => {
    const found = staged.get(id)
    if (!found)
      throw new Error(
        'This file is no longer staged; upload it again. 这份文件已不在待发布之列，请重新上传。',
      )
    return found
  }
  const standing = (document: string): SourceText => {
    const source = library().get(document)?.source
    if (!source) throw new Error(`No document has the id ${JSON.stringify(document)}.`)
    return source
  }
  return {
    async stage({ name: given, bytes }) {
      const source = await reader.read({ id: stemOf(given), name: given, bytes, sidecar: {} })
      const name = freeName(documentName(given, source.file?.kind ?? 'txt'), await documentsIn(folder))
      const id = randomUUID()
      const document = { ...source, id: stemOf(name) }
      const preview = previewOf(document, { id, file: given, bodies: bodies() })
      staged.set(id, { bytes, name, preview })
      let size = [...staged.values()].reduce((sum, each) => sum + each.bytes.length, 0)
      for (const [oldest, each] of staged) {
        if (size <= MOST_STAGED || oldest === id) break
        staged.delete(oldest)
        size -= each.bytes.length
      }
      return preview
    },
    staged: async (id) => staged.get(id)?.preview ?? null,
    async discard(id) {
      staged.delete(id)
    },
    async publish(id, metadata) {
      const { bytes, name } = take(id)
      // Another one may have been published meanwhile.
      const free = freeName(name, await documentsIn(folder))
      const sidecar = { name: `${stemOf(free)}.json`, bytes: sidecarOf({}, metadata) }
      await changeFolder(folder, { put: [sidecar, { name: free, bytes }] })
      staged.delete(id)
      await refresh()
      return stemOf(free)
    },
    async replace(document, id, metadata) {
      const source = standing(document)
      const { bytes, name } = take(id)
      const [old, earlier] = await Promise.all([originalName(folder, source), statedIn(folder, document)])
      const put = [
        { name: `${document}.json`, bytes: sidecarOf(earlier, metadata) },
        { name: `${document}${extname(name)}`, bytes },
      ]
      const over = old === put[1]!.name
      if (old !== null && over) await keepAside(folder, old)
      await changeFolder(folder, { put, remove: old === null || over ? [] : [old] })
      staged.delete(id)
      await refresh()
    },
    async withdraw(document) {
      const source = standing(document)
      if (library().size === 1) {
        throw new Error('The last document cannot be withdrawn. 库中至少要留一份文件。')
      }
      const old = await originalName(folder, source)
      const names = new Set(await readdir(folder))
      const remove = [...(old === null ? [] : [old]), ...sidecarNames(document)].filter((name) =>
        names.has(name),
      )
      await changeFolder(folder, { put: [], remove })
      await refresh()
    },
    failures: async () => parts.failures(),
  }
}

async function documentsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.'))
}

/** What the sidecar states already; a broken one states nothing. */
async function statedIn(folder: string, document: string): Promise<Record<string, unknown>> {
  for (const name of sidecarNames(document).filter((each) => each.endsWith('.json'))) {
    try {
      return JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, unknown>
    } catch {
      // The next one.
    }
  }
  return {}
}

const FIELDS = ['title', 'number', 'issuer', 'date', 'status', 'effective', 'expires', 'supersedes'] as const
/** Names of the same in provenance files. */
const OTHER_NAMES = ['document_number', 'issuing_body', 'publish_date']

/** @throws ZhengdaError `sidecar_invalid`. */
function sidecarOf(earlier: Readonly<Record<string, unknown>>, metadata: DocumentMetadata): string {
  const kept = Object.entries(earlier).filter(
    ([name]) => !([...FIELDS, ...OTHER_NAMES] as string[]).includes(name),
  )
  const stated = FIELDS.flatMap((name) => {
    const value = metadata[name]?.trim()
    if (!value) return []
    return [
      [name, name === 'supersedes' ? value.split(/[；;\n]+/).map((each) => each.trim()) : value] as const,
    ]
  })
  const sidecar = Object.fromEntries([...kept, ...stated])
  readSidecar(sidecar)
  return `${JSON.stringify(sidecar, null, 2)}\n`
}
