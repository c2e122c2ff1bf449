/** Refuses what is no question to these documents: small talk, other places, what plans never state. */

import { contains } from '../../domain/span.ts'
import { findOutOfScope } from '../../glossary/find-out-of-scope.ts'
import { findPlaces } from '../../glossary/find-places.ts'
import { CALIBRATION } from '../calibration.ts'
import { type Draft, draftOf } from '../draft.ts'
import { confidenceOf, onlyDocument, type RankedSentence, sentenceSpan } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import { regionsOf } from '../question/regions.ts'
import { abstain } from './abstain.ts'
import { isNear } from './accept-targets.ts'
import { sentenceDraft } from './quotes.ts'
import { asksPresent } from './target.ts'

export const refuseOutOfScope: Answerer = (inquiry) => {
  const { understanding, evidence, phrases, engine } = inquiry
  const kinds = findOutOfScope(understanding.folded, engine.tables)
  const best = evidence.sentences[0]
  const strong = best !== undefined && confidenceOf(best) >= CALIBRATION.sentence + 0.3
  if (kinds.some(({ scope }) => scope === 'far') && !strong) return outOfScope(inquiry)
  const place = foreignPlace(inquiry)
  if (place) {
    const title = onlyDocument(evidence)?.tree.metadata.title.value ?? null
    return abstain(inquiry, [phrases.otherPlace(place, title)])
  }
  if (asksPresent(inquiry) && understanding.terms.every(({ weight }) => weight < CALIBRATION.telling))
    return abstain(inquiry, [phrases.noResults])
  if (asksPresent(inquiry) && understanding.asked.length > 0) {
    const answerable =
      understanding.years.length > 0 &&
      evidence.targets.some((ranked) => isNear(ranked) && ranked.yearFits === true)
    if (!answerable) return presentState(inquiry) ?? abstain(inquiry, [phrases.noResults])
  }
  return null
}

const ACHIEVED = 'achieved'

/** The sentence that reports what has been reached, when the document holds one on the matter. */
function presentState(inquiry: Inquiry): Draft | null {
  const report = inquiry.evidence.sentences.find(
    (sentence) => confidenceOf(sentence) >= CALIBRATION.sure && reports(sentence),
  )
  return report ? sentenceDraft(inquiry, report, 'reports what was achieved') : null
}

function reports(sentence: RankedSentence): boolean {
  const span = sentenceSpan(sentence)
  const { otherFigures } = sentence.document.facts
  return otherFigures.some((figure) => figure.reason === ACHIEVED && contains(span, figure))
}

export function outOfScope({ engine, phrases }: Inquiry): Draft {
  const titles = [...engine.library.values()].slice(0, 3).map(({ tree }) => tree.metadata.title.value)
  return draftOf({
    status: 'out_of_scope',
    headline: phrases.outOfScope(titles),
    reasons: ['no question to these documents'],
  })
}

/** A place that no document names; one that a document names as part of a region is strange only to its figures. */
function foreignPlace(inquiry: Inquiry): string | null {
  const { understanding, evidence } = inquiry
  const texts = evidence.documents.map(({ source }) => source.text)
  for (const { surface, names } of understanding.places) {
    const inText = names.some((name) => texts.some((text) => text.includes(name)))
    const inRegion = names.some((name) =>
      regionsOf(name).some((region) => texts.some((text) => text.includes(region))),
    )
    if (!inText && !(inRegion && understanding.asked.length === 0)) return surface
    const figure =
      understanding.asked.length > 0 || understanding.kind === 'target' || understanding.kind === 'ceiling'
    if (figure && isWhole(inquiry, names)) return surface
  }
  return null
}

/** A city asked for is another place than the district of it that the plan is for, unless the question names both. */
function isWhole({ engine, understanding, evidence }: Inquiry, names: readonly string[]): boolean {
  const document = onlyDocument(evidence)
  if (!document) return false
  const { title, issuer } = document.tree.metadata
  const own = findPlaces(title.value + (issuer?.value ?? ''), engine.tables).flatMap(({ places }) => places)
  const part = own.find(({ within }) => within !== undefined && names.some((name) => within.startsWith(name)))
  return (
    part !== undefined &&
    !understanding.places.some((place) => place.names.some((name) => part.zh.startsWith(name)))
  )
}
