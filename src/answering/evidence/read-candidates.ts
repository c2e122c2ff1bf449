/** Lets the reader read the candidates, and brings its answer spans into the source. */
import type { Candidate } from '../../domain/candidate.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import type { Statement } from '../../domain/statement.ts'
import { standingAmong } from '../../reading/standing.ts'
import { statementsOf, viewOfStatement } from '../../statements/statements-of.ts'
import { toSource } from '../../text/view.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { asksForBodies } from './asks-value.ts'
import type { ReadStatement } from './evidence.ts'
import { responsibilityFor } from './facts-of.ts'

/** Candidates are in the order of their scores, so that the right one is mostly among the first. */
const READ_FIRST = 8

/**
 * Likeliest first, ties in the order of the candidates; of equal texts (an article printed twice) the first only. The later
 * candidates are read where none of the first is sure.
 */
export async function readCandidates(
  { library, reader, thresholds }: Engine,
  understanding: Pick<Understanding, 'turns' | 'kind' | 'kinds'>,
  candidates: readonly Candidate[],
): Promise<readonly ReadStatement[]> {
  const distinct = withoutRepeats(
    candidates.flatMap((candidate) => {
      const document = library.get(candidate.document)
      const statement = document && statementsOf(document)[candidate.statement]
      return statement ? [{ document, statement, candidate }] : []
    }),
  )
  const { turns } = understanding
  // The basic reader compares words, of which a bracket has none of the question's.
  const withBodies = reader.kind === 'trained' && asksForBodies(understanding, thresholds)
  const standing = standingAmong(distinct.map(({ candidate }) => candidate))
  const readingsOf = (part: typeof distinct) =>
    reader.read(
      { turns },
      part.map(({ document, statement, candidate }) => ({
        context: statement.context,
        text: withBodies ? statement.text + bracketOf(document, statement) : statement.text,
        bm25: candidate.bm25,
        cosine: candidate.cosine,
        ...standing(candidate),
      })),
    )
  const first = await readingsOf(distinct.slice(0, READ_FIRST))
  const sure = first.some(({ answers }) => answers >= thresholds.enough)
  const readings = sure ? first : [...first, ...(await readingsOf(distinct.slice(READ_FIRST)))]
  return readings
    .map((reading, i): ReadStatement => {
      const each = distinct[i]!
      const view = viewOfStatement(each.document, each.statement)
      const own = reading.answerSpans.filter(({ end }) => end <= view.text.length)
      const answerSpans = own.map(({ start, end }) => toSource(view, start, end))
      return { ...each, reading, answerSpans }
    })
    .sort((a, b) => b.reading.answers - a.reading.answers)
}

/** The bracket of bodies that closes what the statement is part of: who is responsible for it stands there alone. */
function bracketOf(document: ReadDocument, statement: Statement): string {
  const fact = responsibilityFor({ document, statement })
  if (!fact || fact.form === 'sentence' || contains(statement.span, fact)) return ''
  return document.source.text.slice(fact.start, fact.end).normalize('NFKC')
}

function withoutRepeats<T extends { readonly statement: Statement }>(statements: readonly T[]): T[] {
  const seen = new Set<string>()
  return statements.filter(({ statement: { document, text } }) => {
    const key = `${document} ${text.replace(/[\s,.;:，。；：、]/g, '')}`
    return !seen.has(key) && seen.add(key)
  })
}
