/** Reads the obligations of one sentence: marker, actor, action, condition and exception, clause by clause. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Addressee, Modality } from '../../domain/facts.ts'
import type { TextView } from '../../text/view.ts'
import { type Clause, splitClauses } from '../clauses.ts'
import { type Actor, objectActor, subjectActor } from './actor.ts'
import { findAuxiliary, findVerb, type Marker } from './markers.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** View ranges of one obligation. */
export interface ObligationReading {
  readonly modality: Modality
  readonly marker: Range
  readonly actor: Range | null
  readonly addressee: Addressee
  readonly action: Range
  /** More than one where a heavier consequence builds on the case before it: …的，责令…；逾期不改正的，处…. */
  readonly conditions: readonly Range[]
  readonly exception: Range | null
  readonly start: number
  readonly end: number
  readonly kind: Marker['kind']
}

const EXCEPTION_BEFORE = /^(?:但)?除.+外$/
const EXCEPTION_AFTER = /除外$|不在此限$|^(?:但|但是).*(?:除外|不受.*限制|不适用)/
const ESCALATION = /^(?:逾期|造成|情节|拒不|再次|构成|后果)/
const SANCTION = /^(?:责令|处|处以|没收|吊销)|罚款|责令/
/** A date or a figure of its own: a target beside the rule, not its continuation. */
const APART = /^(?:到|至|截至|力争|预计)|\d{4}年|[\d%]/
const CONDITION_END = /(?:的|时|后|情况下|前提下|条件下|基础上|过程中|情形)$/
const CONDITION_START =
  /^(?:对(?!标)|在|经|凡|如(?!期|实)|若|因(?!地|素|此)|当|遇|发现|需要|确需|确有|具备|符合|违反|未|逾期|造成|以及|属于|位于|涉及)/
/** 对尾水进行利用 is a rule's continuation. */
const DONE_TO = /^对.*(?:进行|予以|给予|加以|采取|实行|开展)/
/** How or on what ground something is done; it opens the quotation and limits nothing. */
const MANNER = /^(?:按照?|根据|依据|依照|自|结合|依托|立足|为|针对|围绕|聚焦|通过|利用)/
/** 以…为重点: a verb inside it is no rule. */
const MANNER_WHOLE = /^以.+为.{1,6}$/
const STAGE_END = /(?:中|内|下|上|后|时|前|基础|领域|方面|层面|过程)$/
/** Prepositional opening of a clause with its verb in the same clause: 在公交、客运等领域|开展…. */
const OPENING = /^(?:在|对(?!标)|将|以|结合|依托|按照|根据|依据|针对|围绕|通过|立足|利用|经|按|聚焦|从|除)/
const OPENING_END =
  /(?:领域|方面|行业|环节|层面|区域|区|中|内|上|下|里|后|部门|园区|项目|基础|需求|实际|契机|要求|规定|原则|目录|标准|办法|单位|企业|情况|重点|为[^,]{1,8})$/

/** Purpose and definition (为了…，制定本条例; …所称…，是指…) oblige nobody. */
const NO_DUTY = /^为.*制定本|所称.{1,60}(?:是指|包括)|^[^,;]{1,30},?是指/

export function readObligations(view: TextView, table: BodyTable): ObligationReading[] {
  const { text } = view
  if (NO_DUTY.test(text)) return []
  const found: ObligationReading[] = []
  let state = fresh()
  const clauses = splitClauses(view)
  for (const [i, clause] of clauses.entries()) {
    const next = clauses[i + 1]
    readClause(text, clause, next ? text.slice(next.start, next.start + 2) : '', state, found, table)
    if (/[;。!?]/.test(clause.stop)) state = clause.stop === ';' ? nextPart(state) : fresh()
  }
  return found
}

interface State {
  condition: Range | null
  exception: Range | null
  actor: Actor | null
  /** Index of the obligation that the next clause may continue; -1 at the start of a sentence part. */
  last: number
  /** True when an obligation stands after the condition, so that a new condition replaces it. */
  spent: boolean
  /** Start of what the rule before is about where that is no actor; -1 for none. */
  topic: number
  /** Index of the last 应当 or 必须, whose rule goes on behind a ban: 应当…，不得…，并…备案. */
  governor: number
  /** Start of a clause that opens the rule: its subject (取水的单位和个人，…的，应当…) or its manner (按照…，); -1 for none. */
  lead: number
  /** Case and authority of a sanction, which 逾期不改正的，处… behind a semicolon takes over. */
  sanction: { readonly conditions: readonly Range[]; readonly actor: Actor | null } | null
}

