/** The index that retrieval searches, from a library of read documents: BM25 and, with an embedder, vectors of statements. */
import { inPassing, type Library } from '../domain/library.ts'
import { inContext, type Statement } from '../domain/statement.ts'
import type { Translation } from '../domain/translation.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { type Lexicon, TOKENIZER, tokenize } from '../text/tokenize.ts'
import { translationOf } from '../translation/translation-of.ts'
import { type Bm25Index, createBm25Builder } from './bm25.ts'
import { corpusHash, hashText } from './checksum.ts'
import { growing } from './growing.ts'
import {
  type AllocateRows,
  createQuantizedBuilder,
  type QuantizedBuilder,
  type QuantizedVectors,
} from './vectors.ts'

/** Changes whenever the layout of the index or what is put into it changes. */
export const INDEX_FORMAT = 3

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

/** Rows of the index in library order: statement s of document d is row `starts[d] + s`. */
export interface StatementTable {
  readonly documents: readonly string[]
  readonly starts: Uint32Array
  /** Of each document: hash of what was embedded of it; absent in a lexical index. */
  readonly passages?: readonly string[]
}

/** An index whose vectors are taken over for each document of which the same was embedded with the same model. */
export interface EarlierIndex {
  readonly model: string | null
  readonly statements: StatementTable
  readonly vectors: QuantizedVectors
}

export interface DenseIndex {
  readonly vectors: QuantizedVectors
  /** Over `vectors`, for a search of the whole library. */
  readonly nearest: VectorIndex
}

export interface SearchIndex {
  readonly manifest: IndexManifest
  readonly lexicon: Lexicon
  readonly statements: StatementTable
  readonly bm25: Bm25Index
  readonly dense: DenseIndex | null
}

export type VectorIndexFactory = (vectors: QuantizedVectors) => VectorIndex | Promise<VectorIndex>

export interface BuildOptions {
  /** Null for a lexical index. */
  readonly embedder: Embedder | null
  readonly lexicon: Lexicon
  /** `corpusHash` of the library, where it is known already. */
  readonly corpus?: string
  /** English that is indexed with the statements, by document. */
  readonly translations?: ReadonlyMap<string, Translation>
  readonly vectorIndex: VectorIndexFactory
  /** Room for the vectors, where `vectorIndex` can search them in place. */
  readonly allocateRows?: AllocateRows
  /** Called where large arrays were dropped: V8 frees them when it next collects, which loops over arrays do not make it do. */
  readonly release?: () => void
  /** Spares the embedding of documents that did not change. */
  readonly earlier?: EarlierIndex | null
  /** Called with the number of statements done; what it gives is waited for. */
  readonly progress?: (done: number) => unknown
}

/** Statements embedded at a time; bounds the memory that their texts take. */
const BATCH = 256

const PROBE = '二〇二五年全区淨增１．５万畝，百分之九十以上；第十二條：三個ＶＯＣｓ项目，十四五、一千二百家'

/** What an index of this library would be built from. */
export function manifestOf(
  library: Library,
  options: Pick<BuildOptions, 'embedder' | 'lexicon' | 'corpus' | 'translations'>,
): IndexManifest {
  return {
    format: INDEX_FORMAT,
    // The probe tells apart what lies outside the tokenizer's file: numerals, simplification.
    tokenizer: hashText([TOKENIZER, ...tokenize(PROBE, options.lexicon)].join('\n')),
    lexicon: hashText([...options.lexicon.terms].sort().join('\n')),
    corpus: withTranslations(options.corpus ?? corpusHash(library), options.translations),
    model: options.embedder?.id ?? null,
  }
}

/** A translation that changes changes what is indexed. */
function withTranslations(corpus: string, translations: BuildOptions['translations']): string {
  if (!translations || translations.size === 0) return corpus
  return hashText(
    [corpus, ...[...translations].map(([id, { lines }]) => `${id} ${lines.join('\n')}`)].join('\n'),
  )
}

export function buildSearchIndex(library: Library, options: BuildOptions): Promise<SearchIndex> {
  return buildFromStatements(statementsIn(library), manifestOf(library, options), options)
}

/** The statements of all documents, in the order of the library and of the text. */
function* statementsIn(library: Library): Generator<Statement> {
  for (const read of inPassing(library)) yield* statementsOf(read)
}

