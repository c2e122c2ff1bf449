/** Gives what the owner of the documents is told of a group: as data for a webhook, and as a link that begins a mail. */

import { dayOf } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import type { HandOver } from '../../ports/owner.ts'
import { type Gap, timesOf } from '../../store/gap-report.ts'
import type { DeskWords } from './desk-page.ts'
import type { Nearest } from './nearest.ts'

/** Characters of a mail link: longer ones are cut by some mail programs. */
const MOST_LINK = 1800

export function handOverOf(gap: Gap, nearest: readonly Nearest[], by: string): HandOver {
  return {
    question: gap.question,
    wordings: gap.wordings.map(({ question }) => question),
    times: timesOf(gap),
    first: gap.first,
    last: gap.last,
    nearest: nearest.map(({ document, line, quote }) => ({ document, line, quote })),
    by,
  }
}

export function mailLink(address: string, gap: Gap, nearest: readonly Nearest[], words: DeskWords): string {
  const link = (wordings: number, statements: number) => {
    const parts = {
      question: gap.question.slice(0, 60),
      times: timesOf(gap),
      first: dayOf(gap.first),
      last: dayOf(gap.last),
      wordings: gap.wordings
        .slice(0, wordings)
        .map(({ question }) => `- ${question.slice(0, 120)}`)
        .join('\n'),
      nearest: nearest
        .slice(0, statements)
        .map(({ document, line, quote }) => `- ${document} ${line}: ${quote.slice(0, 60)}`)
        .join('\n'),
    }
    const subject = encodeURIComponent(fill(words.mailSubject, parts))
    const body = encodeURIComponent(fill(words.mailBody, parts))
    return `mailto:${address}?subject=${subject}&body=${body}`
  }
  for (const [wordings, statements] of [
    [10, 3],
    [5, 1],
    [2, 0],
  ] as const) {
    const whole = link(wordings, statements)
    if (whole.length <= MOST_LINK) return whole
  }
  return link(1, 0)
}
