/** The index as a manifest and files of bytes, and back; nothing that differs or is damaged is served. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import type { Lexicon } from '../text/tokenize.ts'
import { DEFAULT_BM25, type Frequencies, normsOf } from './bm25.ts'
import { createByteHasher, hashBytes, hashText } from './checksum.ts'
import { type Arrays, type Packable, packStretches, unpack } from './pack.ts'
import type {
  BuildOptions,
  DenseIndex,
  EarlierIndex,
  IndexManifest,
  SearchIndex,
  StatementTable,
} from './search-index.ts'

const storedManifestSchema = z.object({
  format: z.number(),
  tokenizer: z.string(),
  lexicon: z.string(),
  corpus: z.string(),
  model: z.string().nullable(),
  documents: z.array(z.string()),
  passages: z.array(z.string()).optional(),
  dimensions: z.number(),
  averageLength: z.number(),
  files: z.record(z.string(), z.object({ bytes: z.number(), hash: z.string() })),
})

const sealedSchema = z.object({ manifest: storedManifestSchema, seal: z.string() })

/** The manifest as stored: what the index was built from, what is not an array, and the checksum of each file. */
export type StoredManifest = z.infer<typeof storedManifestSchema>

/** A stored index whose files are in memory. */
export interface StoredIndex {
  readonly manifest: StoredManifest
  readonly files: Readonly<Record<string, Uint8Array>>
}

/** An index to be stored; each file as stretches, so that none is in memory twice. */
export interface SerializedIndex {
  readonly manifest: StoredManifest
  readonly files: Readonly<Record<string, readonly Uint8Array[]>>
}

/** Room for an array of a file, where it is to be read into; undefined for any. */
export type Place = (name: string, length: number) => Packable | undefined

/** Where the files of a stored index are. Both throw `index_corrupt` for one that is missing or damaged. */
export interface IndexFiles {
  bytes(name: string): Promise<Uint8Array>
  /** The arrays of a pack; `place` need not be followed. */
  arrays(name: string, place?: Place): Promise<Arrays>
}

const VOCABULARY = 'vocabulary.txt'
const LEXICAL = 'lexical.bin'
const VECTORS = 'vectors.bin'

export function serializeIndex(index: SearchIndex): SerializedIndex {
  const { statements, bm25, dense, manifest } = index
  const files: Record<string, readonly Uint8Array[]> = {
    [VOCABULARY]: [new TextEncoder().encode([...bm25.vocabulary.keys()].join('\n'))],
    [LEXICAL]: packStretches({
      starts: statements.starts,
      offsets: bm25.offsets,
      ids: bm25.ids,
      frequencies: bm25.frequencies,
      lengths: bm25.lengths,
    }),
  }
  if (dense) files[VECTORS] = packStretches({ rows: dense.vectors.rows, scales: dense.vectors.scales })
  return {
    manifest: {
      ...manifest,
      documents: [...statements.documents],
      ...(statements.passages && { passages: [...statements.passages] }),
      dimensions: dense?.vectors.dimensions ?? 0,
      averageLength: bm25.averageLength,
      files: Object.fromEntries(
        Object.entries(files).map(([name, stretches]) => [name, listingOf(stretches)]),
      ),
    },
    files,
  }
}

function listingOf(stretches: readonly Uint8Array[]) {
  const hasher = createByteHasher()
  for (const stretch of stretches) hasher.update(stretch)
  return { bytes: stretches.reduce((sum, { length }) => sum + length, 0), hash: hasher.digest() }
}

/** JSON text of the manifest, sealed by a checksum of its own. */
export function formatManifest(manifest: StoredManifest): string {
  return JSON.stringify({ manifest, seal: sealOf(manifest) }, null, 1)
}

/** The manifest from its JSON text. Throws `index_corrupt`. */
export function parseManifest(json: string): StoredManifest {
  try {
    const { manifest, seal } = sealedSchema.parse(JSON.parse(json))
    if (seal !== sealOf(manifest)) throw new Error('the seal is that of another manifest')
    return manifest
  } catch (cause) {
    throw new ZhengdaError('index_corrupt', 'index manifest is damaged', { cause })
  }
}

function sealOf(manifest: StoredManifest): string {
  return hashText(JSON.stringify(manifest))
}

/** Which part differs from what an index of this library would be built from; null when the index may be served. */
export function differenceOf(stored: StoredManifest, expected: IndexManifest): string | null {
  const changed = (Object.keys(expected) as (keyof IndexManifest)[]).filter(
    (key) => stored[key] !== expected[key],
  )
  return changed.length ? changed.join(', ') : null
}