/** As `buildSearchIndex`, from statements of any origin; those of one document stand together. */
export async function buildFromStatements(
  statements: Iterable<Statement>,
  manifest: IndexManifest,
  options: BuildOptions,
): Promise<SearchIndex> {
  const { embedder, lexicon, progress } = options
  const lexical = createBm25Builder()
  const documents: string[] = []
  const starts = growing(Uint32Array)
  const vectors = embedder && createQuantizedBuilder(embedder.dimensions)
  const englishOf = ({ document, span }: Statement) => {
    const translation = options.translations?.get(document)
    return translation ? translationOf(translation, span) : ''
  }
  const passages: string[] = []
  const known = rowsOf(options.earlier, embedder)
  let waiting: (readonly Statement[])[] = []
  let done = 0
  const flush = async () => {
    for (const document of waiting) {
      documents.push(document[0]!.document)
      starts.push(done)
      for (const statement of document) {
        lexical.add(tokenize([inContext(statement), englishOf(statement)].join(' '), lexicon))
      }
      done += document.length
    }
    if (embedder && vectors) passages.push(...(await addVectors(waiting, { embedder, vectors, known })))
    waiting = []
    await progress?.(done)
  }
  let count = 0
  for (const document of byDocument(statements)) {
    waiting.push(document)
    count += document.length
    if (count < BATCH) continue
    await flush()
    count = 0
  }
  await flush()
  starts.push(done)
  const bm25 = lexical.finish()
  options.release?.()
  const rows = vectors?.finish(options.allocateRows)
  options.release?.()
  return {
    manifest,
    lexicon,
    statements: { documents, starts: starts.take(), ...(rows && { passages }) },
    bm25,
    dense: rows ? { vectors: rows, nearest: await options.vectorIndex(rows) } : null,
  }
}

/** Those of one document stand together. */
function* byDocument(statements: Iterable<Statement>): Generator<readonly Statement[]> {
  let document: Statement[] = []
  for (const statement of statements) {
    if (document.length > 0 && document[0]!.document !== statement.document) {
      yield document
      document = []
    }
    document.push(statement)
  }
  if (document.length > 0) yield document
}

interface VectorParts {
  readonly embedder: Embedder
  readonly vectors: QuantizedBuilder
  readonly known: KnownRows
}

/** Adds the vectors of the documents, embedded or taken over; gives the hash of what each was embedded from. */
async function addVectors(
  documents: readonly (readonly Statement[])[],
  { embedder, vectors, known }: VectorParts,
): Promise<readonly string[]> {
  const texts = documents.map((document) => document.map(inContext))
  const hashes = texts.map((each) => hashText(each.join('\n')))
  const earlier = documents.map((document, d) => known(document[0]!.document, hashes[d]!))
  const fresh = texts.filter((_, d) => !earlier[d]).flat()
  const embedded: Float32Array[] = []
  for (let from = 0; from < fresh.length; from += BATCH) {
    embedded.push(...(await embedder.embed(fresh.slice(from, from + BATCH), 'passage')))
  }
  let next = 0
  for (const [d, rows] of earlier.entries()) {
    if (rows) vectors.append(rows.vectors, rows.from, rows.to)
    else for (const _ of texts[d]!) vectors.add(embedded[next++]!)
  }
  return hashes
}

type KnownRows = (
  document: string,
  hash: string,
) => { readonly vectors: QuantizedVectors; readonly from: number; readonly to: number } | null

function rowsOf(earlier: EarlierIndex | null | undefined, embedder: Embedder | null): KnownRows {
  if (!earlier || !embedder || earlier.model !== embedder.id) return () => null
  const { statements, vectors } = earlier
  if (vectors.dimensions !== embedder.dimensions) return () => null
  const places = new Map(statements.documents.map((id, d) => [`${id} ${statements.passages?.[d]}`, d]))
  return (document, hash) => {
    const d = places.get(`${document} ${hash}`)
    return d === undefined ? null : { vectors, from: statements.starts[d]!, to: statements.starts[d + 1]! }
  }
}

/** Document and statement of a row. */
export function placeOf({ documents, starts }: StatementTable, row: number) {
  let low = 0
  let high = documents.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= row) low = middle
    else high = middle - 1
  }
  return { document: documents[low]!, statement: row - starts[low]! }
}
