/** Keeps what holds while a sentence is read from left to right: deadline, subject, scope and the case that was put. */
import type { Paragraph } from '../../domain/document.ts'
import type { Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { type TextView, toSource } from '../../text/view.ts'
import type { Clause } from '../clauses.ts'
import { readScope } from './qualifiers.ts'
import type { Segment } from './segments.ts'
import { statementWords } from './subjects.ts'
import type { TimeMention } from './times.ts'

export interface SentenceContext {
  readonly source: string
  readonly document: string
  readonly paragraph: Paragraph
  /** 1-based line of a source offset. */
  readonly lineOf: (offset: number) => number
  /** Year of issue; earlier years are past. */
  readonly issued: number | null
  /** Title of the innermost section, which names what a line without a subject measures (资助规模：不超过4项). */
  readonly title: string | null
  /** True in a section on goals, where a deadline holds across sentences. */
  readonly goals: boolean
  /** True in an article of a regulation, whose figures are rules and not goals. */
  readonly rule: boolean
  /** True in a section that reports what was. */
  readonly past: boolean
}

export interface Deadline {
  /** As written. */
  readonly text: string
  readonly span: Span
  readonly year: number | null
}

/** What one sentence hands to the next of its paragraph. */
export interface Carried {
  readonly subject: string | null
  readonly deadline: Deadline | null
  /** True under a lead-in such as 2025年的主要目标是：. */
  readonly goal: boolean
  /** True while a report of the past goes on. */
  readonly past: boolean
}

export const NOTHING_CARRIED: Carried = { subject: null, deadline: null, goal: false, past: false }

export interface Standing {
  deadline: Deadline | null
  /** True once a statement stands between the deadline and what follows. */
  inherited: boolean
  /** Subject of the last figure, for one without (到2030年,进一步提升到15%). */
  subject: string | null
  /** What the last threshold measured (营业收入), for a second one without a name. */
  threshold: string | null
  /** Words of the first statement of the sentence. */
  topic: string | null
  scope: string | null
  /** The case put by a …的 clause, and the last such clause (逾期不改正的) since the last semicolon. */
  case: string | null
  partCase: string | null
  /** The clause without a figure before this one: whom an amount is for (对获奖企业,给予…). */
  lead: string | null
  /** View offset at which the part since the last semicolon starts. */
  partStart: number
  readonly past: boolean
}

/** A case that goes on from the clause before: 未保障设施正常运行,造成浪费用水的. */
const GOES_ON = /^(?:造成|致使|导致|或者?|且|并|以及|但)/

/** Cases that add to the case before them: 逾期不改正的, 情节严重的. */
const AGGRAVATING = /^(?:逾期|拒不|情节|造成|构成|其中|经|后果|再次)/

export function openStanding(carried: Carried, holds: boolean, past: boolean): Standing {
  return {
    deadline: holds ? carried.deadline : null,
    inherited: true,
    subject: carried.subject,
    threshold: null,
    topic: null,
    scope: null,
    case: null,
    partCase: null,
    lead: null,
    partStart: 0,
    past,
  }
}

/** A semicolon ends the case that was put, but no deadline. */
export function openPart(standing: Standing, clause: Clause): void {
  standing.partCase = null
  standing.lead = null
  standing.partStart = clause.start
}

/** The last deadline of the segment holds from here on. */
export function takeDeadline(
  context: SentenceContext,
  view: TextView,
  times: readonly TimeMention[],
  standing: Standing,
): void {
  const time = times.filter((mention) => mention.kind === 'deadline').at(-1)
  if (!time) return
  standing.deadline = deadlineOf(context, view, time)
  standing.inherited = false
  standing.partCase = null
  standing.case = null
}

export function deadlineOf(context: SentenceContext, view: TextView, time: TimeMention): Deadline {
  const span = toSource(view, time.start, time.end)
  return { text: context.source.slice(span.start, span.end), span, year: time.year }
}

/** Notes what a segment leaves standing for the next one. */
export function settle(
  view: TextView,
  clause: Clause,
  segment: Segment,
  times: readonly TimeMention[],
  read: readonly Target[],
  standing: Standing,
): void {
  const words = statementWords(view.text, segment.start, segment.end, times)
  if (words === '') return
  const opening = standing.topic === null || !standing.inherited
  const whole = view.text.slice(clause.start, clause.end)
  standing.inherited = true
  standing.topic ??= words
  const clauseBefore = standing.lead
  if (segment.series.length === 0) standing.lead = segment.opens ? whole : null
  standing.threshold = read.find((target) => target.purpose === 'threshold')?.subject ?? standing.threshold
  const measured = read
    .filter((target) => target.kind === 'quantity' && target.purpose !== 'threshold')
    .at(-1)
  if (measured && measured.subject !== '') standing.subject = measured.subject
  else if (segment.series.length === 0 && read.length === 0) standing.subject = null
  const scope = readScope(words.slice(0, 8))
  if (opening && scope !== null && opensWith(words, scope)) standing.scope = scope
  if (segment.end === clause.end && clause.stop === ',' && /(?:的|时)$/.test(whole)) {
    const own = whole.replace(/^\([一二三四五六七八九十\d]+\)/, '')
    const put = clauseBefore !== null && GOES_ON.test(own) ? `${clauseBefore},${own}` : own
    standing.partCase = put
    if (standing.case === null || !AGGRAVATING.test(put)) standing.case = put
  }
}

/** 全区…: the words begin with the scope, and not with a list that only starts so (党政机关、国有企业…). */
function opensWith(words: string, scope: string): boolean {
  const at = words.indexOf(scope)
  return at <= 2 && !/^[、和及与]/.test(words.slice(at + scope.length))
}
