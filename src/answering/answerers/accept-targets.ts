/** Which of the ranked targets state what is asked, and how near a target must be to speak of the same matter. */
import type { Target } from '../../domain/facts.ts'
import { CALIBRATION } from '../calibration.ts'
import { confidenceOf, type Evidence, type RankedTarget, sentenceSpan } from '../evidence/evidence.ts'
import { sentenceOf } from '../evidence/target-statement.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Understanding } from '../question/understanding.ts'

/** Targets that state what is asked: near enough, in the unit and for the year asked, and not the figure already given. */
export function acceptedTargets({ understanding, evidence }: Inquiry): RankedTarget[] {
  const given = new Set(understanding.claims.map(({ value }) => value))
  // Where the text tells classes apart, a statement that is silent on the class asked for must fit better than they do.
  const otherClass = Math.max(0, ...evidence.targets.filter((ranked) => ranked.otherClass).map(confidenceOf))
  // A value for another year that fits better shows that the year asked for has none.
  const otherYear = Math.max(
    0,
    ...evidence.targets.filter((ranked) => ranked.yearFits === false && isNear(ranked)).map(confidenceOf),
  )
  return evidence.targets.filter(
    (ranked) =>
      (ranked.yearFits === true || confidenceOf(ranked) >= otherYear) &&
      (isNear(ranked) || inBestSentence(evidence, ranked)) &&
      (ranked.unitFits !== false ||
        (!understanding.asked.includes('money') && confidenceOf(ranked) >= CALIBRATION.surelyThis)) &&
      ranked.yearFits !== false &&
      (otherClass === 0 || takesAskedClass(understanding, ranked) || confidenceOf(ranked) > otherClass) &&
      !given.has(Number(ranked.target.value)) &&
      (!isFine(ranked.target) || asksFine(understanding)),
  )
}

const FINE = /罚/
const ASKS_FINE = /[罚惩处]|后果|责任|\b(?:fine|penalt|punish|sanction|liab)/

/** A sum that breaking a rule costs. */
export const isFine = ({ purpose, subject }: Target) => purpose === 'amount' && FINE.test(subject)

/** What breaking a rule costs is no answer to what the rule is. */
function asksFine({ folded, asked }: Understanding): boolean {
  return asked.includes('money') || ASKS_FINE.test(folded)
}

/** Nothing shows that the target is for another class, another place or another matter. */
function admissible(ranked: RankedTarget): boolean {
  return !ranked.otherClass && ranked.placeFits && !lacksMatter(ranked)
}

/** Most of what is asked is found nowhere near, and the vectors do not know better. */
function lacksMatter({ missing, coverage, dense, target, unitFits, parts }: RankedTarget): boolean {
  const lost = missing.reduce((sum, { weight }) => sum + weight, 0)
  const stateForFigure = target.kind === 'state' && (parts.unit ?? 0) < 0
  if (stateForFigure) return coverage < CALIBRATION.stateCoverage
  return lost >= CALIBRATION.lostWeight && coverage < 0.35 && dense < (unitFits === true ? 0.3 : 0.4)
}

function takesAskedClass({ sides }: Understanding, { parts }: RankedTarget): boolean {
  return sides.length > 0 && (parts.contrast ?? 0) > 0
}

/** A target that the surest sentence states, when the sentence and not the clause holds what the question says. */
function inBestSentence({ sentences }: Evidence, ranked: RankedTarget): boolean {
  const best = sentences[0]
  return (
    best !== undefined &&
    admissible(ranked) &&
    best.document === ranked.document &&
    confidenceOf(best) >= CALIBRATION.sure &&
    ranked.coverage >= CALIBRATION.targetInSentence &&
    sentenceOf(ranked.document, ranked.target).start === sentenceSpan(best).start
  )
}

/** Whether a target speaks of what the question speaks of, its unit and year apart. */
export function isNear(ranked: RankedTarget): boolean {
  return (
    admissible(ranked) &&
    ranked.coverage >= CALIBRATION.targetCoverage &&
    confidenceOf(ranked) + Math.max(0, ranked.parts.contrast ?? 0) >=
      (ranked.unitFits === true ? CALIBRATION.targetInUnit : CALIBRATION.target)
  )
}

/** The same where the question gives a figure in the target's unit, which says what kind of figure is spoken of. */
export function isNearInUnit(ranked: RankedTarget): boolean {
  return (
    admissible(ranked) &&
    ranked.coverage >= CALIBRATION.targetCoverage &&
    confidenceOf(ranked) >= CALIBRATION.targetInUnit
  )
}
