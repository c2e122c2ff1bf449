/** Lets the reader read the candidates, and brings its answer spans into the source. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Statement } from '../../domain/statement.ts'
import { statementsOf, viewOfStatement } from '../../statements/statements-of.ts'
import { toSource } from '../../text/view.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import type { ReadStatement } from './evidence.ts'

/** Candidates are in the order of their scores, so that the right one is mostly among the first. */
const READ_FIRST = 8

/**
 * Likeliest first, ties in the order of the candidates; of equal texts (an article printed twice) the first only. The later
 * candidates are read where none of the first is sure.
 */
export async function readCandidates(
  { library, reader, thresholds }: Engine,
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
  const readingsOf = (part: typeof distinct) =>
    reader.read(
      { turns },
      part.map(({ statement: { context, text }, candidate: { bm25, cosine } }) => ({
        context,
        text,
        bm25,
        cosine,
      })),
    )
  const first = await readingsOf(distinct.slice(0, READ_FIRST))
  const sure = first.some(({ answers }) => answers >= thresholds.enough)
  const readings = sure ? first : [...first, ...(await readingsOf(distinct.slice(READ_FIRST)))]
  return readings
    .map((reading, i): ReadStatement => {
      const each = distinct[i]!
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
