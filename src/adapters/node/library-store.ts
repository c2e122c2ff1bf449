/** What was read of the documents, in a file beside the index: read back where corpus, tables and program are the same. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { SourceText } from '../../domain/document.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { documentHash, hashBytes, hashOfDocuments, hashText } from '../../retrieval/checksum.ts'
import { termsOfDocument } from '../../retrieval/library-lexicon.ts'
import { pack, unpack } from '../../retrieval/pack.ts'
import { createLibraryPacker, type PackedLibrary, unpackLibrary } from '../../retrieval/packed-library.ts'

export interface OpenLibraryOptions {
  readonly directory: string
  /** Reads one document; what it gives must depend on nothing but the source, `tables` and the program's code. */
  readonly read: (source: SourceText) => ReadDocument
  /** What the reading depends on beside the texts, as JSON. */
  readonly tables: unknown
  /** What serves now: given back where it was read from the same. */
  readonly previous?: OpenedLibrary | null
  /** Takes one line on each thing worth knowing: progress, that the file could not be written. */
  readonly report: (line: string) => void
}

export interface OpenedLibrary {
  readonly library: Library
  /** Equal keys: the same texts, tables and program. */
  readonly key: string
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
  /** Of program and tables: a document that was read by others is read again. */
  base: z.string(),
  /** Keys of the documents, in the order of the library. */
  documents: z.array(z.string()),
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
  { directory, read, tables, previous, report }: OpenLibraryOptions,
): Promise<OpenedLibrary> {
  const keys = await keysOf(sources, tables)
  if (previous?.key === keys.key) return previous
  const path = join(directory, FILE)
  const known = await readFile(path).then(decode, () => null)
  if (known?.head.key === keys.key) {
    const { corpus, terms } = known.head
    return { key: keys.key, corpus, terms, library: unpackLibrary(known.packed, sources) }
  }
  const earlier =
    known?.head.base === keys.base ? earlierDocuments(known, sources, keys) : new Map<string, ReadDocument>()
  const { packed, terms, hashes } = await readAll(
    sources,
    (source) => earlier.get(source.id) ?? read(source),
    report,
  )
  const opened = {
    key: keys.key,
    library: unpackLibrary(packed, sources),
    corpus: hashOfDocuments(hashes),
    terms,
  }
  await save(path, encode(packed, { ...keys, corpus: opened.corpus, terms })).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    report(
      `library_unwritable: ${directory} cannot be written, the documents are read at each start (${message})`,
    )
  })
  return opened
}

/** Documents of the stored library that are still the same, by id. */
function earlierDocuments(
  { packed, head }: Stored,
  sources: readonly SourceText[],
  { documents }: Keys,
): ReadonlyMap<string, ReadDocument> {
  const wanted = new Map(documents.map((key, d) => [key, sources[d]!]))
  const absent = (key: string): SourceText => ({ id: ` ${key}`, text: '', encoding: 'utf-8', sidecar: {} })
  const library = unpackLibrary(
    packed,
    head.documents.map((key) => wanted.get(key) ?? absent(key)),
  )
  return new Map([...library].filter(([id]) => !id.startsWith(' ')))
}

/** Milliseconds after which questions get their turn. */
const TURN_MS = 20

async function readAll(
  sources: readonly SourceText[],
  read: OpenLibraryOptions['read'],
  report: OpenLibraryOptions['report'],
) {
  const packer = createLibraryPacker()
  const terms = new Set<string>()
  const hashes: string[] = []
  let last = Date.now()
  let turn = Date.now()
  for (const [i, source] of sources.entries()) {
    const document = read(source)
    packer.add(document)
    for (const term of termsOfDocument(document)) terms.add(term)
    hashes.push(documentHash(document))
    if (Date.now() - turn >= TURN_MS) {
      await breathe()
      turn = Date.now()
    }
    if (Date.now() - last < PROGRESS_EVERY_MS) continue
    last = Date.now()
    report(`library: ${i + 1} of ${sources.length} documents read`)
  }
  return { packed: packer.finish(), terms: [...terms], hashes }
}

type Head = Pick<z.output<typeof stored>, 'key' | 'base' | 'documents' | 'corpus' | 'terms'>

interface Stored {
  readonly packed: PackedLibrary
  readonly head: Head
}

function encode({ tables, metadata, offsets, bytes }: PackedLibrary, head: Head): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify({ ...head, ...tables, metadata }))
  const body = pack({ head: new Int8Array(json.buffer, 0, json.length), offsets, bytes })
  const file = new Uint8Array(CHECKSUM + body.length)
  file.set(new TextEncoder().encode(hashBytes(body)))
  file.set(body, CHECKSUM)
  return file
}

/** Null where the file is damaged or of another format. */
function decode(file: Uint8Array): Stored | null {
  const body = file.subarray(CHECKSUM)
  if (new TextDecoder().decode(file.subarray(0, CHECKSUM)) !== hashBytes(body)) return null
  const { head, offsets, bytes } = unpack(body)
  const read = stored.safeParse(JSON.parse(new TextDecoder().decode(head)))
  if (!read.success) return null
  const { shapes, strings, metadata } = read.data
  const packed = { tables: { shapes, strings }, metadata, offsets, bytes } as PackedLibrary
  return { packed, head: read.data }
}

type Keys = Pick<Head, 'key' | 'base' | 'documents'>

async function keysOf(sources: readonly SourceText[], tables: unknown): Promise<Keys> {
  const base = hashText([await programHash(), JSON.stringify(tables)].join('\n'))
  const documents = sources.map(({ id, text, sidecar, map, file }) =>
    hashText([id, hashText(text), JSON.stringify([sidecar, map, file])].join(' ')),
  )
  return { base, documents, key: hashText([base, ...documents].join('\n')) }
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
