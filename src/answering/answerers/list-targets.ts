/** Lists targets by year, topic and kind of figure: complete and counted. */

import type { Section } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { CALIBRATION } from '../calibration.ts'
import { targetWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import type { RankedTarget } from '../evidence/evidence.ts'
import type { Answerer } from '../inquiry.ts'
import { quoteTarget } from './quotes.ts'
import { sameStatement } from './target.ts'

/** 数字 as a figure, not that of 数字化 and 数字经济. */
const FIGURES = '数字(?![化经产技乡政园车孪赋营])|数值'
const NAMES_TARGETS = {
  zh: new RegExp(`指标|目标|${FIGURES}|数据(?![中要资安产交])`),
  en: /\b(targets?|figures?|indicators?|goals?|numbers?|quotas?)\b/,
}
const ONLY_FIGURES = {
  zh: new RegExp(`${FIGURES}|量化|定量|具体`),
  en: /\b(figures?|numbers?|numeric\w*|quantitative|quantified)\b/,
}
const LISTS = new Set(['list', 'count'])

export const listTargets: Answerer = ({ engine, understanding, evidence, phrases }) => {
  const { language, folded, kinds, years, terms } = understanding
  const listing = kinds.some((kind) => LISTS.has(kind)) || (terms.length === 0 && years.length > 0)
  if (!listing || !NAMES_TARGETS[language].test(folded)) return null
  const fits = ({ target, coverage }: Pick<RankedTarget, 'target' | 'coverage'>) =>
    (years.length === 0 || (target.year !== null && years.includes(target.year))) &&
    (terms.length === 0 || coverage >= CALIBRATION.targetCoverage) &&
    (!ONLY_FIGURES[language].test(folded) || target.kind === 'quantity')
  const all = evidence.documents.flatMap((document) =>
    document.facts.targets.map((target) => ({ document, target })),
  )
  const headings = evidence.documents.flatMap((document) => headingsNamed(document, folded))
  const scored = new Map(evidence.targets.map((ranked) => [ranked.target, ranked]))
  const listed = all
    .filter(({ document, target }) => {
      if (headings.length > 0)
        return (
          headings.some(
            (heading) => heading.document === document && contains(heading.section.span, target),
          ) && fits({ target, coverage: 1 })
        )
      const ranked = scored.get(target)
      return ranked ? fits(ranked) : terms.length === 0 && fits({ target, coverage: 1 })
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

/** A heading shorter than this may be a word of any question. */
const SHORTEST_HEADING = 5

/** Sections whose whole heading stands in the question: their targets are meant, and no others. */
function headingsNamed(
  document: ReadDocument,
  folded: string,
): { readonly document: ReadDocument; readonly section: Section }[] {
  return document.tree.sections
    .filter(({ title }) => title.length >= SHORTEST_HEADING && folded.includes(foldText(title)))
    .map((section) => ({ document, section }))
}
