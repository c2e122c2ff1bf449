/** Reads the obligations of one sentence: marker, actor, action, condition and exception, clause by clause. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Addressee, Modality } from '../../domain/facts.ts'
import type { TextView } from '../../text/view.ts'
import { type Clause, splitClauses } from '../clauses.ts'
import { type Actor, objectActor, subjectActor } from './actor.ts'
import {
  isCondition,
  isExceptionAfter,
  isExceptionBefore,
  isManner,
  obligesNobody,
  standsApart,
} from './clause-kind.ts'
import { clauseMarker } from './clause-marker.ts'
import type { Marker } from './markers.ts'

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

const ESCALATION = /^(?:逾期|造成|情节|拒不|再次|构成|后果)/
const SANCTION = /^(?:责令|处|处以|没收|吊销)|罚款|责令/
export function readObligations(view: TextView, table: BodyTable): ObligationReading[] {
  const { text } = view
  if (obligesNobody(text)) return []
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
  if (isExceptionAfter(words)) {
    if (last) found[state.last] = { ...last, exception: range(clause), end: clause.end }
    return
  }
  if (isExceptionBefore(words)) {
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
  if (clause.stop === ',' && isManner(words, marker)) {
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
  return last?.kind === 'auxiliary' && marker.kind === 'verb' && isPlain(marker)
}

/** A clause without a marker of its own goes on with the rule before it; a ban ends with its clause. */
function continueRule(clause: Clause, words: string, state: State, found: ObligationReading[]): void {
  const last = found[state.last]
  if (!last || last.end !== clause.start - 1 || standsApart(words)) return
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
