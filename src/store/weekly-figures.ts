/** Gives the figures of each week from the counts of each day: questions by outcome, verdicts, and how long answers took. */
import type { Activity } from '../ports/question-store.ts'

export interface Week {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly monday: string
  readonly questions: number
  readonly answered: number
  readonly partial: number
  readonly corrected: number
  readonly clarify: number
  /** Neither answered nor asked back: not found, and not a question to these documents. */
  readonly refused: number
  readonly rejected: number
  readonly useful: number
  readonly notUseful: number
  /** Milliseconds within which half, and 95 of 100, of the answers stood; null without any. */
  readonly p50: number | null
  readonly p95: number | null
}

const DAY = 86_400_000

const COLUMN = {
  answered: 'answered',
  partial: 'partial',
  corrected: 'corrected',
  clarify: 'clarify',
  not_found: 'refused',
  out_of_scope: 'refused',
  rejected: 'rejected',
} as const

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const time = Date.parse(day)
  return isoDay(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY)
}

/** The Monday from which `weeks` weeks end with that of `today`. */
export function firstMonday(today: string, weeks: number): string {
  return isoDay(Date.parse(mondayOf(today)) - (weeks - 1) * 7 * DAY)
}

/** Every week from `since`, a Monday, to that of `today`; weeks in which nothing was asked too. */
export function weeklyFigures(activity: Activity, since: string, today: string): Week[] {
  const mondays: string[] = []
  for (let time = Date.parse(since); time <= Date.parse(today); time += 7 * DAY) mondays.push(isoDay(time))
  return mondays.map((monday) => {
    const within = ({ day }: { readonly day: string }) => mondayOf(day) === monday
    const counts = { answered: 0, partial: 0, corrected: 0, clarify: 0, refused: 0, rejected: 0 }
    for (const { status, count } of activity.statuses.filter(within)) counts[COLUMN[status]] += count
    const verdicts = activity.verdicts.filter(within)
    const judged = (wanted: boolean) =>
      verdicts.reduce((sum, { useful, count }) => sum + (useful === wanted ? count : 0), 0)
    const latencies = activity.latencies.filter(within)
    return {
      monday,
      questions: Object.values(counts).reduce((sum, count) => sum + count, 0),
      ...counts,
      useful: judged(true),
      notUseful: judged(false),
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
    }
  })
}

/** Nearest rank. */
function quantile(counted: readonly { readonly latency: number; readonly count: number }[], share: number) {
  const sorted = [...counted].sort((a, b) => a.latency - b.latency)
  const all = sorted.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { latency, count } of sorted) {
    seen += count
    if (seen >= share * all) return latency
  }
  return null
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
