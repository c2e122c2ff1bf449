/** Makes the target records of a segment: one for a figure, one for a state, each with its spans. */
import type { Located, Target } from '../../domain/facts.ts'
import { type TextView, toSource } from '../../text/view.ts'
import type { Clause } from '../clauses.ts'
import type { ComparedQuantity } from './comparators.ts'
import { readCondition, readFirmness, readPurpose, readScope } from './qualifiers.ts'
import type { Segment } from './segments.ts'
import { type Deadline, deadlineOf, type SentenceContext, type Standing } from './standing.ts'
import type { State } from './states.ts'
import { type Subject, statementWords } from './subjects.ts'
import type { TimeMention } from './times.ts'

/** All that a record is made from. `times` are those of the clause up to the end of the segment. */
export interface Place {
  readonly context: SentenceContext
  readonly view: TextView
  readonly clause: Clause
  /** The clause behind, when the statement goes on there (…之日起10个工作日内,提交资料). */
  readonly next: Clause | undefined
  readonly segment: Segment
  readonly times: readonly TimeMention[]
  readonly standing: Standing
}

export function quantityTarget(place: Place, quantity: ComparedQuantity, subject: Subject): Target {
  const { view, clause, segment, times, standing } = place
  const { text } = view
  const left = text.slice(segment.start, quantity.from)
  const tail = segment.tail ? text.slice(segment.tail.start, segment.tail.end) : ''
  const right = text.slice(quantity.to, segment.end) + tail
  const closes = /(?:的|时)$/.test(right)
  const aim = readFirmness(text, quantity.from, standing.partStart, quantity.from) === 'aim'
  const purpose = segment.selects
    ? 'threshold'
    : readPurpose({
        quantity,
        left,
        right,
        subject: subject.text,
        closes,
        dated: standing.deadline !== null,
        aim,
        rule: place.context.rule,
      })
  const ends = /(?:内|前)$/.test(text.slice(quantity.end, quantity.to))
  // 办理时间压缩至5个工作日以内 is a level of its subject, no time within which the next clause is due.
  const level = /[至到为]$/.test(text.slice(segment.start, quantity.start))
  const due = purpose === 'term' && ends && !level && /^$|^[、和]/.test(right) ? dueAction(place) : null
  const base = times.find((time) => time.kind === 'base')
  const cases =
    purpose === 'threshold' || closes ? null : (casesOf(standing) ?? leadOf(purpose, left, subject, standing))
  const name = due ?? (subject.text || place.context.title || text.slice(clause.start, clause.end))
  return {
    ...common(place, name, quantity.from, due === null ? clause.end : place.next!.end),
    kind: 'quantity',
    subject: name,
    subjectSpan: due !== null || subject.from === null ? null : toSource(view, subject.from, subject.to),
    comparator: quantity.comparator,
    value: quantity.value,
    unit: quantity.unit,
    valueSpan: toSource(view, quantity.from, quantity.to),
    baseline: quantity.base ?? shareOf(quantity, left) ?? (base ? text.slice(base.start, base.end) : null),
    condition: readCondition(`${name},${left},${right.slice(0, 6)}`, due === null ? cases : subject.text),
    purpose,
  }
}

/** Null when nothing is named that the state is said of. */
export function stateTarget(place: Place, state: State): Target | null {
  const { view, clause, segment, times, standing } = place
  const { text } = view
  const words = state.subject ? statementWords(text, state.subject.from, state.subject.to, times) : ''
  const subject = words || standing.subject || standing.topic || ''
  if (subject === '') return null
  const at = text.indexOf(subject, segment.start)
  return {
    ...common(place, subject, state.from, clause.end),
    kind: 'state',
    subject,
    subjectSpan: at < 0 || at + subject.length > segment.end ? null : toSource(view, at, at + subject.length),
    comparator: '=',
    value: text.slice(state.from, state.to),
    unit: '',
    valueSpan: toSource(view, state.from, state.to),
    baseline: null,
    condition: readCondition(text.slice(segment.start, segment.end), null),
    purpose: 'goal',
  }
}

export function locate(context: SentenceContext, view: TextView, start: number, end: number): Located {
  const span = toSource(view, start, end)
  return {
    document: context.document,
    line: context.lineOf(span.start),
    ...span,
    quote: context.source.slice(span.start, span.end),
    locator: context.paragraph.locator,
    paragraph: context.paragraph.index,
  }
}

type Common = Located &
  Pick<Target, 'scope' | 'deadline' | 'deadlineSpan' | 'deadlineInherited' | 'year' | 'firmness' | 'clause'>

function common(place: Place, subject: string, at: number, end: number): Common {
  const { context, view, clause, segment, standing } = place
  const { text } = view
  const part = text.slice(clause.end, clause.end + 240).indexOf(';')
  const deadline = standing.deadline ?? localDeadline(place, at)
  return {
    ...locate(context, view, clause.start, end),
    scope: readScope(subject) ?? readScope(text.slice(segment.start, at)) ?? standing.scope,
    deadline: deadline?.text ?? null,
    deadlineSpan: deadline?.span ?? null,
    deadlineInherited: standing.deadline !== null && standing.inherited,
    year: deadline?.year ?? null,
    firmness: readFirmness(text, at, standing.partStart, part < 0 ? text.length : clause.end + part),
    clause: toSource(view, clause.start, end),
  }
}

/** 每年, 五年内, 三年: says when within its own clause only; the nearest before the figure. */
function localDeadline(place: Place, at: number): Deadline | null {
  const local = place.times.filter((time) => time.kind === 'recurring' || time.kind === 'relative')
  const time = local.filter((mention) => mention.end <= at).at(-1) ?? local[0]
  return time ? deadlineOf(place.context, place.view, time) : null
}

/** 自收到通知之日起10个工作日内,|提交相关资料: what is due stands in the clause behind. */
function dueAction({ view, clause, next, times }: Place): string | null {
  if (clause.stop !== ',' || !next) return null
  return statementWords(view.text, next.start, next.end, times) || null
}

/** 按照上级到位资金的30%: what the share is taken of. */
function shareOf(quantity: ComparedQuantity, left: string): string | null {
  if (quantity.kind !== 'percentage' && quantity.kind !== 'multiple') return null
  return /(?:按照?|为|达到?|占)([^,;。]{2,24})的$/.exec(left)?.[1] ?? null
}

/** 对获得奖项的企业,按照…给予奖励: the clause before says who receives. */
function leadOf(
  purpose: Target['purpose'],
  left: string,
  subject: Subject,
  standing: Standing,
): string | null {
  if (purpose !== 'amount' || standing.lead === null || subject.text.length > 16) return null
  return /^(?:$|经|给予|予以|按|分别|每|单个|最高|一次性|再|其中|对其|由|可)/.test(left)
    ? standing.lead
    : null
}

function casesOf(standing: Standing): string | null {
  if (standing.partCase === null || standing.case === null || standing.case === standing.partCase)
    return standing.partCase
  return `${standing.case},${standing.partCase}`
}
