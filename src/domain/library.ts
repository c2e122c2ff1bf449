/** Documents with all that was read from them: what retrieval indexes and answering cites. */
import type { DocumentTree, SourceText } from './document.ts'
import type { DocumentFacts } from './facts.ts'

export interface ReadDocument {
  readonly source: SourceText
  readonly tree: DocumentTree
  readonly facts: DocumentFacts
}

/** Documents by id, in the order of their ids. */
export type Library = ReadonlyMap<string, ReadDocument>
