/** Corrects what a question takes for granted: a figure, a year or an "all" that the document does not bear out. */

import type { Target } from '../../domain/facts.ts'
import { describeUnit } from '../../facts/units.ts'
import { CALIBRATION } from '../calibration.ts'
import { targetWords } from '../compose/words.ts'
import { type Draft, draftOf } from '../draft.ts'
import { confidenceOf, type RankedSentence, type RankedTarget } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Claim } from '../question/figures.ts'
import { isNear, isNearInUnit } from './accept-targets.ts'
import { quoteSentence, quoteTarget, sentenceText } from './quotes.ts'
import { targetDraft } from './target.ts'

/** Words by which a question asserts a year instead of asking for it. */
const ASSERTS = {
  zh: /为什么|为何|拖到|才到|(?:是|要在|要提前|规定)[^,，]{0,8}\d+个?[年月天日][^,，]{0,4}[,，]|[就才](要|能|得|会|全|实现|完成|达|是|可)|\d年(就|才)|既然|听说|据说|不是说|都必须|都要/,
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
  correctFigure(inquiry) ?? correctUniversal(inquiry) ?? correctYear(inquiry) ?? correctBreadth(inquiry)

function correctFigure(inquiry: Inquiry): Draft | null {
  const { understanding, evidence } = inquiry
  const claim = understanding.claims[0]
  if (!claim) return null
  const asserts = TAG.test(understanding.folded) || ASSERTS[understanding.language].test(understanding.folded)
  const isCase = CASES.has(describeUnit(claim.unit)?.kind ?? '')
  if (isCase && !asserts) return null
  const near = evidence.targets.filter(
    (ranked) =>
      comparable(claim, ranked) && (isNear(ranked) || (isSameUnit(claim, ranked) && isNearInUnit(ranked))),
  )
  const best = near[0]
  if (!best) return null
  const held = near.find(({ target }) => valuesOf(target).some((value) => same(value, claim)))
  if (held && held.score >= best.score - HELD_MARGIN) {
    const year = understanding.years[0]
    if (held.yearFits === false && year !== undefined && understanding.asked.length === 0)
      return correction(inquiry, `${year}`, held)
    return understanding.confirms && understanding.asked.length === 0
      ? targetDraft(inquiry, [held], near)
      : null
  }
  // Who says 三年 speaks of a term in years: 1个月 is another clause's time, not its correction.
  const nearest = isCase ? near.find((ranked) => isSameUnit(claim, ranked)) : best
  return nearest ? correction(inquiry, claim.text, nearest) : null
}

/** Kinds of unit that people leave out when they give the figure. */
const BARE: ReadonlySet<string> = new Set(['none', 'count', 'percentage', 'people', 'score', 'grade'])
/** A time or an age in a question is a case put to the document, unless the question asserts it. */
const CASES: ReadonlySet<string> = new Set(['duration', 'age'])
const TAG = /对吗|是吗|对不对|是不是|是吧|对吧|是这样|没错|吧[?。!]*$|\b(right|correct|true)\b/

/** The claim's unit is the target's, or the claim bears none. */
function comparable({ unit }: Claim, { target }: RankedTarget): boolean {
  if (target.kind === 'state') return false
  const kind = describeUnit(target.unit)?.kind
  if (unit === '') return kind === undefined || BARE.has(kind)
  if (unit === '亿') return /^亿|^万亿/.test(target.unit)
  if (/yuan|rmb|illion|thousand/.test(unit))
    return describeUnit(target.unit)?.kind === 'money' || !/yuan|rmb/.test(unit)
  const percent = (text: string) => /%|per ?cent|百分/.test(text)
  if (percent(unit) || percent(target.unit)) return percent(unit) === percent(target.unit)
  return (
    !/\p{Script=Han}/u.test(unit) ||
    unit === target.unit ||
    describeUnit(unit)?.kind === describeUnit(target.unit)?.kind
  )
}

/** The claim and the target count in one unit, however it is written: 年 and 周年, not 年 and 个月. */
function isSameUnit({ unit }: Claim, { target }: RankedTarget): boolean {
  return describeUnit(unit)?.en === describeUnit(target.unit)?.en
}

/** Values of a target as written and in base units. */
function valuesOf({ value, unit }: Target): readonly { value: number; absolute: number }[] {
  const factor = describeUnit(unit)?.factor ?? 1
  const values = typeof value === 'object' ? value : [Number(value)]
  return values.map((figure) => ({ value: figure, absolute: figure * factor }))
}

/** A bare figure may be given in the target's unit or written out. */
function same(own: { value: number; absolute: number }, claim: Claim): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
  return near(own.absolute, claim.absolute) || (claim.unit === '' && near(own.value, claim.value))
}

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

/** Words by which a text limits what it says: no statement about all. */
const LIMITS =
  /除.{1,60}外|原则上|试点|重点|部分|鼓励|支持|引导|有条件|符合条件|具备条件|[^全最]大的|较大|以上的|或者.{0,12}(区域|部分)|逐步|一般/
const WHOLE = /全部|所有|一律|全面|全覆盖|均(应|须|需)|各类.{0,6}都/
const WITHOUT_EXCEPTION = /without (any )?exception|no exceptions?|无一例外|没有例外|毫无例外|一概|一律|全都/

/** "All firms must", and the text speaks of some of them, or with an exception. */
function correctBreadth(inquiry: Inquiry): Draft | null {
  const { understanding, evidence } = inquiry
  const { language, folded, confirms, asked } = understanding
  const word = folded.match(WITHOUT_EXCEPTION)?.[0] ?? folded.match(UNIVERSAL[language])?.[0]
  const asserts = confirms || ASSERTS[language].test(folded)
  const best = evidence.sentences[0]
  if (!word || !asserts || asked.length > 0 || !best || confidenceOf(best) < CALIBRATION.sure) return null
  const limited = LIMITS.test(best.text) && (!WHOLE.test(best.text) || WITHOUT_EXCEPTION.test(folded))
  return limited ? sentenceCorrection(inquiry, word, best) : null
}

function correction(inquiry: Inquiry, asserted: string, { document, target, item }: RankedTarget): Draft {
  const { engine, phrases } = inquiry
  return draftOf({
    status: 'corrected',
    headline: assertion(
      inquiry,
      asserted,
      phrases.target(targetWords(document, target, engine.tables, item)),
    ),
    caveats: target.year === null ? [] : [phrases.yearPast(target.year)],
    quotes: quoteTarget(document, target, item),
    reasons: [`asserted ${asserted}`],
  })
}

/** The asserted words are repeated only as the question has them (numerals may have been read as digits). */
function assertion({ phrases, understanding }: Inquiry, asserted: string, actual: string): string {
  const said = understanding.text.includes(asserted)
  return said ? phrases.corrected(asserted, actual) : phrases.correctedUnsaid(actual)
}

function sentenceCorrection({ phrases }: Inquiry, asserted: string, sentence: RankedSentence): Draft {
  const text = sentenceText(sentence).replace(/[。.]$/, '')
  return draftOf({
    status: 'corrected',
    headline: phrases.corrected(asserted, text),
    quotes: [quoteSentence(sentence)],
    reasons: [`asserted ${asserted}`],
  })
}
