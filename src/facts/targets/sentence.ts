/** Reads one sentence: its figures become targets or other figures, its dated statements become states. */
import type { Paragraph } from '../../domain/document.ts'
import type { DocumentFacts, Located, Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { type TextView, toSource, viewOf } from '../../text/view.ts'
import { type Clause, splitClauses } from '../clauses.ts'
import { looksAhead, opensPast } from './achieved.ts'
import type { ComparedQuantity } from './comparators.ts'
import { announcesShares, shareOut } from './distribution.ts'
import { readCondition, readFirmness, readPurpose, readScope } from './qualifiers.ts'
import { findFigures } from './quantities.ts'
import { cutSegments, type Segment } from './segments.ts'
import { sift } from './sift.ts'
import { findState } from './states.ts'
import { afterTime, readSubject, type Subject, statementWords } from './subjects.ts'
import { findTimes, type TimeMention } from './times.ts'

export interface SentenceContext {
  readonly source: string
  readonly document: string
  readonly paragraph: Paragraph
  /** 1-based line of a source offset. */
  readonly lineOf: (offset: number) => number
  /** Year of issue; earlier years are past. */
  readonly issued: number | null
  /** True in a section on goals, where a deadline holds across sentences. */
  readonly goals: boolean
  /** True in a section that reports what was. */
  readonly past: boolean
}

interface Deadline {
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

export interface ReadSentence {
  readonly targets: Target[]
  readonly others: DocumentFacts['otherFigures'][number][]
  readonly carried: Carried
}

/** What holds at a point of the sentence, from left to right. */
interface Standing {
  deadline: Deadline | null
  /** True once a statement stands between the deadline and what follows. */
  inherited: boolean
  subject: string | null
  /** What the last threshold measured (营业收入), for a second one without a name. */
  threshold: string | null
  topic: string | null
  scope: string | null
  /** The …的 clause that opens the sentence, and the one of the part since the last semicolon. */
  case: string | null
  partCase: string | null
  partStart: number
  past: boolean
}

/** Cases that add to the case before them: 逾期不改正的, 情节严重的. */
const AGGRAVATING = /^(?:逾期|拒不|情节|造成|构成|其中|经|后果|再次)/

export function readSentence(context: SentenceContext, span: Span, carried: Carried): ReadSentence {
  const view = viewOf(context.source, span, context.paragraph.gaps)
  const { text } = view
  const clauses = splitClauses(view)
  const figures = findFigures(text)
  const past = !looksAhead(text) && (context.past || carried.past || opensPast(text))
  const mentions = findTimes(text, context.issued)
  const sifted = sift(text, figures.quantities, mentions, past)
  const times = [...mentions, ...sifted.periods].sort((a, b) => a.start - b.start)
  const holds = context.goals || carried.goal
  const standing: Standing = {
    deadline: holds ? carried.deadline : null,
    inherited: true,
    subject: carried.subject,
    threshold: null,
    topic: null,
    scope: null,
    case: null,
    partCase: null,
    partStart: 0,
    past,
  }
  const targets: Target[] = []
  const others = [...figures.others, ...sifted.rejected].map((other) => ({
    ...locate(context, view, other.start, other.end),
    reason: other.reason as string,
  }))
  for (const segment of cutSegments(text, clauses, sifted.measured)) {
    const clause = clauses[segment.clause]!
    if (segment.opens && segment.clause > 0 && clauses[segment.clause - 1]!.stop === ';') {
      standing.partCase = null
      standing.partStart = clause.start
    }
    const own = times.filter((time) => time.start >= segment.start && time.end <= segment.end)
    const over = own.some((time) => time.kind === 'past') && !own.some((time) => time.kind === 'deadline')
    takeDeadline(context, view, own, standing)
    for (const quantity of over ? segment.series : []) {
      others.push({ ...locate(context, view, quantity.start, quantity.end), reason: 'achieved' })
    }
    const read = over ? [] : readSegment(context, view, clauses, segment, own, standing, holds)
    targets.push(...read)
    settle(view, clause, segment, times, read, standing)
  }
  const deadline = standing.deadline
  return {
    targets,
    others: others.sort((a, b) => a.start - b.start),
    carried: { ...carried, subject: standing.subject, deadline: deadline ?? carried.deadline, past },
  }
}

function takeDeadline(
  context: SentenceContext,
  view: TextView,
  times: readonly TimeMention[],
  standing: Standing,
): void {
  for (const time of times) {
    if (time.kind !== 'deadline' && !(time.kind === 'relative' && time.year !== null)) continue
    standing.deadline = deadlineOf(context, view, time)
    standing.inherited = false
    standing.partCase = null
    standing.case = null
  }
}

function deadlineOf(context: SentenceContext, view: TextView, time: TimeMention): Deadline {
  const span = toSource(view, time.start, time.end)
  return { text: context.source.slice(span.start, span.end), span, year: time.year }
}

/** Notes what the segment leaves standing for the next one. */
function settle(
  view: TextView,
  clause: Clause,
  segment: Segment,
  times: readonly TimeMention[],
  read: readonly Target[],
  standing: Standing,
): void {
  const words = statementWords(view.text, segment.start, segment.end, times)
  if (words === '') return
  standing.inherited = true
  standing.topic ??= words
  const measured = read
    .filter((target) => target.kind === 'quantity' && target.purpose !== 'threshold')
    .at(-1)
  const selecting = read.find((target) => target.purpose === 'threshold')
  if (selecting) standing.threshold = selecting.subject
  if (measured && measured.subject !== '') standing.subject = measured.subject
  else if (segment.series.length === 0 && read.length === 0) standing.subject = null
  const leading = readScope(words.slice(0, 8))
  const after = leading === null ? '' : words.slice(words.indexOf(leading) + leading.length)
  if (leading !== null && words.indexOf(leading) <= 2 && !/^[、和及与]/.test(after)) standing.scope = leading
  if (
    segment.end === clause.end &&
    /(?:的|时)$/.test(view.text.slice(clause.start, clause.end)) &&
    clause.stop === ','
  ) {
    standing.partCase = view.text.slice(clause.start, clause.end)
    if (standing.case === null || !AGGRAVATING.test(standing.partCase)) standing.case = standing.partCase
  }
}

function readSegment(
  context: SentenceContext,
  view: TextView,
  clauses: readonly Clause[],
  segment: Segment,
  own: readonly TimeMention[],
  standing: Standing,
  holds: boolean,
): Target[] {
  const { text } = view
  const clause = clauses[segment.clause]!
  const found: Target[] = []
  const first = segment.series[0]
  const left = first ? text.slice(segment.start, first.from) : ''
  const shares = first && announcesShares(left) ? sharedSubjects(text, clauses, segment, own) : null
  const quantities = shares && segment.series.length === 1 ? shares.map(() => first!) : segment.series
  quantities.forEach((quantity, index) => {
    const earlier = (segment.selects ? standing.threshold : standing.subject) ?? standing.topic
    const read = readSubject(text, segment, quantity, own, earlier)
    const subject =
      shares?.[index] === undefined ? read : { text: shares[index]!, from: null, to: 0, carried: false }
    found.push(quantityTarget(context, view, clause, segment, quantity, subject, own, standing))
  })
  if (standing.past || found.some((target) => target.purpose !== 'threshold')) return found
  const bound = standing.deadline?.year ? 2 : holds ? 1 : 0
  const state = findState(text, afterTime(segment.start, segment.end, own), segment.end, bound)
  if (!state) return found
  const words = state.subject ? statementWords(text, state.subject.from, state.subject.to, own) : ''
  const subject = words || standing.subject || standing.topic || ''
  if (subject === '') return found
  found.push({
    ...common(context, view, clause, subject, state.from, standing, own),
    kind: 'state',
    subject,
    subjectSpan: spanOf(view, segment, subject),
    comparator: '=',
    value: text.slice(state.from, state.to),
    unit: '',
    valueSpan: toSource(view, state.from, state.to),
    baseline: null,
    condition: readCondition(text.slice(segment.start, segment.end), null),
    purpose: 'goal',
  })
  return found
}

/** Subjects of 分别 and 各 figures: from the words before them in the clause, else from the clause before. */
function sharedSubjects(
  text: string,
  clauses: readonly Clause[],
  segment: Segment,
  times: readonly TimeMention[],
): string[] | null {
  const first = segment.series[0]!
  const here = statementWords(text, segment.start, first.from, times).replace(/(?:分别|依次|各自?|均).*$/, '')
  const count = segment.series.length > 1 ? segment.series.length : here.split(/[、和及与]/).length
  if (count < 2) return null
  const before = clauses[segment.clause - 1]
  const tail = text.slice(segment.series.at(-1)!.to, segment.end).replace(/^的/, '')
  const measure = here.length >= 2 ? '' : tail
  const shared =
    shareOut(here, count) ?? (before ? shareOut(text.slice(before.start, before.end), count) : null)
  return shared?.map((subject) => subject + measure) ?? null
}

function quantityTarget(
  context: SentenceContext,
  view: TextView,
  clause: Clause,
  segment: Segment,
  quantity: ComparedQuantity,
  subject: Subject,
  times: readonly TimeMention[],
  standing: Standing,
): Target {
  const { text } = view
  const left = text.slice(segment.start, quantity.from)
  const right = text.slice(quantity.to, segment.end)
  const closes =
    /(?:的|时)$/.test(right) || (right === '' && /^[的时]$/.test(text.slice(clause.end - 1, clause.end)))
  const dated = standing.deadline !== null
  const purpose = segment.selects ? 'threshold' : readPurpose(quantity, left, right, closes, dated)
  const base = times.find((time) => time.kind === 'base')
  const cases = purpose === 'threshold' || closes ? null : casesOf(standing)
  const name = subject.text === '' ? text.slice(clause.start, clause.end) : subject.text
  return {
    ...common(context, view, clause, name, quantity.from, standing, times),
    kind: 'quantity',
    subject: name,
    subjectSpan: subject.from === null ? null : toSource(view, subject.from, subject.to),
    comparator: quantity.comparator,
    value: quantity.value,
    unit: quantity.unit,
    valueSpan: toSource(view, quantity.from, quantity.to),
    baseline: quantity.base ?? (base ? text.slice(base.start, base.end) : null),
    condition: readCondition(name + left + right.slice(0, 6), cases),
    purpose,
  }
}

function casesOf(standing: Standing): string | null {
  if (standing.partCase === null) return null
  return standing.case === standing.partCase || standing.case === null
    ? standing.partCase
    : `${standing.case},${standing.partCase}`
}

type Common = Located &
  Pick<Target, 'scope' | 'deadline' | 'deadlineSpan' | 'deadlineInherited' | 'year' | 'firmness' | 'clause'>

function common(
  context: SentenceContext,
  view: TextView,
  clause: Clause,
  subject: string,
  at: number,
  standing: Standing,
  times: readonly TimeMention[],
): Common {
  const partEnd = view.text.indexOf(';', clause.end - 1)
  const recurring = times.find(
    (time) => time.kind === 'recurring' || (time.kind === 'relative' && time.year === null),
  )
  const local = recurring ? deadlineOf(context, view, recurring) : null
  const deadline = standing.deadline ?? local
  return {
    ...locate(context, view, clause.start, clause.end),
    scope: readScope(subject) ?? standing.scope,
    deadline: deadline?.text ?? null,
    deadlineSpan: deadline?.span ?? null,
    deadlineInherited: standing.deadline !== null && standing.inherited,
    year: deadline?.year ?? null,
    firmness: readFirmness(view.text, at, standing.partStart, partEnd < 0 ? view.text.length : partEnd),
    clause: clause.span,
  }
}

function spanOf(view: TextView, segment: Segment, words: string): Span | null {
  const at = view.text.indexOf(words, segment.start)
  return at < 0 || at + words.length > segment.end ? null : toSource(view, at, at + words.length)
}

function locate(context: SentenceContext, view: TextView, start: number, end: number): Located {
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
