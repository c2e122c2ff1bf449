/** Keeps answers to what is in force on the day asked about, and tells where one comes from what is not. */
import type { Language, OutOfForce, Question } from '../domain/answer.ts'
import type { Library } from '../domain/library.ts'
import type { CandidateQuery } from '../ports/statement-index.ts'
import { validityOf } from '../validity/validity.ts'
import { phrasesOf } from './compose/phrases-of.ts'
import type { QuoteSpan } from './draft.ts'

/** Days that are remembered; today's question is asked most. */
const MOST_DAYS = 8
const known = new WeakMap<Library, Map<string, ReadonlySet<string> | undefined>>()

/** Ids of the documents that the question may be about; undefined for all. */
function documentsFor(
  library: Library,
  { corpus, asOf }: Question & { readonly asOf: string },
): ReadonlySet<string> | undefined {
  if (corpus !== undefined) return new Set([corpus])
  const days = known.get(library) ?? new Map<string, ReadonlySet<string> | undefined>()
  known.set(library, days)
  if (!days.has(asOf)) {
    if (days.size >= MOST_DAYS) days.delete(days.keys().next().value!)
    days.set(asOf, inForce(library, asOf))
  }
  return days.get(asOf)
}

/** As `documentsFor`, with the day that chose them: what a query to the index stays within. */
export function scopeOf(
  library: Library,
  question: Question & { readonly asOf: string },
): Pick<CandidateQuery, 'documents' | 'inForceOn'> {
  const documents = documentsFor(library, question)
  if (!documents) return {}
  return question.corpus === undefined ? { documents, inForceOn: question.asOf } : { documents }
}

/** Where nothing is in force, the past is better than silence: its answers say so. */
function inForce(library: Library, asOf: string): ReadonlySet<string> | undefined {
  const ids = [...library.values()]
    .filter((document) => validityOf(document, library, asOf).inForce)
    .map(({ source }) => source.id)
  return ids.length === library.size || ids.length === 0 ? undefined : new Set(ids)
}

/** The quoted documents that are not in force on that day, with what took their place. */
export function outOfForce(
  library: Library,
  quotes: readonly QuoteSpan[],
  asOf: string,
): readonly OutOfForce[] {
  return [...new Set(quotes.map(({ document }) => document))].flatMap((id) => {
    const document = library.get(id)!
    const { inForce, reason, day, successor } = validityOf(document, library, asOf)
    if (inForce || reason === 'in_force') return []
    const next = successor === undefined ? null : library.get(successor)!
    return [
      {
        document: id,
        title: document.tree.metadata.title.value,
        reason,
        day,
        successor: next && {
          document: next.source.id,
          title: next.tree.metadata.title.value,
          url: `/d/${encodeURIComponent(next.source.id)}`,
        },
      },
    ]
  })
}

export function caveatsOf(notInForce: readonly OutOfForce[], language: Language): readonly string[] {
  return notInForce.map((each) => phrasesOf(language).notInForce(each))
}
