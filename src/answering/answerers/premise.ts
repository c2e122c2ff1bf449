/** Corrects what a question takes for granted: a figure, a year or an "all" that the document does not bear out. */
import { describeUnit } from '../../facts/units.ts'
import { targetWords } from '../compose/words.ts'
import type { Draft } from '../draft.ts'
import type { RankedSentence, RankedTarget } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Claim } from '../question/figures.ts'
import { quoteSentence, quoteTarget } from './quotes.ts'
import { isNear, targetDraft } from './target.ts'

/** Words by which a question asserts a year instead of asking for it. */
const ASSERTS = {
  zh: /为什么|为何|[就才](要|能|得|会|全|实现|完成|达|是|可)|\d年(就|才)|既然|听说|据说|不是说/,
  en: /\bwhy\b|\bonly\b|\bsince\b|\bi (read|heard|was told)\b|\balready\b|\bnot until\b|\bas early as\b/,
}
const UNIVERSAL = {
  zh: /全部|所有|每(一)?(个|辆|家|座|栋|人|台|艘)|都要|一律|百分之百|100%/,
  en: /\b(every|all|each|any|100 ?%|entirely|completely)\b/,
}
/** A target of the asserted value this near to the best one bears the question out. */
const HELD_MARGIN = 0.15
/** Sentences this near to the best one may carry the year. */
const YEAR_MARGIN = 0.25

export const correctPremise: Answerer = (inquiry) =>
  correctFigure(inquiry) ?? correctUniversal(inquiry) ?? correctYear(inquiry)

function correctFigure(inquiry: Inquiry): Draft | null {
  const { understanding, evidence } = inquiry
  const claim = understanding.claims[0]
  if (!claim) return null
  const near = evidence.targets.filter((ranked) => isNear(ranked) && comparable(claim, ranked))
  const best = near[0]
  if (!best) return null
  const held = near.find(({ target }) => valuesOf(target.value).includes(claim.value))
  if (held && held.score >= best.score - HELD_MARGIN) {
    return understanding.confirms && understanding.asked.length === 0
      ? targetDraft(inquiry, [held], near)
      : null
  }
  return correction(inquiry, claim.text, best)
}

/** The claim's unit is the target's, or the claim bears none. */
function comparable({ unit }: Claim, { target }: RankedTarget): boolean {
  if (target.kind === 'state') return false
  if (unit === '') return true
  const percent = (text: string) => /%|per ?cent|百分/.test(text)
  if (percent(unit) || percent(target.unit)) return percent(unit) === percent(target.unit)
  return (
    !/\p{Script=Han}/u.test(unit) ||
    unit === target.unit ||
    describeUnit(unit)?.kind === describeUnit(target.unit)?.kind
  )
}

const valuesOf = (value: RankedTarget['target']['value']): readonly number[] =>
  Array.isArray(value) ? value : [Number(value)]

/** "Every new car": the document sets a share below 100%. */
function correctUniversal(inquiry: Inquiry): Draft | null {
  const { understanding, evidence } = inquiry
  const word = understanding.folded.match(UNIVERSAL[understanding.language])?.[0]
  if (
    !word ||
    understanding.asked.length > 0 ||
    !['yesno', 'measure', 'obligation'].includes(understanding.kind)
  )
    return null
  const best = evidence.targets.find((ranked) => isNear(ranked) && ranked.yearFits !== false)
  if (!best || describeUnit(best.target.unit)?.kind !== 'percentage' || Number(best.target.value) >= 100)
    return null
  return best.score >= (evidence.sentences[0]?.score ?? 0) - 0.3 ? correction(inquiry, word, best) : null
}

/** The question says when; the document says another year for it. */
function correctYear(inquiry: Inquiry): Draft | null {
  const { understanding, evidence } = inquiry
  const year = understanding.years[0]
  const asserts = understanding.confirms || ASSERTS[understanding.language].test(understanding.folded)
  if (year === undefined || !asserts || understanding.asked.length > 0) return null
  const best = evidence.targets.find((ranked) => isNear(ranked))
  const same = evidence.targets.some(
    (ranked) => isNear(ranked) && ranked.yearFits === true && best && ranked.score >= best.score - 0.2,
  )
  if (best && best.yearFits === false && !same) return correction(inquiry, String(year), best)
  const top = evidence.sentences[0]
  if (!top || same) return null
  const close = evidence.sentences.filter(
    ({ score, missing }) => score >= top.score - YEAR_MARGIN && missing.length <= top.missing.length,
  )
  if (close.some(({ text }) => text.includes(String(year)))) return null
  const other = close.find(({ text }) => /(?:到|至)?20\d\d年/.test(text))
  return other ? sentenceCorrection(inquiry, String(year), other) : null
}

function correction(inquiry: Inquiry, asserted: string, { document, target }: RankedTarget): Draft {
  const { engine, phrases } = inquiry
  return {
    status: 'corrected',
    headline: assertion(inquiry, asserted, phrases.target(targetWords(document, target, engine.tables))),
    caveats: target.year === null ? [] : [phrases.yearPast(target.year)],
    quotes: quoteTarget(document, target),
    related: [],
    suggestions: [],
    reasons: [`asserted ${asserted}`],
  }
}

/** The asserted words are repeated only as the question has them (numerals may have been read as digits). */
function assertion({ phrases, understanding }: Inquiry, asserted: string, actual: string): string {
  const said = understanding.text.includes(asserted)
  return said ? phrases.correctedFigure(asserted, actual) : phrases.correctedValue(actual)
}

function sentenceCorrection({ phrases }: Inquiry, asserted: string, sentence: RankedSentence): Draft {
  const quote = quoteSentence(sentence)
  const text = sentence.document.source.text.slice(quote.span.start, quote.span.end).replace(/[。.]$/, '')
  return {
    status: 'corrected',
    headline: phrases.correctedYear(asserted, text),
    caveats: [],
    quotes: [quote],
    related: [],
    suggestions: [],
    reasons: [`asserted ${asserted}`],
  }
}
