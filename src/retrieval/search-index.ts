/** The index that retrieval searches, from a library of read documents: lexical and, with an embedder, dense. */
import type { Library } from '../domain/library.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import { type Lexicon, TOKENIZER, tokenize } from '../text/tokenize.ts'
import { corpusHash, hashText } from './checksum.ts'
import { growing } from './growing.ts'
import { createLexicalBuilder, type LexicalIndex } from './lexical-index.ts'
import { type Passage, passagesOf } from './passages.ts'
import { type AllocateRows, createQuantizedBuilder, type QuantizedVectors } from './vectors.ts'

/** Changes whenever the layout of the index or what is put into it changes. */
export const INDEX_FORMAT = 2

/** What an index was built from; an index serves only while all of it is the same. */
export interface IndexManifest {
  readonly format: number
  readonly tokenizer: string
  readonly lexicon: string
  /** Hash of the ids and texts of the documents. */
  readonly corpus: string
  /** Id of the embedder; null for a lexical index. */
  readonly model: string | null
}

/** Which paragraphs the passages are, in library order: those of document d are `[starts[d], starts[d + 1])`. */
export interface PassageTable {
  readonly documents: readonly string[]
  readonly starts: Uint32Array
  readonly paragraphs: Uint32Array
}

export interface DenseIndex {
  readonly paragraphs: QuantizedVectors
  /** Over `paragraphs`, for a search of the whole corpus. */
  readonly nearest: VectorIndex
  /** Sentence s of passage p is row `lexical.units.first[p] − p + s` (units without the headings). */
  readonly sentences: QuantizedVectors
}

export interface SearchIndex {
  readonly manifest: IndexManifest
  readonly lexicon: Lexicon
  readonly passages: PassageTable
  readonly lexical: LexicalIndex
  readonly dense: DenseIndex | null
}

export type VectorIndexFactory = (vectors: QuantizedVectors) => VectorIndex | Promise<VectorIndex>

export interface BuildOptions {
  /** Null for a lexical index. */
  readonly embedder: Embedder | null
  readonly lexicon: Lexicon
  /** `corpusHash` of the library, where it is known already. */
  readonly corpus?: string
  readonly vectorIndex: VectorIndexFactory
  /** Room for the vectors of the paragraphs, where `vectorIndex` can search them in place. */
  readonly allocateRows?: AllocateRows
  /** Called where large arrays were dropped: V8 frees them when it next collects, which loops over arrays do not make it do. */
  readonly release?: () => void
  /** Called with the number of passages done. */
  readonly progress?: (done: number) => void
}

/** Passages embedded at a time; bounds the memory that their texts take. */
const BATCH = 256

const PROBE = '二〇二五年全區淨增１．５万畝，百分之九十以上；第十二條：三個ＶＯＣｓ项目，十四五、一千二百家'

/** What an index of this library would be built from. */
export function manifestOf(
  library: Library,
  options: Pick<BuildOptions, 'embedder' | 'lexicon' | 'corpus'>,
): IndexManifest {
  return {
    format: INDEX_FORMAT,
    // The probe tells apart what lies outside the tokenizer's file: numerals, simplification.
    tokenizer: hashText([TOKENIZER, ...tokenize(PROBE, options.lexicon)].join('\n')),
    lexicon: hashText([...options.lexicon.terms].sort().join('\n')),
    corpus: options.corpus ?? corpusHash(library),
    model: options.embedder?.id ?? null,
  }
}

export function buildSearchIndex(library: Library, options: BuildOptions): Promise<SearchIndex> {
  return buildFromPassages(passagesOf(library), manifestOf(library, options), options)
}

/** As `buildSearchIndex`, from passages of any origin; those of one document stand together. */
export async function buildFromPassages(
  passages: Iterable<Passage>,
  manifest: IndexManifest,
  options: BuildOptions,
): Promise<SearchIndex> {
  const { embedder, lexicon, progress } = options
  const lexical = createLexicalBuilder(lexicon)
  const table = createTableBuilder()
  const dense = embedder && createDenseBuilder(embedder)
  let batch: Passage[] = []
  let done = 0
  const flush = async () => {
    for (const passage of batch) {
      lexical.add(passage)
      table.add(passage)
    }
    await dense?.add(batch)
    done += batch.length
    batch = []
    progress?.(done)
  }
  for (const passage of passages) {
    batch.push(passage)
    if (batch.length === BATCH) await flush()
  }
  await flush()
  const finished = lexical.finish(options.release)
  options.release?.()
  return {
    manifest,
    lexicon,
    passages: table.finish(),
    lexical: finished,
    dense: dense && (await dense.finish(options)),
  }
}

/** The text whose vector stands for a passage: its headings say what a paragraph leaves out. */
export function passageText(passage: Passage): string {
  return [...passage.headings, passage.body].join('。')
}

function createTableBuilder() {
  const documents: string[] = []
  const starts = growing(Uint32Array)
  const paragraphs = growing(Uint32Array)
  return {
    add(passage: Passage) {
      if (documents.at(-1) !== passage.document) {
        documents.push(passage.document)
        starts.push(paragraphs.length)
      }
      paragraphs.push(passage.paragraph)
    },
    finish(): PassageTable {
      starts.push(paragraphs.length)
      return { documents, starts: starts.take(), paragraphs: paragraphs.take() }
    },
  }
}

function createDenseBuilder(embedder: Embedder) {
  const paragraphs = createQuantizedBuilder(embedder.dimensions)
  const sentences = createQuantizedBuilder(embedder.dimensions)
  return {
    async add(batch: readonly Passage[]) {
      for (const vector of await embedder.embed(batch.map(passageText), 'passage')) paragraphs.add(vector)
      const texts = batch.flatMap((passage) => passage.sentences)
      for (const vector of await embedder.embed(texts, 'passage')) sentences.add(vector)
    },
    async finish({
      vectorIndex,
      allocateRows,
      release,
    }: Pick<BuildOptions, 'vectorIndex' | 'allocateRows' | 'release'>): Promise<DenseIndex> {
      const vectors = { paragraphs: paragraphs.finish(allocateRows), sentences: sentences.finish() }
      release?.()
      return { ...vectors, nearest: await vectorIndex(vectors.paragraphs) }
    },
  }
}
