/** Keeps answers to the documents that are named, or in force on the day asked about; tells where one comes from what is not. */
import type { Language, OutOfForce, Question } from '../domain/answer.ts'
import { inPassing, type Library } from '../domain/library.ts'
import type { CandidateQuery } from '../ports/statement-index.ts'
import { validityOf } from '../validity/validity.ts'
import { phrasesOf } from './compose/phrases-of.ts'
import type { QuoteSpan } from './draft.ts'

/** Days that are remembered; today's question is asked most. */
const MOST_DAYS = 8
const known = new WeakMap<Library, Map<string, ReadonlySet<string> | undefined>>()

/** What a query to the index stays within: the documents asked or named, else those in force on the day, which goes along. */
export function scopeOf(
  library: Library,
  { corpus, asOf, question }: Question & { readonly asOf: string },
): Pick<CandidateQuery, 'documents' | 'inForceOn'> {
  if (corpus !== undefined) return { documents: new Set([corpus]) }
  const current = documentsInForce(library, asOf)
  const named = documentsNamed(library, question)
  if (named.size > 0) {
    const both = [...named].filter((id) => current?.has(id) ?? true)
    return { documents: both.length > 0 ? new Set(both) : named }
  }
  return current ? { documents: current, inForceOn: asOf } : {}
}

/** Undefined for all. */
function documentsInForce(library: Library, asOf: string): ReadonlySet<string> | undefined {
  const days = known.get(library) ?? new Map<string, ReadonlySet<string> | undefined>()
  known.set(library, days)
  if (!days.has(asOf)) {
    if (days.size >= MOST_DAYS) days.delete(days.keys().next().value!)
    days.set(asOf, inForce(library, asOf))
  }
  return days.get(asOf)
}

const titles = new WeakMap<Library, ReadonlyMap<string, readonly string[]>>()

/** Ids of the documents whose whole title the question gives in title marks. */
function documentsNamed(library: Library, question: string): ReadonlySet<string> {
  const given = [...question.matchAll(/《([^《》]+)》/g)].map(([, title]) => spelling(title!))
  if (given.length === 0) return new Set()
  const known = titles.get(library) ?? titlesOf(library)
  titles.set(library, known)
  return new Set(given.flatMap((title) => known.get(title) ?? []))
}

function titlesOf(library: Library): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>()
  for (const { source, tree } of inPassing(library)) {
    const title = spelling(tree.metadata.title.value)
    known.set(title, [...(known.get(title) ?? []), source.id])
  }
  return known
}

const spelling = (title: string) => title.normalize('NFKC').replace(/\s/g, '')

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
