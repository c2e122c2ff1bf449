/** What answering needs of the rest: documents, index, embedder, reader and the table of bodies. */
import type { BodyTable } from '../bodies/table.ts'
import type { Library } from '../domain/library.ts'
import type { Sidecars } from '../domain/sidecars.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Reader } from '../ports/reader.ts'
import type { Ablation, Channels } from '../ports/services.ts'
import type { StatementIndex } from '../ports/statement-index.ts'
import type { Thresholds } from './thresholds.ts'

export interface Engine {
  readonly library: Library
  readonly index: StatementIndex
  /** Null for answering without vectors. */
  readonly embedder: Embedder | null
  readonly reader: Reader
  readonly bodies: BodyTable
  readonly sidecars: Sidecars
  /** Chinese words for the English ones of a text, each with a weight (0–1). */
  readonly translate: (text: string) => ReadonlyMap<string, number>
  readonly thresholds: Thresholds
  readonly channels: Channels
  /** What is left out, for ablations. */
  readonly without: Ablation | null
}
