/** LangChain retriever over the project's search: a query → statements with citation metadata, best first. */
import type { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { Channels, Services } from '../../ports/services.ts'
import { type PolicyMetadata, policyDocument } from './policy-documents.ts'

export interface PolicyRetrieverInput extends BaseRetrieverInput {
  readonly services: Pick<Services, 'library' | 'search'>
  /** Most statements to give; default 4, as LangChain's own. */
  readonly k?: number
  /** Document id to stay within. */
  readonly corpus?: string
  /** Default `hybrid`. */
  readonly channels?: Channels
}

/** @throws RangeError for a `corpus` that is no document. */
export class PolicyRetriever extends BaseRetriever<PolicyMetadata> {
  override lc_namespace = ['zhengda', 'retrievers']
  readonly #input: PolicyRetrieverInput

  static override lc_name(): string {
    return 'PolicyRetriever'
  }

  constructor(input: PolicyRetrieverInput) {
    super(input)
    if (input.corpus !== undefined && !input.services.library.has(input.corpus)) {
      throw new RangeError(`PolicyRetriever: no document has the id ${JSON.stringify(input.corpus)}`)
    }
    this.#input = input
  }

  override async _getRelevantDocuments(query: string): Promise<Document<PolicyMetadata>[]> {
    const { services, k = 4, corpus, channels } = this.#input
    const candidates = await services.search(query, {
      limit: k,
      ...(corpus === undefined ? {} : { corpus }),
      ...(channels === undefined ? {} : { channels }),
    })
    return candidates.map(({ document, statement, score }) =>
      policyDocument(services.library, document, statement, score),
    )
  }
}
