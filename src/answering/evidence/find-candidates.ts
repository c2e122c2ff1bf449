/** Asks the index for the statements that may answer. */
import type { Candidate } from '../../domain/candidate.ts'
import { overlaps } from '../../domain/span.ts'
import type { CandidateQuery } from '../../ports/statement-index.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Engine } from '../engine.ts'
import { onlyDocument } from '../only-document.ts'
import { sectionOf } from '../understanding/parts.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { cosinesOf, queryVector } from './cosines.ts'

/** Statements that are read for a question. */
export const CANDIDATES = 16
/** What earlier turns said weighs less than what is asked now. */
const EARLIER = 0.4

export async function findCandidates(
  engine: Engine,
  understanding: Understanding,
  scope: Pick<CandidateQuery, 'documents' | 'inForceOn'>,
  limit = CANDIDATES,
): Promise<readonly Candidate[]> {
  const { documents } = scope
  const embedding = await queryVector(engine, understanding.turns)
  const found = await engine.index.candidates({
    ...wordsOf(understanding, engine.translate),
    limit,
    channels: engine.channels,
    ...(embedding && { embedding }),
    ...scope,
  })
  const named = [
    ...namedParts(engine, understanding, documents),
    ...documentFacts(engine, understanding, documents),
  ]
  const known = new Set(found.map(key))
  const added = named.filter((each) => !known.has(key(each)) && known.add(key(each))).slice(0, MOST_NAMED)
  return [...(await withCosine(engine, added, embedding)), ...found]
}

/** The words that a question is looked for by; what is not asked now weighs less. */
export function wordsOf(
  { turns, language }: Pick<Understanding, 'turns' | 'language'>,
  translate: Engine['translate'],
): Pick<CandidateQuery, 'text' | 'terms'> {
  const terms = new Map<string, number>()
  for (const turn of turns.slice(0, -1)) terms.set(turn, EARLIER)
  if (language === 'en') for (const [word, weight] of translate(turns.join(' '))) terms.set(word, weight)
  return { text: turns.at(-1)!, terms }
}

const key = ({ document, statement }: Candidate) => `${document}#${statement}`
/** Statements that are read because the question names where they stand. */
const MOST_NAMED = 6
/** Those that the index did not propose are compared with the question here. */
async function withCosine(
  { embedder, library }: Engine,
  candidates: readonly Candidate[],
  query: Float32Array | undefined,
): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return candidates
  const statements = candidates.map(
    ({ document, statement }) => statementsOf(library.get(document)!)[statement]!,
  )
  const cosines = await cosinesOf({ embedder }, query, statements)
  return cosines ? candidates.map((each, i) => ({ ...each, cosine: cosines[i]! })) : candidates
}

/** Proposed by their place, not by a score. */
const unscored = (document: string, statement: number): Candidate => ({
  document,
  statement,
  score: 0,
  bm25: 0,
  cosine: 0,
})

/** Statements of a part that is named by its number. */
function namedParts(
  { library }: Engine,
  { parts }: Understanding,
  documents: ReadonlySet<string> | undefined,
): Candidate[] {
  const named: Candidate[] = []
  const read = onlyDocument(library, documents)
  if (!read) return []
  for (const part of parts) {
    const section = sectionOf(part, read.tree.sections)
    if (!section) continue
    for (const { index, span } of statementsOf(read)) {
      if (span.start < section.span.start || span.end > section.span.end) continue
      named.push(unscored(read.source.id, index))
    }
  }
  return named
}

/** Where the document says its number, date, issuer, entry into force: asked for in words that are not there. */
function documentFacts(
  { library }: Engine,
  { kind }: Understanding,
  documents: ReadonlySet<string> | undefined,
): Candidate[] {
  const read = onlyDocument(library, documents)
  if (!read || kind !== 'document') return []
  const { number, date, issuer, drafter, effective, expiry } = read.tree.metadata
  const spans = [number, date, issuer, drafter, effective, expiry].flatMap((stated) => stated?.span ?? [])
  return statementsOf(read)
    .filter(({ span }) => spans.some((stated) => overlaps(span, stated)))
    .map(({ index }) => unscored(read.source.id, index))
}
