/** What answering needs of the rest: the documents, the word tables, and functions of the index and the embedder. */
import type { DocumentBody } from '../bodies/bodies-of-document.ts'
import type { BodyTable } from '../bodies/table.ts'
import type { Language } from '../domain/answer.ts'
import type { Candidate } from '../domain/candidate.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import type { WordTables } from '../glossary/tables.ts'

export interface SearchRequest {
  readonly text: string
  readonly language: Language
  /** Weighted Chinese terms from the understanding. */
  readonly terms: ReadonlyMap<string, number>
  readonly documents?: ReadonlySet<string>
  readonly limit: number
}

export interface Engine {
  readonly library: Library
  readonly tables: WordTables
  readonly bodyTable: BodyTable
  /** Bodies of all documents, by the documents' own names. */
  readonly bodies: readonly DocumentBody[]
  /** Bodies that a document holds responsible. */
  readonly bodiesOf: (document: ReadDocument) => readonly DocumentBody[]
  /** Terms of the documents and the glossary, which a typing error may have missed. */
  readonly knownTerms: ReadonlySet<string>
  /** Paragraphs for a question, best first. */
  readonly search: (request: SearchRequest) => Promise<readonly Candidate[]>
  /** Cosine (−1–1) of the question to each text; zeros without an embedder. */
  readonly similarity: (question: string, texts: readonly string[]) => Promise<readonly number[]>
  /** 0–1: how much a Chinese term tells documents of this library apart; 1 when none holds it. */
  readonly importance: (term: string) => number
  /** Whether documents of this library hold all parts of a Chinese term. */
  readonly knows: (term: string) => boolean
  /** 0–1: how rare a word is in general language; 1 for one that no word list holds. */
  readonly rarity: (word: string) => number
  /** Words of folded Chinese text with their offsets. */
  readonly segment: (text: string) => readonly { readonly text: string; readonly start: number }[]
  /** Chinese translations of an English word outside the glossary, with weights 0–1. */
  readonly translateWord: (word: string) => readonly { readonly text: string; readonly weight: number }[]
}
