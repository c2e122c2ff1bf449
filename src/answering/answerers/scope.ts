/** Refuses what is no question to these documents: small talk, other places, what plans never state. */
import { findOutOfScope } from '../../glossary/find-out-of-scope.ts'
import { CALIBRATION } from '../calibration.ts'
import type { Draft } from '../draft.ts'
import { confidenceOf } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import { regionsOf } from '../question/regions.ts'
import { abstain } from './abstain.ts'
import { isNear } from './target.ts'

export const refuseOutOfScope: Answerer = (inquiry) => {
  const { understanding, evidence, phrases, engine } = inquiry
  const kinds = findOutOfScope(understanding.folded, engine.tables)
  const best = evidence.sentences[0]
  const strong = best !== undefined && confidenceOf(best) >= CALIBRATION.sentence + 0.3
  if (kinds.some(({ scope }) => scope === 'far') && !strong) return outOfScope(inquiry)
  const place = foreignPlace(inquiry)
  if (place) {
    const title =
      evidence.documents.length === 1
        ? evidence.documents[0]!.tree.metadata.title.value
        : [...engine.library.values()][0]!.tree.metadata.title.value
    return abstain(inquiry, [phrases.otherPlace(place, title)])
  }
  if (kinds.some(({ scope, ifAbsent }) => scope === 'absent' && !ifAbsent)) {
    const answerable =
      understanding.years.length > 0 &&
      evidence.targets.some((ranked) => isNear(ranked) && ranked.yearFits === true)
    if (!answerable) return abstain(inquiry, [phrases.noResults])
  }
  return null
}

export function outOfScope({ engine, phrases }: Inquiry): Draft {
  const titles = [...engine.library.values()].slice(0, 3).map(({ tree }) => tree.metadata.title.value)
  return {
    status: 'out_of_scope',
    headline: phrases.outOfScope(titles),
    caveats: [],
    quotes: [],
    related: [],
    suggestions: [],
    reasons: ['no question to these documents'],
  }
}

/** A place that no document names; one that a document names as part of a region is strange only to its figures. */
function foreignPlace({ understanding, evidence }: Inquiry): string | null {
  const texts = evidence.documents.map(({ source }) => source.text)
  for (const { surface, names } of understanding.places) {
    const inText = names.some((name) => texts.some((text) => text.includes(name)))
    const inRegion = names.some((name) =>
      regionsOf(name).some((region) => texts.some((text) => text.includes(region))),
    )
    if (!inText && !(inRegion && understanding.asked.length === 0)) return surface
  }
  return null
}
