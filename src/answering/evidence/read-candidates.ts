/** Lets the reader read the candidates, and brings its answer spans into the source. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Statement } from '../../domain/statement.ts'
import { statementsOf, viewOfStatement } from '../../statements/statements-of.ts'
import { toSource } from '../../text/view.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import type { ReadStatement } from './evidence.ts'

/** Likeliest first, ties in the order of the candidates; of equal texts (an article printed twice) the first only. */
export async function readCandidates(
  { library, reader }: Engine,
  { turns }: Pick<Understanding, 'turns'>,
  candidates: readonly Candidate[],
): Promise<readonly ReadStatement[]> {
  const distinct = withoutRepeats(
    candidates.flatMap((candidate) => {
      const document = library.get(candidate.document)
      const statement = document && statementsOf(document)[candidate.statement]
      return statement ? [{ document, statement, candidate }] : []
    }),
  )
  const readings = await reader.read(
    { turns },
    distinct.map(({ statement: { context, text }, candidate: { bm25, cosine } }) => ({
      context,
      text,
      bm25,
      cosine,
    })),
  )
  return distinct
    .map((each, i): ReadStatement => {
      const reading = readings[i]!
      const view = viewOfStatement(each.document, each.statement)
      const answerSpans = reading.answerSpans.map(({ start, end }) => toSource(view, start, end))
      return { ...each, reading, answerSpans }
    })
    .sort((a, b) => b.reading.answers - a.reading.answers)
}

function withoutRepeats<T extends { readonly statement: Statement }>(statements: readonly T[]): T[] {
  const seen = new Set<string>()
  return statements.filter(({ statement: { document, text } }) => {
    const key = `${document} ${text.replace(/[\s,.;:，。；：、]/g, '')}`
    return !seen.has(key) && seen.add(key)
  })
}
