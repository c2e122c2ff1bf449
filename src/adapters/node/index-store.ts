/** The index in a folder: loaded where it still fits the library, else built and written back. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { ZhengdaError } from '../../domain/errors.ts'
import type { Library } from '../../domain/library.ts'
import type { Translation } from '../../domain/translation.ts'
import type { Embedder } from '../../ports/embedder.ts'
import {
  changed,
  formatManifest,
  parseManifest,
  readEarlier,
  readIndex,
  type StoredManifest,
  serializeIndex,
} from '../../retrieval/index-codec.ts'
import {
  type BuildOptions,
  buildSearchIndex,
  type EarlierIndex,
  type IndexManifest,
  manifestOf,
  type SearchIndex,
} from '../../retrieval/search-index.ts'
import { countOf, type QuantizedVectors } from '../../retrieval/vectors.ts'
import type { Lexicon } from '../../text/tokenize.ts'
import { createFlatVectorIndex } from '../flat-vector-index.ts'
import { createHnswVectorIndex, type HnswVectorIndex, loadHnswVectorIndex } from '../hnsw-vector-index.ts'
import { allocateScanRows } from '../simd-scan.ts'
import { collectGarbage } from './heap.ts'
import { indexFiles, listingOf } from './index-files.ts'

export interface OpenIndexOptions {
  readonly directory: string
  /** Null for a lexical index. */
  readonly embedder: Embedder | null
  readonly lexicon: Lexicon
  /** `corpusHash` of the library, where it is known already. */
  readonly corpus?: string
  /** English that is indexed with the statements, by document. */
  readonly translations?: ReadonlyMap<string, Translation>
  readonly vectorIndex: 'flat' | 'hnsw'
  /** The index that serves now: given back where it still fits, else its vectors are taken over. */
  readonly previous?: SearchIndex | null
  /** Takes one line on each thing worth knowing: why the index is rebuilt, progress, that it could not be written. */
  readonly report: (line: string) => void
}

const MANIFEST = 'manifest.json'
const GRAPH = 'statements.hnsw'
const PROGRESS_EVERY_MS = 2000

/** Loads or builds; a damaged, foreign or unwritable folder costs time, never the start. Throws `package_missing`. */
export async function openIndex(library: Library, options: OpenIndexOptions): Promise<SearchIndex> {
  const { directory, report, previous } = options
  if (previous && fits(previous, manifestOf(library, options))) return previous
  // The index in the folder is the previous one, and fits no better.
  const loaded = previous
    ? null
    : await loadIndex(library, options).catch((error: unknown) => {
        if (error instanceof ZhengdaError && error.code === 'package_missing') throw error
        report(`index in ${directory} is rebuilt: ${error instanceof Error ? error.message : String(error)}`)
        return null
      })
  if (loaded) return advised(loaded, options)
  const started = Date.now()
  const earlier = previous ? earlierOf(previous) : await storedVectors(directory)
  let graph: HnswVectorIndex | null = null
  const linked = async (vectors: QuantizedVectors) => {
    graph = await link(vectors, report)
    return graph
  }
  const index = await buildSearchIndex(library, {
    embedder: options.embedder,
    lexicon: options.lexicon,
    ...(options.corpus !== undefined && { corpus: options.corpus }),
    ...(options.translations && { translations: options.translations }),
    ...(options.vectorIndex === 'flat' ? FLAT : { vectorIndex: linked }),
    release: collectGarbage,
    earlier,
    progress: progressLines(report),
  })
  report(`index built: ${index.bm25.size} statements in ${Date.now() - started} ms`)
  await saveIndex(index, directory, graph).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    report(`index_unwritable: ${directory} cannot be written, the index stays in memory (${message})`)
  })
  return advised(index, options)
}

function fits(index: SearchIndex, expected: IndexManifest): boolean {
  return JSON.stringify(index.manifest) === JSON.stringify(expected)
}

function earlierOf({ manifest, statements, dense }: SearchIndex): EarlierIndex | null {
  return dense && { model: manifest.model, statements, vectors: dense.vectors }
}

/** Vectors of the index in the folder, though it was built from other documents; null where there are none. */
async function storedVectors(directory: string): Promise<EarlierIndex | null> {
  try {
    const manifest = parseManifest(await readFile(join(directory, MANIFEST), 'utf8'))
    return await readEarlier(manifest, indexFiles(directory, manifest))
  } catch {
    return null
  }
}

