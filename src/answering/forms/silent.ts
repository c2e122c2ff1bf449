/** The documents do not say it: the nearest statements are shown, and no figure or body is stated. */
import { type Draft, draftOf } from '../draft.ts'
import type { Engine } from '../engine.ts'
import { quoteStatement } from '../evidence/quotes.ts'
import { onlyDocument } from '../only-document.ts'
import { bestOf, type Form, type Inquiry } from './form.ts'

const MOST_RELATED = 3
const MOST_TITLES = 3

export const silent: Form = {
  name: 'silent',
  say: (inquiry) => (bestOf(inquiry) ? null : abstention(inquiry, mismatchSaid(inquiry))),
}

/** For another year or place than asked: nothing of it may be lent. */
function mismatchSaid({ evidence: { mismatch }, phrases, engine, documents }: Inquiry): string | undefined {
  if (mismatch?.of === 'year') return phrases.noYearValue(mismatch.year)
  return mismatch?.of === 'place' ? phrases.otherPlace(mismatch.place, titleOf(engine, documents)) : undefined
}

function titleOf({ library }: Engine, documents: ReadonlySet<string> | undefined): string | null {
  return onlyDocument(library, documents)?.tree.metadata.title.value ?? null
}

export function abstention({ engine, evidence, phrases, documents }: Inquiry, headline?: string): Draft {
  const { library } = engine
  const title = titleOf(engine, documents)
  const nearest = evidence.onTopic ? evidence.read.slice(0, MOST_RELATED) : []
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
