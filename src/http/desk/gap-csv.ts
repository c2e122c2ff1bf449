/** Gives the gap report as CSV: a row for each group, with the statement nearest to it. */
import type { Services } from '../../ports/services.ts'
import type { Gap } from '../../store/gap-report.ts'
import { type Cell, toCsv } from '../csv.ts'
import { nearestTo } from './nearest.ts'

const COLUMNS = [
  'question',
  'times',
  'unanswered',
  'disliked',
  'first',
  'last',
  'state',
  'corpus',
  'wordings',
  'reasons',
  'decided_by',
  'decided_at',
  'nearest_document',
  'nearest_line',
  'nearest_text',
] as const

/** Groups for which statements are searched; the rest are listed without. */
const MOST_SEARCHES = 200

export async function gapCsv(services: Services, gaps: readonly Gap[]): Promise<string> {
  const rows: Record<string, Cell>[] = []
  for (const [i, gap] of gaps.entries()) {
    const nearest = i < MOST_SEARCHES ? (await nearestTo(services, gap, 1))[0] : undefined
    rows.push({
      question: gap.question,
      times: gap.unanswered + gap.disliked,
      unanswered: gap.unanswered,
      disliked: gap.disliked,
      first: gap.first,
      last: gap.last,
      state: gap.state,
      corpus: gap.corpus,
      wordings: gap.wordings.map(({ question }) => question).join('\n'),
      reasons: gap.reasons.join('\n'),
      decided_by: gap.decision?.by ?? null,
      decided_at: gap.decision?.at ?? null,
      nearest_document: nearest?.document ?? null,
      nearest_line: nearest?.line ?? null,
      nearest_text: nearest?.quote ?? null,
    })
  }
  return toCsv(COLUMNS, rows)
}