function fresh(): State {
  return {
    condition: null,
    exception: null,
    actor: null,
    last: -1,
    spent: false,
    topic: -1,
    governor: -1,
    lead: -1,
    sanction: null,
  }
}

/** Behind a semicolon everything starts anew but the sanctioned case. */
function nextPart(state: State): State {
  return { ...fresh(), sanction: state.sanction }
}

function readClause(
  text: string,
  clause: Clause,
  next: string,
  state: State,
  found: ObligationReading[],
  table: BodyTable,
): void {
  const words = text.slice(clause.start, clause.end)
  const last = found[state.last]
  if (EXCEPTION_AFTER.test(words)) {
    if (last) found[state.last] = { ...last, exception: range(clause), end: clause.end }
    return
  }
  if (EXCEPTION_BEFORE.test(words)) {
    state.exception = range(clause)
    return
  }
  const marker = clauseMarker(text, clause, table)
  if (clause.stop === ',' && (isCondition(words, marker, clause) || (!marker && next === '以及'))) {
    const joined = state.condition && !state.spent
    state.condition = { start: joined ? state.condition!.start : clause.start, end: clause.end }
    state.spent = false
    return
  }
  if (
    clause.stop === ',' &&
    marker?.kind !== 'auxiliary' &&
    (MANNER_WHOLE.test(words) || (!marker && MANNER.test(words)))
  ) {
    if (state.lead < 0) state.lead = clause.start
    return
  }
  if (!marker && clause.stop === ',' && state.last < 0) {
    const subject = subjectActor(text, clause.start, clause.end, table)
    state.actor = subject ?? state.actor
    if (state.lead < 0) state.lead = clause.start
    return
  }
  if (!marker || governs(last, marker)) {
    continueRule(clause, words, state, found)
    return
  }
  const reading = made(text, clause, marker, state, table)
  state.spent = true
  state.lead = -1
  if (reading.topic) state.topic = clause.start
  else if (reading.own) state.topic = -1
  state.actor = reading.own ?? state.actor
  state.exception = null
  state.last = found.push(reading.obligation) - 1
  if (reading.own?.addressee === 'department' && SANCTION.test(text.slice(marker.start, clause.end))) {
    state.sanction = { conditions: reading.obligation.conditions, actor: reading.own }
  }
  if (marker.kind === 'auxiliary' && (marker.modality === 'shall' || marker.modality === 'must')) {
    state.governor = state.last
  }
}

/** After 应当 the plain verbs of the clauses that follow belong to it: 应当采用…，提高…. */
function governs(last: ObligationReading | undefined, marker: Marker): boolean {
  return last?.kind === 'auxiliary' && last.modality !== 'may' && marker.kind === 'verb' && isPlain(marker)
}

/** A clause without a marker of its own goes on with the rule before it; a ban ends with its clause. */
function continueRule(clause: Clause, words: string, state: State, found: ObligationReading[]): void {
  const last = found[state.last]
  if (!last || last.end !== clause.start - 1 || APART.test(words)) return
  if (last.modality !== 'ban') {
    found[state.last] = { ...last, action: { ...last.action, end: clause.end }, end: clause.end }
    return
  }
  const governor = found[state.governor]
  if (!governor) return
  const own = range(clause)
  state.last = found.push({ ...governor, action: own, exception: null, ...own }) - 1
}

function isPlain(marker: Marker): boolean {
  return marker.modality === 'promote' || marker.modality === 'shall' || marker.modality === 'explore'
}

/** A clause that only sets the stage: 逾期不改正的, 经评审分析后, 在城市更新中. */
function isCondition(words: string, marker: Marker | null, clause: Clause): boolean {
  if (/的$/.test(words) && (marker === null || marker.start > clause.start || marker.modality !== 'ban')) {
    return (
      marker === null ||
      marker.kind === 'auxiliary' ||
      CONDITION_START.test(words) ||
      !/^(?:鼓励|支持)/.test(words)
    )
  }
  if (OPENING.test(words) && STAGE_END.test(words) && marker?.kind !== 'auxiliary') return true
  if (marker) return false
  return CONDITION_END.test(words) || (CONDITION_START.test(words) && !DONE_TO.test(words))
}

