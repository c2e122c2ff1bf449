/** Reads one sentence: its figures become targets or other figures, its dated statements become states. */
import type { DocumentFacts, Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { viewOf } from '../../text/view.ts'
import { splitClauses } from '../clauses.ts'
import { looksAhead, opensPast } from './achieved.ts'
import { announcesShares, listsLevels, shareOut } from './distribution.ts'
import { findFigures } from './quantities.ts'
import { locate, type Place, quantityTarget, stateTarget } from './records.ts'
import { cutSegments } from './segments.ts'
import { sift } from './sift.ts'
import {
  type Carried,
  openPart,
  openStanding,
  type SentenceContext,
  settle,
  takeDeadline,
} from './standing.ts'
import { findState } from './states.ts'
import { afterTime, readSubject, statementWords } from './subjects.ts'
import { findTimes } from './times.ts'

export interface ReadSentence {
  readonly targets: Target[]
  readonly others: DocumentFacts['otherFigures'][number][]
  readonly carried: Carried
}

/**
 * Figures → segments → subject, comparator and what qualifies them; deadlines, scopes and cases are carried from left to
 * right. `carried` is what the sentence before left standing.
 */
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
  const standing = openStanding(carried, holds, past)
  const targets: Target[] = []
  const others = [...figures.others, ...sifted.rejected].map((other) => ({
    ...locate(context, view, other.start, other.end),
    reason: other.reason as string,
  }))
  let firstTime = 0
  for (const segment of cutSegments(text, clauses, sifted.measured)) {
    const clause = clauses[segment.clause]!
    if (segment.opens && clauses[segment.clause - 1]?.stop === ';') openPart(standing, clause)
    while (firstTime < times.length && times[firstTime]!.start < clause.start) firstTime++
    const inClause = timesUpTo(times, firstTime, segment.end)
    const fresh = inClause.filter((time) => time.start >= segment.start)
    const over = fresh.some((time) => time.kind === 'past') && !fresh.some((time) => time.kind === 'deadline')
    takeDeadline(context, view, fresh, standing)
    const next = clauses[segment.clause + 1]
    const place: Place = { context, view, clause, next, segment, times: inClause, standing }
    const read = over ? [] : readSegment(place, clauses[segment.clause - 1], holds)
    if (over) {
      others.push(
        ...segment.series.map((figure) => ({
          ...locate(context, view, figure.start, figure.end),
          reason: 'achieved',
        })),
      )
    }
    targets.push(...read)
    settle(view, clause, segment, inClause, read, standing)
  }
  return {
    targets,
    others: others.sort((a, b) => a.start - b.start),
    carried: { ...carried, subject: standing.subject, deadline: standing.deadline ?? carried.deadline, past },
  }
}

function timesUpTo<T extends { readonly end: number }>(times: readonly T[], first: number, end: number): T[] {
  const inside: T[] = []
  for (let at = first; at < times.length && times[at]!.end <= end; at++) inside.push(times[at]!)
  return inside
}

function readSegment(place: Place, before: Span | undefined, holds: boolean): Target[] {
  const { segment, standing, times } = place
  const { text } = place.view
  const found: Target[] = []
  const first = segment.series[0]
  const shares = first ? sharedSubjects(place, before) : null
  const earlier = (segment.selects ? standing.threshold : standing.subject) ?? standing.topic
  const figures = shares && segment.series.length === 1 ? shares.map(() => first!) : segment.series
  for (const [index, quantity] of figures.entries()) {
    const share = shares?.[index]
    const subject =
      share === undefined
        ? readSubject(text, segment, quantity, times, earlier)
        : { text: share, from: null, to: 0, carried: false }
    found.push(quantityTarget(place, quantity, subject))
  }
  if (standing.past || found.some((target) => target.purpose !== 'threshold')) return found
  const bound = standing.deadline?.year ? 2 : holds ? 1 : 0
  const state = findState(text, afterTime(segment.start, segment.end, times), segment.end, bound)
  const target = state ? stateTarget(place, state) : null
  return target ? [...found, target] : found
}

/** Subjects of 分别 and 各 figures: from the words before them in the clause, else from the clause before. */
function sharedSubjects({ view, segment, times }: Place, before: Span | undefined): string[] | null {
  const { text } = view
  const first = segment.series[0]!
  const listed = before ? text.slice(before.start, before.end) : ''
  const shared =
    announcesShares(text.slice(segment.start, first.from)) || listsLevels(listed, segment.series.length)
  if (!shared) return null
  const here = statementWords(text, segment.start, first.from, times).replace(/(?:分别|依次|各自?|均).*$/, '')
  const count = segment.series.length > 1 ? segment.series.length : here.split(/[、和及与]/).length
  if (count < 2) return null
  const tail = text.slice(segment.series.at(-1)!.to, segment.end).replace(/^的/, '')
  const own = shareOut(here, count)
  if (own) return own.map((subject) => subject + (here.length >= 2 ? '' : tail))
  return shareOut(listed, count)?.map((subject) => subject + (here.length >= 2 ? here : tail)) ?? null
}
