/** The statements that people have linked to a question: evidence without the reader's doubt. */
import type { StandardQuestion } from '../../domain/standard-question.ts'
import { findStandardQuestion } from '../../standard-questions/find-standard-question.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import type { ReadStatement } from './evidence.ts'
import { readCandidates } from './read-candidates.ts'

export interface StandardEvidence {
  readonly entry: StandardQuestion
  /** The statements of its line, likeliest first. */
  readonly read: readonly ReadStatement[]
}

/** Null where no standard question is the question; after earlier turns only the very words are, as others may lean on them. */
export async function standardEvidence(
  engine: Engine,
  understanding: Understanding,
  documents: ReadonlySet<string> | undefined,
): Promise<StandardEvidence | null> {
  for (const [id, questions] of engine.sidecars.standardQuestions) {
    const document = engine.library.get(id)
    if (!document || (documents && !documents.has(id))) continue
    const found = findStandardQuestion(understanding.text, questions)
    if (!found || (understanding.turns.length > 1 && found.how !== 'same')) continue
    const { line } = found.entry
    const candidates = statementsOf(document)
      .filter(({ paragraph }) => {
        const { line: first, lastLine } = document.tree.paragraphs[paragraph]!
        return first <= line && line <= lastLine
      })
      .map(({ index }) => ({ document: id, statement: index, score: 1, bm25: 0, cosine: 1 }))
    const read = await readCandidates(engine, understanding, candidates)
    if (read.length > 0) return { entry: found.entry, read }
  }
  return null
}
