/** Port: what the surfaces (HTTP, pages, CLI, evaluation) may ask of the core; made once per index by `src/services.ts`. */
import type { Answer, Question } from '../domain/answer.ts'
import type { Candidate } from '../domain/candidate.ts'
import type { Library } from '../domain/library.ts'
import type { Sidecars } from '../domain/sidecars.ts'

/** What may be left out to see what it adds: a table, or a step of answering. */
export const ABLATIONS = ['lexicon', 'bodies', 'places', 'registers', 'focus', 'lists', 'neighbours'] as const

export type Ablation = (typeof ABLATIONS)[number]

/** Which retrieval channels take part; all but `hybrid` exist for ablation. */
export type Channels = 'bm25' | 'dense' | 'hybrid'

/** Where answering stands, for those who wait for it. */
export type Stage = 'searching' | 'reading' | 'checking'

export interface AskOptions {
  /** Default `hybrid`. */
  readonly channels?: Channels
  /** For ablations. */
  readonly without?: Ablation
  /** Told as each stage begins; not told where nothing has to be found. */
  readonly onStage?: (stage: Stage) => void
}

export interface SearchOptions extends AskOptions {
  /** Most candidates to give; default 10. */
  readonly limit?: number
  /** Document id to stay within. */
  readonly corpus?: string
}

/** What each stage of answering kept and rejected, in the order of the stages; JSON-safe. */
export interface Explanation {
  readonly answer: Answer
  readonly stages: readonly { readonly name: string; readonly output: unknown }[]
}

export interface Health {
  readonly documents: number
  readonly statements: number
  readonly embedder: string
  readonly reader: string
  /** Files of the corpus that could not be read, each with the reason. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

export interface Services {
  readonly library: Library
  readonly sidecars: Sidecars
  /** Short hash of corpus, tables, tokenizer, model and format: equal versions give equal answers. */
  readonly version: string
  readonly health: Health
  ask(question: Question, options?: AskOptions): Promise<Answer>
  search(query: string, options?: SearchOptions): Promise<readonly Candidate[]>
  explain(question: Question): Promise<Explanation>
  /** The file that a document was read from, as it was given; null where it is gone, absent where there are no files. */
  original?(document: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>
  /**
   * The answer in a model's words, or the answer as it is where the model fails or its words are not proven by the
   * citations; absent where no model is set. Never throws.
   */
  phrase?(answer: Answer, signal: AbortSignal): Promise<Answer>
}
