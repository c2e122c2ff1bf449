/** Gives dated targets as a calendar (ICS, RFC 5545): one all-day entry at the end of the target year. */
import { createEvents, type EventAttributes } from 'ics'
import type { Target } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import { visibleText } from '../domain/visible-text.ts'
import { targetInWords } from './task-rows.ts'

const PRODUCT = { productId: 'zhengda', calName: '政策目标' }
const FIRST_EVENT = 'BEGIN:VEVENT'
const LAST_LINE = 'END:VCALENDAR'

/**
 * The calendar, entry by entry. Targets without a year have no day and are left out. `address` gives the quotation's
 * absolute address.
 */
export function* targetsIcs(
  targets: Iterable<Target>,
  library: Library,
  address: (target: Target) => string,
): Generator<string> {
  yield stamped(calendarOf([])).replace(/END:VCALENDAR\s*$/, '')
  for (const target of targets) {
    if (target.year === null) continue
    const date = library.get(target.document)?.tree.metadata.date?.value
    const calendar = stamped(calendarOf([eventOf(target, target.year, library, address(target))]), date)
    yield calendar.slice(calendar.indexOf(FIRST_EVENT), calendar.lastIndexOf(LAST_LINE))
  }
  yield `${LAST_LINE}\r\n`
}

function calendarOf(events: EventAttributes[]): string {
  const { error, value } = createEvents(events, PRODUCT)
  if (!value) throw error ?? new Error('ics gave no calendar')
  return value
}

function eventOf(target: Target, year: number, library: Library, url: string): EventAttributes {
  const { source, tree } = library.get(target.document)!
  const { title, number, date } = tree.metadata
  const value = source.text.slice(target.valueSpan.start, target.valueSpan.end)
  return {
    uid: `${target.document}-${target.valueSpan.start}-${target.valueSpan.end}@zhengda`,
    title: visibleText(targetInWords(target, value)),
    description: visibleText(
      [
        `“${target.quote}”`,
        `《${title.value}》${number?.value ?? ''} ${target.locator}`,
        `时限:${target.deadline ?? ''}`,
        url,
      ].join('\n'),
    ),
    url,
    categories: [target.locator || title.value],
    start: [year, 12, 31],
    end: [year + 1, 1, 1],
    transp: 'TRANSPARENT',
    // The document's own date, so that the same targets give the same file.
    created: dateArray(date?.value, year),
    lastModified: dateArray(date?.value, year),
  }
}

function dateArray(date: string | undefined, year: number): [number, number, number, number, number] {
  const [y, m, d] = (date ?? `${year}-01-01`).split('-').map(Number)
  return [y ?? year, m ?? 1, d ?? 1, 0, 0]
}

/** `ics` stamps the time of writing; the document's date keeps the file reproducible. */
function stamped(calendar: string, date?: string): string {
  const day = (date ?? '1970-01-01').replaceAll('-', '')
  return calendar.replace(/^DTSTAMP:.*$/gm, `DTSTAMP:${day}T000000Z\r`).replace(/\r\r/g, '\r')
}
