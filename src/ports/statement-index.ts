/** Port: proposes the statements that may answer a query. The embedded index and an engine beside it are its adapters. */
import type { Candidate } from '../domain/candidate.ts'
import type { Channels } from './services.ts'

export interface CandidateQuery {
  /** Words to look for as they are typed. */
  readonly text: string
  /** Further words (translations, what earlier turns said), each with its weight (0–1). */
  readonly terms: ReadonlyMap<string, number>
  /** Query vector of the index's embedder; absent for words alone. */
  readonly embedding?: Float32Array
  /** Ids of documents to stay within; absent for all. */
  readonly documents?: ReadonlySet<string>
  /** ISO date, where `documents` are those in force on it: an index that knows terms of validity needs no list of ids. */
  readonly inForceOn?: string
  /** For ablations; `hybrid` when absent. */
  readonly channels?: Channels
  /** Most candidates to give. */
  readonly limit: number
}

export interface StatementIndex {
  /** What it was built from: equal versions propose equal candidates. */
  readonly version: string
  /** Statements that it holds. */
  readonly size: number
  /** The best candidates, best first, ties by place in the library. */
  candidates(query: CandidateQuery): Promise<readonly Candidate[]>
}
