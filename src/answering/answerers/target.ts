/** Answers a question for a figure: the target that states it, what tells it from its neighbours, or why there is none. */
import type { Target } from '../../domain/facts.ts'
import { contains } from '../../domain/span.ts'
import { findOutOfScope } from '../../glossary/find-out-of-scope.ts'
import { foldText } from '../../text/tokenize.ts'
import { CALIBRATION } from '../calibration.ts'
import { targetWords } from '../compose/words.ts'
import { type Draft, draftOf } from '../draft.ts'
import { confidenceOf, type RankedSentence, type RankedTarget, sentenceSpan } from '../evidence/evidence.ts'
import { matchTerm } from '../evidence/match.ts'
import { sentenceOf } from '../evidence/target-statement.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Term } from '../question/understanding.ts'
import { abstain } from './abstain.ts'
import { acceptedTargets, isFine, isNear } from './accept-targets.ts'
import { afterTarget } from './follow-ups.ts'
import { quoteTarget } from './quotes.ts'

const FIGURE_KINDS = new Set(['target', 'ceiling'])
/** At most so many similar targets are named beside the answer. */
const MOST_OTHERS = 3

export const answerTarget: Answerer = (inquiry) => {
  const { understanding } = inquiry
  if (!FIGURE_KINDS.has(understanding.kind) && understanding.asked.length === 0) return null
  // A figure for an indicator that no document knows is the figure of another indicator.
  if (understanding.unknownNames.length > 0) return null
  const fitting = acceptedTargets(inquiry)
  const best = fitting[0]
  if (!best) return null
  return targetDraft(inquiry, answersOf(inquiry, fitting, best), fitting)
}

/** The best target, its twins (the same statement elsewhere), and those for further years, parts or addressees. */
function answersOf(
  { understanding }: Inquiry,
  fitting: readonly RankedTarget[],
  best: RankedTarget,
): RankedTarget[] {
  const twins = fitting.filter((other) => other !== best && sameStatement(other.target, best.target))
  const years =
    understanding.years.length > 1
      ? fitting.filter(
          (other) => other.target.subject === best.target.subject && other.target.year !== best.target.year,
        )
      : []
  const parts = understanding.asksTwice
    ? fitting.filter(
        (other) =>
          sameSentence(other, best) &&
          (addsTerm(understanding.terms, other, best) || other.target.unit !== best.target.unit),
      )
    : []
  // 对单位处…，对个人处…: who does not say which of the two he is learns both.
  const addressees = fitting.filter(
    (other) =>
      isFine(best.target) &&
      isFine(other.target) &&
      sameSentence(other, best) &&
      other.target.condition === best.target.condition &&
      other.target.subject !== best.target.subject &&
      other.parts.contrast === best.parts.contrast,
  )
  return [
    best,
    ...new Set([...years, ...parts.slice(0, 1), ...addressees, ...twins].filter((other) => other !== best)),
  ]
}

function sameSentence(a: RankedTarget, b: RankedTarget): boolean {
  return (
    a.document === b.document &&
    sentenceOf(a.document, a.target).start === sentenceOf(b.document, b.target).start
  )
}

/** Whether a term of the question fits the other subject clearly better: of which parks, beside green space. */
function addsTerm(terms: readonly Term[], other: RankedTarget, best: RankedTarget): boolean {
  const fitOf = (term: Term, { target }: RankedTarget) =>
    matchTerm(term, [{ text: foldText(target.subject), worth: 1 }])
  return other !== best && terms.some((term) => fitOf(term, other) > fitOf(term, best) + 0.3)
}

/** Whether two targets say the same in different places. */
export function sameStatement(a: Target, b: Target): boolean {
  return (
    String(a.value) === String(b.value) &&
    a.unit === b.unit &&
    a.year === b.year &&
    a.subject === b.subject &&
    // Fines of one height for two offences are two statements.
    (a.purpose !== 'amount' || a.condition === b.condition)
  )
}

