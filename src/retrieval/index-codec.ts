/** The index as a manifest and files of bytes, and back; nothing that differs or is damaged is served. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import type { Lexicon } from '../text/tokenize.ts'
import { DEFAULT_BM25, normsOf } from './bm25.ts'
import { hashBytes, hashText } from './checksum.ts'
import { type Packable, pack, unpack } from './pack.ts'
import type { DenseIndex, IndexManifest, SearchIndex, VectorIndexFactory } from './search-index.ts'

const storedManifestSchema = z.object({
  format: z.number(),
  tokenizer: z.string(),
  lexicon: z.string(),
  corpus: z.string(),
  model: z.string().nullable(),
  documents: z.array(z.string()),
  dimensions: z.number(),
  averages: z.object({ passage: z.number(), sentence: z.number() }),
  files: z.record(z.string(), z.object({ bytes: z.number(), hash: z.string() })),
})

const sealedSchema = z.object({ manifest: storedManifestSchema, seal: z.string() })

/** The manifest as stored: what the index was built from, what is not an array, and the checksum of each file. */
export type StoredManifest = z.infer<typeof storedManifestSchema>

export interface StoredIndex {
  readonly manifest: StoredManifest
  readonly files: Readonly<Record<string, Uint8Array>>
}

const VOCABULARY = 'vocabulary.txt'
const LEXICAL = 'lexical.bin'
const VECTORS = 'vectors.bin'

export function serializeIndex(index: SearchIndex): StoredIndex {
  const { passages, lexical, dense, manifest } = index
  const { bm25, units } = lexical
  const files: Record<string, Uint8Array> = {
    [VOCABULARY]: new TextEncoder().encode([...bm25.vocabulary.keys()].join('\n')),
    [LEXICAL]: pack({
      passageStarts: passages.starts,
      paragraphs: passages.paragraphs,
      offsets: bm25.offsets,
      ids: bm25.ids,
      frequencies: bm25.frequencies,
      lengths: bm25.lengths,
      unitFirst: units.first,
      unitStarts: units.starts,
      unitRows: units.rows,
    }),
  }
  if (dense) {
    files[VECTORS] = pack({
      paragraphRows: dense.paragraphs.rows,
      paragraphScales: dense.paragraphs.scales,
      sentenceRows: dense.sentences.rows,
      sentenceScales: dense.sentences.scales,
    })
  }
  return {
    manifest: {
      ...manifest,
      documents: [...passages.documents],
      dimensions: dense?.paragraphs.dimensions ?? 0,
      averages: { passage: bm25.averageLength, sentence: units.averageLength },
      files: Object.fromEntries(
        Object.entries(files).map(([name, bytes]) => [name, { bytes: bytes.length, hash: hashBytes(bytes) }]),
      ),
    },
    files,
  }
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

/** The index from its bytes. Throws `index_corrupt` when a file is missing, damaged, or belongs to another index. */
export async function deserializeIndex(
  stored: StoredIndex,
  expected: IndexManifest,
  options: { readonly lexicon: Lexicon; readonly vectorIndex: VectorIndexFactory },
): Promise<SearchIndex> {
  const { manifest } = stored
  const difference = differenceOf(manifest, expected)
  if (difference) throw new ZhengdaError('index_corrupt', `index was built from another ${difference}`)
  const file = (name: string) => checkedFile(stored, name)
  const arrays = unpack(file(LEXICAL))
  const terms = new TextDecoder().decode(file(VOCABULARY)).split('\n')
  const words = (name: string) => arrayOf(arrays, name, Uint32Array)
  const lengths = words('lengths')
  return {
    manifest: expected,
    lexicon: options.lexicon,
    passages: {
      documents: manifest.documents,
      starts: words('passageStarts'),
      paragraphs: words('paragraphs'),
    },
    lexical: {
      bm25: {
        size: lengths.length,
        vocabulary: new Map(terms.map((term, row) => [term, row])),
        offsets: words('offsets'),
        ids: words('ids'),
        frequencies: arrayOf(arrays, 'frequencies', Uint16Array),
        lengths,
        averageLength: manifest.averages.passage,
        norms: normsOf(lengths, manifest.averages.passage, DEFAULT_BM25),
        parameters: DEFAULT_BM25,
      },
      units: {
        first: words('unitFirst'),
        starts: words('unitStarts'),
        rows: words('unitRows'),
        averageLength: manifest.averages.sentence,
      },
    },
    dense:
      manifest.model === null ? null : await denseOf(file(VECTORS), manifest.dimensions, options.vectorIndex),
  }
}

async function denseOf(
  bytes: Uint8Array,
  dimensions: number,
  vectorIndex: VectorIndexFactory,
): Promise<DenseIndex> {
  const arrays = unpack(bytes)
  const vectors = (name: string) => ({
    dimensions,
    rows: arrayOf(arrays, `${name}Rows`, Int8Array),
    scales: arrayOf(arrays, `${name}Scales`, Float32Array),
  })
  const paragraphs = vectors('paragraph')
  return { paragraphs, nearest: await vectorIndex(paragraphs), sentences: vectors('sentence') }
}

function checkedFile({ manifest, files }: StoredIndex, name: string): Uint8Array {
  const bytes = files[name]
  const listed = manifest.files[name]
  if (!bytes || !listed) throw new ZhengdaError('index_corrupt', `index file ${name} is missing`)
  if (bytes.length !== listed.bytes || hashBytes(bytes) !== listed.hash) {
    throw new ZhengdaError('index_corrupt', `index file ${name} does not match its checksum`)
  }
  return bytes
}

function arrayOf<T extends Packable>(
  arrays: Readonly<Record<string, Packable>>,
  name: string,
  kind: new (length: number) => T,
): T {
  const array = arrays[name]
  if (!(array instanceof kind)) throw new ZhengdaError('index_corrupt', `index holds no array ${name}`)
  return array
}
