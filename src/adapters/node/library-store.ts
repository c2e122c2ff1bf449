/** What was read of the documents, in a file beside the index: read back where corpus, tables and program are the same. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { SourceText } from '../../domain/document.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { corpusHash, hashBytes, hashText } from '../../retrieval/checksum.ts'
import { termsOf } from '../../retrieval/library-lexicon.ts'
import { pack, unpack } from '../../retrieval/pack.ts'
import { createLibraryPacker, type PackedLibrary, unpackLibrary } from '../../retrieval/packed-library.ts'

export interface OpenLibraryOptions {
  readonly directory: string
  /** Reads one document; what it gives must depend on nothing but the source, `tables` and the program's code. */
  readonly read: (source: SourceText) => ReadDocument
  /** What the reading depends on beside the texts, as JSON. */
  readonly tables: unknown
  /** Takes one line on each thing worth knowing: progress, that the file could not be written. */
  readonly report: (line: string) => void
}

export interface OpenedLibrary {
  readonly library: Library
  /** `termsOf` the library, each once. */
  readonly terms: readonly string[]
  /** `corpusHash` of the library. */
  readonly corpus: string
}

const FILE = 'library.bin'
/** Hexadecimal digits of the checksum that opens the file; the pack begins at a multiple of 8. */
const CHECKSUM = 16
const PROGRESS_EVERY_MS = 2000

const stored = z.object({
  key: z.string(),
  corpus: z.string(),
  terms: z.array(z.string()),
  shapes: z.array(z.array(z.string())),
  strings: z.array(z.string()),
  // Written by this very program, as the key says, and covered by the checksum.
  metadata: z.array(z.unknown()),
})

/** Reads back or reads anew; a damaged, foreign or unwritable file costs time, never the start. */
export async function openLibrary(
  sources: readonly SourceText[],
  { directory, read, tables, report }: OpenLibraryOptions,
): Promise<OpenedLibrary> {
  const key = await keyOf(sources, tables)
  const path = join(directory, FILE)
  const known = await readFile(path).then(
    (bytes) => decode(bytes, key),
    () => null,
  )
  if (known) return { ...known, library: unpackLibrary(known.packed, sources) }
  const packed = readAll(sources, read, report)
  const library = unpackLibrary(packed, sources)
  const opened = { library, corpus: corpusHash(library), terms: [...new Set(termsOf(library))] }
  await save(path, encode(packed, { key, corpus: opened.corpus, terms: opened.terms })).catch(
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      report(
        `library_unwritable: ${directory} cannot be written, the documents are read at each start (${message})`,
      )
    },
  )
  return opened
}

function readAll(
  sources: readonly SourceText[],
  read: OpenLibraryOptions['read'],
  report: OpenLibraryOptions['report'],
): PackedLibrary {
  const packer = createLibraryPacker()
  let last = Date.now()
  for (const [i, source] of sources.entries()) {
    packer.add(read(source))
    if (Date.now() - last < PROGRESS_EVERY_MS) continue
    last = Date.now()
    report(`library: ${i + 1} of ${sources.length} documents read`)
  }
  return packer.finish()
}

type Head = Pick<z.output<typeof stored>, 'key' | 'corpus' | 'terms'>

function encode({ tables, metadata, offsets, bytes }: PackedLibrary, head: Head): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify({ ...head, ...tables, metadata }))
  const body = pack({ head: new Int8Array(json.buffer, 0, json.length), offsets, bytes })
  const file = new Uint8Array(CHECKSUM + body.length)
  file.set(new TextEncoder().encode(hashBytes(body)))
  file.set(body, CHECKSUM)
  return file
}

/** Null where the file is damaged or of another corpus, table or program. */
function decode(file: Uint8Array, key: string) {
  const body = file.subarray(CHECKSUM)
  if (new TextDecoder().decode(file.subarray(0, CHECKSUM)) !== hashBytes(body)) return null
  const { head, offsets, bytes } = unpack(body)
  const read = stored.safeParse(JSON.parse(new TextDecoder().decode(head)))
  if (!read.success || read.data.key !== key) return null
  const { shapes, strings, metadata, corpus, terms } = read.data
  const packed = { tables: { shapes, strings }, metadata, offsets, bytes } as PackedLibrary
  return { packed, corpus, terms }
}

async function keyOf(sources: readonly SourceText[], tables: unknown): Promise<string> {
  const texts = sources.map(({ id, text, sidecar, map }) =>
    [id, hashText(text), JSON.stringify(sidecar), map ? hashText(JSON.stringify(map)) : ''].join(' '),
  )
  return hashText([await programHash(), JSON.stringify(tables), ...texts].join('\n'))
}

let program: Promise<string> | null = null

/** Hash of the program's files (the bundle, or the sources where they run unbundled): any change may read otherwise. */
function programHash(): Promise<string> {
  program ??= (async () => {
    const here = fileURLToPath(import.meta.url)
    const bundled = here.endsWith('.js')
    const root = bundled ? dirname(here) : join(dirname(here), '..', '..')
    const files = (await readdir(root, { recursive: !bundled })).filter((name) =>
      /\.(js|ts|json)$/.test(name),
    )
    const hashes = await Promise.all(
      files.sort().map(async (name) => `${name} ${hashBytes(await readFile(join(root, name)))}`),
    )
    return hashText(hashes.join('\n'))
  })()
  return program
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}