/** States `answers` (at least one, best first); of `fitting`, the nearest others are named beside them. */
export function targetDraft(
  inquiry: Inquiry,
  answers: readonly RankedTarget[],
  fitting: readonly RankedTarget[],
): Draft {
  const { engine, phrases } = inquiry
  const words = answers.map(({ document, target, item }) =>
    targetWords(document, target, engine.tables, item),
  )
  const sentences = [...new Set(words.map((word) => phrases.target(word)))]
  const others = fitting
    .filter(
      (other) =>
        !answers.includes(other) && !answers.some(({ target }) => sameStatement(target, other.target)),
    )
    .filter(({ score }) => score >= answers[0]!.score - 0.35)
    .slice(0, MOST_OTHERS)
  return draftOf({
    status: asksPresent(inquiry) ? 'partial' : 'answered',
    headline: `${sentences.join(inquiry.understanding.answerIn === 'zh' ? '；' : '; ')}${inquiry.understanding.answerIn === 'zh' ? '。' : '.'}`,
    caveats: [
      ...new Set([
        ...(asksPresent(inquiry) ? [phrases.noResults] : []),
        ...answers.flatMap(({ target }) => targetCaveats(inquiry, target)),
        ...others.map(({ document, target, item }) =>
          phrases.otherValue(phrases.target(targetWords(document, target, engine.tables, item))),
        ),
      ]),
    ],
    quotes: answers.flatMap(({ document, target, item }) => quoteTarget(document, target, item)),
    suggestions: afterTarget(inquiry, answers[0]!.document, answers[0]!.target),
    reasons: answers.map(({ parts }) => JSON.stringify(parts)),
  })
}

/** Kinds of question for the present state or for results, which a plan does not report beside its targets. */
const PRESENT = new Set(['baseline', 'results'])

/** Whether the question is for the present state or for results. */
export function asksPresent({ understanding, engine }: Inquiry): boolean {
  return findOutOfScope(understanding.folded, engine.tables).some(({ kind }) => PRESENT.has(kind))
}

function targetCaveats({ phrases }: Inquiry, target: Target): string[] {
  const caveats: string[] = []
  if (target.firmness === 'aim') caveats.push(phrases.aim)
  if (target.purpose === 'goal' && target.deadline === null) caveats.push(phrases.noYear)
  if (target.deadlineInherited && target.deadline) caveats.push(phrases.inheritedYear(target.deadline))
  if (target.condition && target.purpose !== 'amount' && !target.subject.includes(target.condition))
    caveats.push(phrases.conditionTravels(target.condition))
  if (target.year !== null) caveats.push(phrases.yearPast(target.year))
  return caveats
}

/** A figure was asked and the documents state none: says whether the year, the figure or the matter is what lacks. */
export const refuseTarget: Answerer = (inquiry) => {
  const { understanding, evidence, phrases } = inquiry
  const { asked, kind, years, unknownNames, folded } = understanding
  const near = evidence.targets.filter(isNear)
  const year = years[0]
  const otherYear = near.some(({ yearFits, unitFits }) => yearFits === false && unitFits !== false)
  if (
    otherYear &&
    year !== undefined &&
    !evidence.sentences[0]?.text.includes(String(year)) &&
    !ASKS_HOW.test(folded)
  ) {
    return abstain(inquiry, [phrases.noYearValue(year)])
  }
  if (!FIGURE_KINDS.has(kind) && asked.length === 0) return null
  const otherClass = evidence.targets.some(
    (ranked) => ranked.otherClass && confidenceOf(ranked) >= CALIBRATION.target,
  )
  const needsFigure =
    asked.length > 0 ||
    kind === 'ceiling' ||
    unknownNames.length > 0 ||
    otherClass ||
    !holdsFigure(evidence.sentences[0])
  return needsFigure ? abstain(inquiry, [phrases.noFigure]) : null
}

function holdsFigure(sentence: RankedSentence | undefined): boolean {
  if (!sentence) return false
  const { targets, otherFigures } = sentence.document.facts
  return [...targets, ...otherFigures].some((figure) => contains(sentenceSpan(sentence), figure))
}

/** Ways of asking that a measure answers, whatever year it bears. */
const ASKS_HOW = /怎么|如何|怎样|措施|\bhow (?:will|does|do|is|are|should|can)\b/
