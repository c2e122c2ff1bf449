/** Documents with all that was read from them: what retrieval indexes and answering cites. */
import type { DocumentTree, SourceText } from './document.ts'
import type { DocumentFacts } from './facts.ts'

export interface ReadDocument {
  readonly source: SourceText
  readonly tree: DocumentTree
  readonly facts: DocumentFacts
}

/** How many records of each kind were read from a document. */
export interface RecordCounts {
  readonly sections: number
  readonly targets: number
  readonly responsibilities: number
  readonly obligations: number
}

/** Documents by id, in the order of their ids. */
export interface Library extends ReadonlyMap<string, ReadDocument> {
  /** For a library that keeps documents packed: each in turn, for one look; what is unpacked of it is not kept. */
  readonly passing?: () => Iterable<ReadDocument>
  /** For such a library: the counts of a document that it holds, without unpacking it. */
  readonly countsOf?: (id: string) => RecordCounts
}

/** Each document in turn, for one look at all of them: what is read of it is not kept in memory. */
export function inPassing(library: Library): Iterable<ReadDocument> {
  return library.passing?.() ?? library.values()
}

export function recordCounts(library: Library, { source, tree, facts }: ReadDocument): RecordCounts {
  if (library.countsOf) return library.countsOf(source.id)
  return {
    sections: tree.sections.length,
    targets: facts.targets.length,
    responsibilities: facts.responsibilities.length,
    obligations: facts.obligations.length,
  }
}
