/** The documents do not say it: the nearest statements are shown, and no figure or body is stated. */
import type { Draft } from '../draft.ts'
import { draftOf } from '../draft.ts'
import { quoteStatement } from '../evidence/quotes.ts'
import { bestOf, type Form, type Inquiry } from './form.ts'

const MOST_RELATED = 3
const MOST_TITLES = 3

export const silent: Form = {
  name: 'silent',
  say: (inquiry) => (bestOf(inquiry) ? null : abstention(inquiry)),
}

export function abstention({ engine, evidence, phrases, documents }: Inquiry, headline?: string): Draft {
  const { library } = engine
  const [only] = documents?.size === 1 ? documents : library.size === 1 ? library.keys() : []
  const title = only === undefined ? null : (library.get(only)?.tree.metadata.title.value ?? null)
  const nearest = evidence.read.slice(0, MOST_RELATED)
  if (nearest.length === 0) {
    const titles = [...library.values()].slice(0, MOST_TITLES).map(({ tree }) => tree.metadata.title.value)
    return draftOf({ status: 'out_of_scope', headline: headline ?? phrases.outOfScope(titles) })
  }
  return draftOf({
    status: 'not_found',
    headline: headline ?? phrases.notFound(title),
    related: nearest.map(quoteStatement),
  })
}
