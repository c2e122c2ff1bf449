/** LangChain vector store over a built index: vectors of the corpus's statements, read only. */
import type { Document } from '@langchain/core/documents'
import { VectorStore } from '@langchain/core/vectorstores'
import type { Library } from '../../domain/library.ts'
import type { Embedder } from '../../ports/embedder.ts'
import type { VectorIndex } from '../../ports/vector-index.ts'
import { placeOf, type StatementTable } from '../../retrieval/search-index.ts'
import { toLangChainEmbeddings } from './embeddings.ts'
import { type PolicyMetadata, policyDocument } from './policy-documents.ts'

export interface PolicyVectorStoreInput {
  readonly library: Library
  /** Which statement each vector of `nearest` stands for. */
  readonly statements: StatementTable
  readonly nearest: VectorIndex
  /** The one that made the vectors. */
  readonly embedder: Embedder
}

/** Scores are cosines. The corpus is a folder, so what would add or delete documents throws. */
export class PolicyVectorStore extends VectorStore {
  declare FilterType: (document: Document<PolicyMetadata>) => boolean
  override lc_namespace = ['zhengda', 'vectorstores']
  readonly #input: PolicyVectorStoreInput

  static override lc_name(): string {
    return 'PolicyVectorStore'
  }

  /** @throws RangeError where the embedder is not of the index's dimensions. */
  constructor(input: PolicyVectorStoreInput) {
    super(toLangChainEmbeddings(input.embedder), {})
    if (input.embedder.dimensions !== input.nearest.dimensions) {
      const sizes = `${input.embedder.dimensions} dimensions, the index ${input.nearest.dimensions}`
      throw new RangeError(`PolicyVectorStore: the embedder ${input.embedder.id} has ${sizes}`)
    }
    this.#input = input
  }

  override _vectorstoreType(): string {
    return 'zhengda'
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): Promise<[Document<PolicyMetadata>, number][]> {
    const { library, statements, nearest } = this.#input
    const vector = Float32Array.from(query)
    // A filter may refuse any number of the nearest: ask for twice as many until enough are kept.
    for (let wide = filter ? k * 4 : k; ; wide *= 2) {
      const hits = nearest.search(vector, wide)
      const found = hits
        .map(({ id, score }) => {
          const { document, statement } = placeOf(statements, id)
          return [policyDocument(library, document, statement, score), score] as [
            Document<PolicyMetadata>,
            number,
          ]
        })
        .filter(([document]) => !filter || filter(document))
      if (found.length >= k || wide >= nearest.size || k <= 0) return found.slice(0, Math.max(0, k))
    }
  }

  override addVectors(): Promise<never> {
    return readOnly()
  }

  override addDocuments(): Promise<never> {
    return readOnly()
  }

  override delete(): Promise<never> {
    return readOnly()
  }
}

async function readOnly(): Promise<never> {
  throw new Error(
    'PolicyVectorStore is read only: put the document into CORPUS_DIR and build the index again',
  )
}
