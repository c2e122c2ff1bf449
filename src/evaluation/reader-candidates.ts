/** Candidates of a field question among the statements of its document, as the product's index proposes them. */
import { readFileSync } from 'node:fs'
import { createFlatVectorIndex } from '../adapters/flat-vector-index.ts'
import { CANDIDATES, wordsOf } from '../answering/evidence/find-candidates.ts'
import type { Candidate } from '../domain/candidate.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import { readTranslationLexicon, translateText } from '../lexicon/translation-lexicon.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { ReaderStatement } from '../ports/reader.ts'
import type { Channels } from '../ports/services.ts'
import type { StatementIndex } from '../ports/statement-index.ts'
import { questionText } from '../reading/pairs.ts'
import { lexiconOf } from '../retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../retrieval/search-index.ts'
import { createEmbeddedIndex } from '../retrieval/search-statements.ts'
import { statementsOf } from '../statements/statements-of.ts'
import type { ReaderFieldQuestion } from './reader-field.ts'

export type ReaderCandidate = ReaderStatement & Candidate

export type CandidatesOf = (question: ReaderFieldQuestion) => Promise<ReaderCandidate[]>

/** Indexes each document once, when it is first asked about. */
export function candidatesIn(
  documents: ReadonlyMap<string, ReadDocument>,
  embedder: Embedder,
  channels: Channels = 'hybrid',
): CandidatesOf {
  const lexicon = readTranslationLexicon(readFileSync('index/embedder/lexicon.tsv'))
  const translate = (words: string) => translateText(lexicon, words)
  const indexes = new Map<string, Promise<StatementIndex>>()
  return async (question) => {
    const document = documents.get(question.doc)!
    const index = indexes.get(question.doc) ?? indexOf(document, embedder)
    indexes.set(question.doc, index)
    const [embedding] = await embedder.embed([questionText(question)], 'query')
    const found = await (await index).candidates({
      ...wordsOf({ turns: question.turns, language: question.lang }, translate),
      limit: CANDIDATES,
      channels,
      ...(embedding && { embedding }),
    })
    const all = statementsOf(document)
    return found.map((candidate) => ({ ...all[candidate.statement]!, ...candidate }))
  }
}

async function indexOf(document: ReadDocument, embedder: Embedder): Promise<StatementIndex> {
  const library: Library = new Map([[document.source.id, document]])
  const lexicon = lexiconOf(library)
  return createEmbeddedIndex(
    await buildSearchIndex(library, { embedder, lexicon, vectorIndex: createFlatVectorIndex }),
  )
}
