/** This project's retrieval and what one would use instead, each behind the same two calls: index texts, rank a question. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { VectorStore } from '@langchain/core/vectorstores'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { create, insertMultiple, save, search } from '@orama/orama'
import { createTokenizer } from '@orama/tokenizers/mandarin'
import MiniSearch, { type Options } from 'minisearch'
import { createFlatVectorIndex } from '../adapters/flat-vector-index.ts'
import { createHnswVectorIndex } from '../adapters/hnsw-vector-index.ts'
import { toLangChainEmbeddings } from '../adapters/langchain/embeddings.ts'
import { readTranslationLexicon, translateText } from '../lexicon/translation-lexicon.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Channels } from '../ports/services.ts'
import { serializeIndex } from '../retrieval/index-codec.ts'
import { lexiconOf } from '../retrieval/library-lexicon.ts'
import { buildFromStatements } from '../retrieval/search-index.ts'
import { searchStatements } from '../retrieval/search-statements.ts'
import { createQuantizedBuilder } from '../retrieval/vectors.ts'
import { tokenize } from '../text/tokenize.ts'
import type { PeerSet } from './bench-peers-sets.ts'

export interface PeerIndex {
  /** Positions of the best passages, best first. */
  rank(question: string, k: number): Promise<readonly number[]>
  /** Bytes of the index as it would be stored; the model of an embedder is not counted. */
  readonly bytes: number
}

export interface Peer {
  readonly name: string
  index(set: PeerSet): Promise<PeerIndex>
}

interface Model {
  readonly embedder: Embedder
  /** Folder with lexicon.tsv. */
  readonly folder: string
}

/** The whole retrieval of the product; `channels` leaves one side out. */
export function zhengda({ embedder, folder }: Model, channels: Channels): Peer {
  return {
    name: `zhengda, ${channels}`,
    async index({ library, statements }) {
      const lexicon = lexiconOf(library)
      const manifest = { format: 0, tokenizer: '', lexicon: '', corpus: '', model: embedder.id }
      const vectorIndex = createFlatVectorIndex
      const index = await buildFromStatements(statements, manifest, { embedder, lexicon, vectorIndex })
      const translations = readTranslationLexicon(await readFile(join(folder, 'lexicon.tsv')))
      return {
        rank: async (question, limit) => {
          const [embedding] = await embedder.embed([question], 'query')
          const terms = translateText(translations, question)
          const query = { text: question, terms, embedding: embedding!, channels, limit }
          return searchStatements(index, query).map(({ statement }) => statement)
        },
        bytes: Object.values(serializeIndex(index).files)
          .flat()
          .reduce((sum, { length }) => sum + length, 0),
      }
    },
  }
}

/** Tokens by the package's default rule, by jieba's cut for search, or Han characters and bigrams. */
export function miniSearch(tokens: 'default' | 'jieba' | 'bigrams'): Peer {
  return {
    name: `MiniSearch, ${tokens}`,
    async index({ texts }) {
      const options: Options<{ id: number; text: string }> = { fields: ['text'] }
      const cut = tokens === 'jieba' ? jiebaTokens() : hanTokens
      if (tokens !== 'default') options.tokenize = cut
      const index = new MiniSearch(options)
      index.addAll(texts.map((text, id) => ({ id, text })))
      return {
        rank: async (question, k) =>
          index
            .search(question)
            .slice(0, k)
            .map(({ id }) => id as number),
        bytes: Buffer.byteLength(JSON.stringify(index)),
      }
    },
  }
}

function jiebaTokens(): (text: string) => string[] {
  const jieba = Jieba.withDict(dict)
  return (text) => jieba.cutForSearch(text, true).filter((word) => /[\p{Letter}\p{Number}]/u.test(word))
}

const NO_TERMS = { terms: new Set<string>(), lengths: new Map<string, readonly number[]>() }
const hanTokens = (text: string) => tokenize(text, NO_TERMS)

