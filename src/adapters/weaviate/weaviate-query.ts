/** Gives the GraphQL of a query for candidates, and reads what it answers. */
import { z } from 'zod'
import type { CandidateQuery } from '../../ports/statement-index.ts'
import { MOST_YEARS_AHEAD } from '../../validity/validity.ts'
import type { Collections } from './collections.ts'
import { dayNumber } from './statement-objects.ts'

/** A statement that one channel proposes. */
export interface Hit {
  readonly id: string
  readonly document: string
  readonly statement: number
  readonly passage: string
  /** BM25 without its constant factor, or dot product. */
  readonly score: number
}

/** Weights of query words are told by repeating them: a weight of 1 by so many. */
export const REPEATS = 10

export interface Channel {
  /** Repeats included; empty for none. */
  readonly words: string
  /** Null for none. */
  readonly vector: Float32Array | null
}

/** `limit`: hits a channel. At least one channel is needed. */
export function candidatesQuery(
  collections: Collections,
  { words, vector }: Channel,
  where: string | null,
  limit: number,
): string {
  const get = (name: string, search: string, score: string) => {
    const replicas = collections.replicas > 1 ? 'consistencyLevel: ONE' : ''
    const filter = where === null ? '' : `where: ${where}`
    return `${name}: ${collections.statements}(${search} ${filter} ${replicas} limit: ${limit}) {
      document statement passage _additional { id ${score} }
    }`
  }
  const near = vector && `nearVector: { vector: [${Array.from(vector).join()}] }`
  const channels = [
    words && get('words', `bm25: { query: ${JSON.stringify(words)}, properties: ["words"] }`, 'score'),
    near && get('near', near, 'distance'),
  ]
  return `{ Get { ${channels.filter(Boolean).join(' ')} } }`
}

/** What a query stays within; null for all. Days of validity are shorter than the ids of nearly all documents. */
export function filterOf({
  documents,
  inForceOn,
}: Pick<CandidateQuery, 'documents' | 'inForceOn'>): string | null {
  if (inForceOn !== undefined) return inForce(dayNumber(inForceOn))
  return documents ? containsAny('document', [...documents]) : null
}

/** `validityOf`: an entry into force too far ahead is a slip of the pen. */
function inForce(day: number): string {
  const begun = `{ operator: LessThanEqual, path: ["inForceFrom"], valueInt: ${day} }`
  const slip = `{ operator: GreaterThan, path: ["inForceFrom"], valueInt: ${day + MOST_YEARS_AHEAD * A_YEAR} }`
  const open = `{ operator: GreaterThan, path: ["inForceUntil"], valueInt: ${day} }`
  return `{ operator: And, operands: [${open}, { operator: Or, operands: [${begun}, ${slip}] }] }`
}

/** Between the `dayNumber`s of one day in two years. */
const A_YEAR = 10_000

export function idsFilter(ids: readonly string[]): string {
  return containsAny('id', ids)
}

function containsAny(property: string, values: readonly string[]): string {
  return `{ operator: ContainsAny, path: ["${property}"], valueText: ${JSON.stringify(values)} }`
}

const hit = z.object({
  document: z.string(),
  statement: z.int(),
  passage: z.string(),
  _additional: z.object({
    id: z.string(),
    /** BM25, as text. */
    score: z.string().optional(),
    /** The dot product with its sign turned. */
    distance: z.number().optional(),
  }),
})

const hits = z
  .array(hit)
  .nullish()
  .transform((found): Hit[] =>
    (found ?? []).map(({ _additional: { id, score, distance }, ...statement }) => ({
      ...statement,
      id,
      score: score === undefined ? -distance! : Number(score),
    })),
  )

export const candidatesAnswer = z.object({ Get: z.object({ words: hits, near: hits }) })
