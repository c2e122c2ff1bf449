/** Paragraphs for a question as it was understood: the one way from words to retrieval, for answers and for search alone. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Engine, SearchRequest } from '../engine.ts'
import type { Understanding } from '../question/understanding.ts'

/** Best first, at most `limit`; `documents` (ids) to stay within, all when absent. */
export function findCandidates(
  engine: Engine,
  understanding: Understanding,
  within: Pick<SearchRequest, 'documents' | 'limit'>,
): Promise<readonly Candidate[]> {
  const { folded, language, terms } = understanding
  return engine.search({ text: folded, language, terms: weightedWordings(terms), ...within })
}

/** Of a term with many wordings each counts less, so that it does not outweigh the others. */
function weightedWordings(terms: Understanding['terms']): Map<string, number> {
  const weighted = new Map<string, number>()
  for (const { alternatives } of terms) {
    const share = 1 / Math.sqrt(Math.max(1, alternatives.length))
    for (const { text, weight } of alternatives) {
      weighted.set(text, Math.max(weighted.get(text) ?? 0, weight * share))
    }
  }
  return weighted
}