function clauseMarker(text: string, clause: Clause, table: BodyTable): Marker | null {
  const auxiliary = findAuxiliary(text, clause.start, clause.end)
  const verb = firstVerb(text, clause, table)
  if (!auxiliary || !verb) return auxiliary ?? verb
  // 鼓励采用…应当…: the verb that opens the clause governs what stands in it, an auxiliary before it wins.
  return verb.start < auxiliary.start && verb.modality !== 'promote' ? verb : auxiliary
}

function firstVerb(text: string, clause: Clause, table: BodyTable): Marker | null {
  const direct = findVerb(text, clause.start, clause.end)
  if (direct) return direct
  const subject = leadingSubject(text, clause, table)
  if (subject > clause.start) return findVerb(text, subject, clause.end)
  if (!OPENING.test(text.slice(clause.start, clause.end))) return null
  for (let at = clause.start + 3; at < Math.min(clause.end - 2, clause.start + 60); at++) {
    if (!OPENING_END.test(text.slice(clause.start, at))) continue
    const verb = findVerb(text, at, clause.end)
    if (verb) return verb
  }
  return null
}

/** Offset behind a body or 本市, 国家 that opens the clause. */
function leadingSubject(text: string, clause: Clause, table: BodyTable): number {
  for (let at = Math.min(clause.end, clause.start + 40); at > clause.start + 1; at--) {
    const actor = subjectActor(text, clause.start, at, table)
    const opens = actor && text.slice(clause.start, actor.start).replace(/^[并且]?由$/, '') === ''
    if (opens && actor.addressee === 'department') return actor.end
  }
  return clause.start
}

function made(
  text: string,
  clause: Clause,
  marker: Marker,
  state: State,
  table: BodyTable,
): { obligation: ObligationReading; own: Actor | null; topic: boolean } {
  const opening = openingOf(text, clause, marker)
  const from = opening ? opening.end : clause.start
  const own = subjectActor(text, from, marker.start, table)
  const wanted = /鼓励|支持|引导|倡导|推动|督促|要求|指导|提倡/.test(text.slice(marker.start, marker.end))
  const object = own === null && wanted ? objectActor(text, marker.end, clause.end) : null
  const silent = text.slice(from, marker.start).replace(/^[并且也还]/, '') === ''
  const escalated = state.sanction?.actor ?? null
  const actor =
    own ??
    object ??
    (silent
      ? (state.actor ?? (SANCTION.test(text.slice(marker.start, clause.end)) ? escalated : null))
      : null)
  // What stands before the marker and is no actor is what the rule is about: 新增车辆原则上全部使用….
  const topic = own === null && !silent && !opening
  const actionStart = topic ? from : marker.kind === 'verb' ? marker.start : marker.end
  const escalates =
    state.sanction !== null && state.condition !== null && ESCALATION.test(text.slice(state.condition.start))
  const earlier = escalates ? state.sanction!.conditions : []
  const local = opening ?? state.condition
  const conditions = local ? [...earlier, { start: local.start, end: local.end }] : earlier
  const starts = [clause.start, state.exception?.start ?? clause.start]
  if (state.lead >= 0) starts.push(state.lead)
  // A rule without a subject of its own is quoted from the subject that it shares: 农村生活用水应当…，不得….
  if (actor && actor.start < clause.start) starts.push(actor.start)
  else if (silent && actor === null && state.topic >= 0) starts.push(state.topic)
  starts.push(...conditions.map((condition) => condition.start))
  return {
    own,
    topic: topic && marker.kind === 'auxiliary',
    obligation: {
      modality: marker.modality,
      marker: { start: marker.start, end: marker.end },
      actor: actor ? { start: actor.start, end: actor.end } : null,
      addressee: actor?.addressee ?? 'unstated',
      action: { start: actionStart, end: clause.end },
      conditions,
      exception: state.exception,
      start: Math.min(...starts),
      end: clause.end,
      kind: marker.kind,
    },
  }
}

/** A prepositional opening in the marker's own clause; 对经评审…项目 and 在…领域 limit the rule. */
function openingOf(text: string, clause: Clause, marker: Marker): Range | null {
  const before = text.slice(clause.start, marker.start)
  if (!/^(?:在|对(?!标)|经|针对|除)/.test(before) || before.length < 3) return null
  return { start: clause.start, end: marker.start }
}

function range(clause: Clause): Range {
  return { start: clause.start, end: clause.end }
}