const FLAT: Pick<BuildOptions, 'vectorIndex' | 'allocateRows'> = {
  vectorIndex: createFlatVectorIndex,
  allocateRows: allocateScanRows,
}

function link(vectors: QuantizedVectors, report: (line: string) => void): Promise<HnswVectorIndex> {
  report(`index: linking ${countOf(vectors)} vectors, some 500 a second`)
  return createHnswVectorIndex(vectors)
}

/** Vectors above which the graph saves more than a few milliseconds a question: 8 ms of 10 at 330,000. */
const GRAPH_PAYS = 50_000

function advised(index: SearchIndex, { vectorIndex, report }: OpenIndexOptions): SearchIndex {
  const size = index.dense?.nearest.size ?? 0
  if (vectorIndex === 'flat' && size > GRAPH_PAYS) {
    report(
      `index: ${size} statements are scanned for each question; VECTOR_INDEX=hnsw is faster above ${GRAPH_PAYS} (needs hnswlib-node, ${Math.ceil(size / 30_000)} minutes to build, ${Math.ceil((size * index.dense!.nearest.dimensions * 4) / 2 ** 20)} MB more memory)`,
    )
  }
  return index
}

/** The stored index, or null where the folder holds none. Throws `index_corrupt` when it is damaged or foreign. */
async function loadIndex(library: Library, options: OpenIndexOptions): Promise<SearchIndex | null> {
  const { directory, lexicon } = options
  const json = await readFile(join(directory, MANIFEST), 'utf8').catch(absent)
  if (json === null) return null
  const manifest = parseManifest(json)
  const listed = manifest.files[GRAPH]
  const graph = async (vectors: QuantizedVectors) => {
    if (listed) return loadGraph(directory, listed, vectors)
    const linked = await link(vectors, options.report)
    await addGraph(manifest, directory, linked).catch((error: unknown) => {
      options.report(`index_unwritable: ${directory} cannot be written, the graph stays in memory (${error})`)
    })
    return linked
  }
  return await readIndex(manifest, indexFiles(directory, manifest), manifestOf(library, options), {
    lexicon,
    ...(options.vectorIndex === 'flat' ? FLAT : { vectorIndex: graph }),
  })
}

/** For an index that was built without one. */
async function addGraph(manifest: StoredManifest, directory: string, graph: HnswVectorIndex): Promise<void> {
  const listed = await saveGraph(directory, graph)
  await saveManifest(directory, { ...manifest, files: { ...manifest.files, [GRAPH]: listed } })
}

async function loadGraph(
  directory: string,
  listed: { readonly hash: string },
  vectors: QuantizedVectors,
): Promise<HnswVectorIndex> {
  const path = join(directory, GRAPH)
  if ((await listingOf(path)).hash !== listed.hash) throw changed(GRAPH)
  return loadHnswVectorIndex(path, { size: countOf(vectors), dimensions: vectors.dimensions })
}

/** Each file under a temporary name first; the manifest last, so that a stop half-way leaves a mismatch, not a mixture. */
async function saveIndex(
  index: SearchIndex,
  directory: string,
  graph: HnswVectorIndex | null,
): Promise<void> {
  await mkdir(directory, { recursive: true })
  const { manifest, files } = serializeIndex(index)
  const listed = { ...manifest.files }
  for (const [name, stretches] of Object.entries(files)) {
    await replaceFile(join(directory, name), (path) => writeFile(path, stretches))
  }
  if (graph) listed[GRAPH] = await saveGraph(directory, graph)
  await saveManifest(directory, { ...manifest, files: listed })
}

async function saveGraph(directory: string, graph: HnswVectorIndex) {
  const path = join(directory, GRAPH)
  await replaceFile(path, (temporary) => graph.save(temporary))
  return listingOf(path)
}

async function saveManifest(directory: string, manifest: StoredManifest): Promise<void> {
  const json = formatManifest(manifest)
  await replaceFile(join(directory, MANIFEST), (path) => writeFile(path, json))
}

async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await write(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

function progressLines(report: (line: string) => void): (done: number) => Promise<void> {
  let last = Date.now()
  return async (done) => {
    // Questions are answered meanwhile.
    await breathe()
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    report(`index: ${done} statements`)
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