export interface DeserializeOptions extends Pick<BuildOptions, 'vectorIndex' | 'allocateRows'> {
  readonly lexicon: Lexicon
}

/** The index from its bytes. Throws `index_corrupt` when a file is missing, damaged, or belongs to another index. */
export function deserializeIndex(
  stored: StoredIndex,
  expected: IndexManifest,
  options: DeserializeOptions,
): Promise<SearchIndex> {
  const bytes = async (name: string) => checkedFile(stored, name)
  const files = { bytes, arrays: async (name: string) => unpack(await bytes(name)) }
  return readIndex(stored.manifest, files, expected, options)
}

/** As `deserializeIndex`, from files wherever they are. */
export async function readIndex(
  manifest: StoredManifest,
  files: IndexFiles,
  expected: IndexManifest,
  options: DeserializeOptions,
): Promise<SearchIndex> {
  const difference = differenceOf(manifest, expected)
  if (difference) throw new ZhengdaError('index_corrupt', `index was built from another ${difference}`)
  const arrays = await files.arrays(LEXICAL)
  const terms = new TextDecoder().decode(await files.bytes(VOCABULARY)).split('\n')
  const words = (name: string) => arrayOf(arrays, name, Uint32Array)
  const lengths = words('lengths')
  return {
    manifest: expected,
    lexicon: options.lexicon,
    statements: tableOf(manifest, words('starts')),
    bm25: {
      size: lengths.length,
      vocabulary: new Map(terms.map((term, row) => [term, row])),
      offsets: words('offsets'),
      ids: words('ids'),
      frequencies: frequenciesOf(arrays),
      lengths,
      averageLength: manifest.averageLength,
      norms: normsOf(lengths, manifest.averageLength, DEFAULT_BM25),
      parameters: DEFAULT_BM25,
    },
    dense: manifest.model === null ? null : await readDense(files, manifest.dimensions, options),
  }
}

function tableOf({ documents, passages }: StoredManifest, starts: Uint32Array): StatementTable {
  return { documents, starts, ...(passages && { passages }) }
}

/** What another index can take over of a stored one; null for a lexical one. Throws `index_corrupt`. */
export async function readEarlier(manifest: StoredManifest, files: IndexFiles): Promise<EarlierIndex | null> {
  if (manifest.model === null || !manifest.passages) return null
  const starts = arrayOf(await files.arrays(LEXICAL), 'starts', Uint32Array)
  const arrays = await files.arrays(VECTORS)
  const vectors = {
    dimensions: manifest.dimensions,
    rows: arrayOf(arrays, 'rows', Int8Array),
    scales: arrayOf(arrays, 'scales', Float32Array),
  }
  return { model: manifest.model, statements: tableOf(manifest, starts), vectors }
}

async function readDense(
  files: IndexFiles,
  dimensions: number,
  { vectorIndex, allocateRows }: DeserializeOptions,
): Promise<DenseIndex> {
  const arrays = await files.arrays(VECTORS, (name, length) =>
    name === 'rows' ? allocateRows?.(length / dimensions, dimensions) : undefined,
  )
  const vectors = {
    dimensions,
    rows: arrayOf(arrays, 'rows', Int8Array),
    scales: arrayOf(arrays, 'scales', Float32Array),
  }
  return { vectors, nearest: await vectorIndex(vectors) }
}

function checkedFile({ manifest, files }: StoredIndex, name: string): Uint8Array {
  const bytes = files[name]
  const { bytes: length, hash } = listed(manifest, name)
  if (!bytes) throw new ZhengdaError('index_corrupt', `index file ${name} is missing`)
  if (bytes.length !== length || hashBytes(bytes) !== hash) throw changed(name)
  return bytes
}

/** What the manifest says of a file. Throws `index_corrupt` where it names none. */
export function listed({ files }: StoredManifest, name: string): { bytes: number; hash: string } {
  const listing = files[name]
  if (!listing) throw new ZhengdaError('index_corrupt', `index file ${name} is missing`)
  return listing
}

export function changed(name: string): ZhengdaError {
  return new ZhengdaError('index_corrupt', `index file ${name} does not match its checksum`)
}

function frequenciesOf(arrays: Arrays): Frequencies {
  const wide = arrays.frequencies instanceof Uint16Array
  return wide ? arrayOf(arrays, 'frequencies', Uint16Array) : arrayOf(arrays, 'frequencies', Uint8Array)
}

function arrayOf<T extends Packable>(arrays: Arrays, name: string, kind: new (length: number) => T): T {
  const array = arrays[name]
  if (!(array instanceof kind)) throw new ZhengdaError('index_corrupt', `index holds no array ${name}`)
  return array
}
