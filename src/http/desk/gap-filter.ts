/** Gives which groups of the gap report a request asks for: state, period and page. */
import type { Gap, GapState } from '../../store/gap-report.ts'

export const STATES: readonly GapState[] = ['open', 'sent', 'linked', 'not_covered']
export const PERIODS = [7, 30, 90, 365]
export const PAGE_SIZE = 20

export interface GapFilter {
  readonly state: GapState | 'all'
  readonly days: number
  readonly page: number
}

export function gapFilter(query: (name: string) => string | undefined, keepDays: number): GapFilter {
  const state = query('state')
  const days = Number(query('days'))
  return {
    state: state === 'all' ? 'all' : (STATES.find((each) => each === state) ?? 'open'),
    days: PERIODS.includes(days) ? days : keepDays,
    page: Math.max(1, Number.parseInt(query('page') ?? '1', 10) || 1),
  }
}

export function matching(gaps: readonly Gap[], { state }: GapFilter): readonly Gap[] {
  return state === 'all' ? gaps : gaps.filter((gap) => gap.state === state)
}

export function sinceDays(days: number, now: Date): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString()
}
