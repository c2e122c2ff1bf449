/** Lists targets by year, topic and kind of figure: complete and counted. */

import { CALIBRATION } from '../calibration.ts'
import { targetWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import type { RankedTarget } from '../evidence/evidence.ts'
import type { Answerer } from '../inquiry.ts'
import { quoteTarget } from './quotes.ts'
import { sameStatement } from './target.ts'

const NAMES_TARGETS = {
  zh: /指标|目标|数字|数值|数据/,
  en: /\b(targets?|figures?|indicators?|goals?|numbers?|quotas?)\b/,
}
const ONLY_FIGURES = {
  zh: /数字|数值|量化|定量|具体/,
  en: /\b(figures?|numbers?|numeric\w*|quantitative|quantified)\b/,
}
const LISTS = new Set(['list', 'count'])

export const listTargets: Answerer = ({ engine, understanding, evidence, phrases }) => {
  const { language, folded, kinds, years, terms } = understanding
  const listing = kinds.some((kind) => LISTS.has(kind)) || (terms.length === 0 && years.length > 0)
  if (!listing || !NAMES_TARGETS[language].test(folded)) return null
  const fits = ({ target, coverage }: RankedTarget) =>
    (years.length === 0 || (target.year !== null && years.includes(target.year))) &&
    (terms.length === 0 || coverage >= CALIBRATION.targetCoverage) &&
    (!ONLY_FIGURES[language].test(folded) || target.kind === 'quantity')
  const all = evidence.documents.flatMap((document) =>
    document.facts.targets.map((target) => ({ document, target })),
  )
  const scored = new Map(evidence.targets.map((ranked) => [ranked.target, ranked]))
  const listed = all
    .filter(({ target }) => {
      const ranked = scored.get(target)
      return ranked ? fits(ranked) : terms.length === 0 && fits({ target, coverage: 1 } as RankedTarget)
    })
    .filter(({ target }, i, list) => list.findIndex((other) => sameStatement(other.target, target)) === i)
  if (listed.length === 0) return null
  const items = listed.map(({ document, target }) =>
    phrases.target(targetWords(document, target, engine.tables)),
  )
  return draftOf({
    status: 'answered',
    headline: phrases.targets({ count: items.length, items }),
    caveats: years[0] === undefined ? [] : [phrases.yearPast(years[0])],
    quotes: listed.flatMap(({ document, target }) => quoteTarget(document, target)),
    reasons: [`${items.length} targets by ${years.join(',') || 'any year'}`],
  })
}
