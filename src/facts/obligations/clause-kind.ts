/** Tells what a clause does for a rule: condition, exception, manner, or a target that stands apart. */
import type { Clause } from '../clauses.ts'
import type { Marker } from './markers.ts'

const EXCEPTION_BEFORE = /^(?:但)?除.+外$/
const EXCEPTION_AFTER = /除外$|不在此限$|^(?:但|但是).*(?:除外|不受.*限制|不适用)/
/** A date or a figure of its own: a target beside the rule, not its continuation. */
const APART = /^(?:到|至|截至|力争|预计)|\d{4}年|[\d%]/
const CONDITION_END = /(?:的|时|后|情况下|前提下|条件下|基础上|过程中|情形)$/
const CONDITION_START =
  /^(?:对(?!标)|在|经|凡|如(?!期|实)|若|因(?!地|素|此)|当|遇|发现|需要|确需|确有|具备|符合|违反|未|逾期|造成|以及|属于|位于|涉及)/
const WHILE = /(?:时|情况下|前提下|过程中|之日起)$/
/** 对尾水进行利用 is a rule's continuation. */
const DONE_TO = /^对.*(?:进行|予以|给予|加以|采取|实行|开展)/
/** How or on what ground something is done; it opens the quotation and limits nothing. */
const MANNER = /^(?:按照?|根据|依据|依照|自|结合|依托|立足|为|针对|围绕|聚焦|通过|利用)/
/** 以…为重点: a verb inside it is no rule. */
const MANNER_WHOLE = /^以.+为.{1,6}$/
const STAGE_END = /(?:中|内|下|上|后|时|前|基础|领域|方面|层面|过程)$/
/** Prepositions that open a clause: 在公交、客运等领域|开展…. */
export const OPENING =
  /^(?:在|对(?!标)|将|以|结合|依托|按照|根据|依据|针对|围绕|通过|立足|利用|经|按|聚焦|从|除)/
/** Purpose and definition (为了…，制定本条例; …所称…，是指…) oblige nobody. */
const NO_DUTY = /^为.*制定本|所称.{1,60}(?:是指|包括)|^[^,;]{1,30},?是指/

export function obligesNobody(sentence: string): boolean {
  return NO_DUTY.test(sentence)
}

/** 除…外, before the rule that it limits. */
export function isExceptionBefore(words: string): boolean {
  return EXCEPTION_BEFORE.test(words)
}

/** 但…除外, 不在此限, behind the rule that it limits. */
export function isExceptionAfter(words: string): boolean {
  return EXCEPTION_AFTER.test(words)
}

export function isManner(words: string, marker: Marker | null): boolean {
  if (marker?.kind === 'auxiliary') return false
  return MANNER_WHOLE.test(words) || (!marker && MANNER.test(words))
}

export function standsApart(words: string): boolean {
  return APART.test(words)
}

/** A clause that only sets the stage: 逾期不改正的, 经评审分析后, 在城市更新中. */
export function isCondition(words: string, marker: Marker | null, clause: Clause): boolean {
  if (/的$/.test(words) && (marker === null || marker.start > clause.start || marker.modality !== 'ban')) {
    return (
      marker === null ||
      marker.kind === 'auxiliary' ||
      CONDITION_START.test(words) ||
      !/^(?:鼓励|支持)/.test(words)
    )
  }
  if (marker?.kind === 'verb' && WHILE.test(words)) return true
  if (OPENING.test(words) && STAGE_END.test(words) && marker?.kind !== 'auxiliary') return true
  if (marker) return false
  return CONDITION_END.test(words) || (CONDITION_START.test(words) && !DONE_TO.test(words))
}