/** With its own Mandarin tokenizer, and a question matched by any of its words. */
export const orama: Peer = {
  name: 'Orama, Mandarin',
  async index({ texts }) {
    const db = create({ schema: { text: 'string' } as const, components: { tokenizer: createTokenizer() } })
    await insertMultiple(
      db,
      texts.map((text, id) => ({ id: String(id), text })),
    )
    return {
      rank: async (term, limit) =>
        (await search(db, { term, limit, threshold: 1 })).hits.map(({ id }) => Number(id)),
      bytes: Buffer.byteLength(JSON.stringify(save(db))),
    }
  },
}

/** LangChain's MemoryVectorStore stands in @langchain/classic, which is not installed; this is its method over the same base class. */
class MemoryVectorStore extends VectorStore {
  readonly #rows: { readonly document: Document; readonly vector: number[] }[] = []

  override _vectorstoreType(): string {
    return 'memory'
  }

  override async addVectors(vectors: number[][], documents: Document[]): Promise<void> {
    for (const [i, vector] of vectors.entries()) this.#rows.push({ document: documents[i]!, vector })
  }

  override async addDocuments(documents: Document[]): Promise<void> {
    const texts = documents.map(({ pageContent }) => pageContent)
    await this.addVectors(await this.embeddings.embedDocuments(texts), documents)
  }

  override async similaritySearchVectorWithScore(query: number[], k: number): Promise<[Document, number][]> {
    return this.#rows
      .map(({ document, vector }): [Document, number] => [document, cosine(query, vector)])
      .sort((a, b) => b[1] - a[1])
      .slice(0, k)
  }

  static ready(embeddings: EmbeddingsInterface): MemoryVectorStore {
    return new MemoryVectorStore(embeddings, {})
  }
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    aa += a[i]! ** 2
    bb += b[i]! ** 2
  }
  return aa && bb ? dot / Math.sqrt(aa * bb) : 0
}

const BYTES_OF_A_NUMBER = 8

export function langChain(embedder: Embedder): Peer {
  return {
    name: `LangChain MemoryVectorStore*, ${embedder.id}`,
    async index({ texts }) {
      const store = MemoryVectorStore.ready(toLangChainEmbeddings(embedder))
      await store.addDocuments(texts.map((text, id) => new Document({ pageContent: text, metadata: { id } })))
      return {
        rank: async (question, k) =>
          (await store.similaritySearch(question, k)).map(({ metadata }) => metadata.id as number),
        bytes: texts.length * embedder.dimensions * BYTES_OF_A_NUMBER,
      }
    },
  }
}

export function hnsw(embedder: Embedder): Peer {
  return {
    name: `HNSW (hnswlib), ${embedder.id}`,
    async index({ texts }) {
      const graph = await createHnswVectorIndex(await quantized(embedder, texts))
      const folder = await mkdtemp(join(tmpdir(), 'zhengda-peers-'))
      const path = join(folder, 'graph')
      await graph.save(path)
      const { size } = await stat(path)
      await rm(folder, { recursive: true })
      return { rank: nearest(embedder, graph), bytes: size }
    },
  }
}

/** Nearest vectors of an embedder by exact scan, such as a transformers.js model. */
export function exact(embedder: Embedder): Peer {
  return {
    name: `exact scan, ${embedder.id}`,
    async index({ texts }) {
      const vectors = await quantized(embedder, texts)
      const bytes = vectors.rows.byteLength + vectors.scales.byteLength
      return { rank: nearest(embedder, createFlatVectorIndex(vectors)), bytes }
    },
  }
}

const BATCH = 64

async function quantized(embedder: Embedder, texts: readonly string[]) {
  const builder = createQuantizedBuilder(embedder.dimensions)
  for (let i = 0; i < texts.length; i += BATCH) {
    for (const vector of await embedder.embed(texts.slice(i, i + BATCH), 'passage')) builder.add(vector)
  }
  return builder.finish()
}

function nearest(embedder: Embedder, index: ReturnType<typeof createFlatVectorIndex>): PeerIndex['rank'] {
  return async (question, k) =>
    index.search((await embedder.embed([question], 'query'))[0]!, k).map(({ id }) => id)
}
