/** Asks the index for the statements that may answer. */
import type { Candidate } from '../../domain/candidate.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Engine } from '../engine.ts'
import { sectionOf } from '../understanding/parts.ts'
import type { Understanding } from '../understanding/understanding.ts'

/** Statements that are read for a question. */
export const CANDIDATES = 16
/** What earlier turns said weighs less than what is asked now. */
const EARLIER = 0.4

export async function findCandidates(
  engine: Engine,
  understanding: Understanding,
  documents: ReadonlySet<string> | undefined,
  limit = CANDIDATES,
): Promise<readonly Candidate[]> {
  const { turns, language } = understanding
  const asked = turns.at(-1)!
  const terms = new Map<string, number>()
  for (const turn of turns.slice(0, -1)) terms.set(turn, EARLIER)
  if (language === 'en') for (const [word, weight] of engine.translate(turns.join(' '))) terms.set(word, weight)
  const [embedding] = engine.embedder
    ? await engine.embedder.embed([turns.join(' / ')], 'query')
    : [undefined]
  const found = await engine.index.candidates({
    text: asked,
    terms,
    limit,
    channels: engine.channels,
    ...(embedding && { embedding }),
    ...(documents && { documents }),
  })
  return [...found, ...namedParts(engine, understanding, documents, found)].slice(0, limit + PARTS)
}

/** Statements of a part that is named by its number, which are read in any case. */
const PARTS = 6

function namedParts(
  { library }: Engine,
  { parts }: Understanding,
  documents: ReadonlySet<string> | undefined,
  found: readonly Candidate[],
): Candidate[] {
  const named: Candidate[] = []
  const [only] = documents?.size === 1 ? documents : library.size === 1 ? library.keys() : []
  const read = only === undefined ? undefined : library.get(only)
  if (!read) return []
  for (const part of parts) {
    const section = sectionOf(part, read.tree.sections)
    if (!section) continue
    for (const { index, span } of statementsOf(read)) {
      if (span.start < section.span.start || span.end > section.span.end) continue
      if (found.some(({ document, statement }) => document === only && statement === index)) continue
      named.push({ document: only!, statement: index, score: 0, bm25: 0, cosine: 0 })
    }
  }
  return named
}
