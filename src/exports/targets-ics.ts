/** Gives dated targets as a calendar (ICS, RFC 5545): one all-day entry at the end of the target year. */
import { createEvents, type EventAttributes } from 'ics'
import type { Target } from '../domain/facts.ts'
import type { Library } from '../domain/library.ts'
import { visibleText } from '../domain/visible-text.ts'
import { targetInWords } from './task-rows.ts'

/** Targets without a year have no day and are left out. `address` gives the quotation's absolute address. */
export function targetsIcs(
  targets: readonly Target[],
  library: Library,
  address: (target: Target) => string,
): string {
  const events = targets
    .filter((target): target is Target & { year: number } => target.year !== null)
    .map((target): EventAttributes => {
      const { source, tree } = library.get(target.document)!
      const { title, number, date } = tree.metadata
      const value = source.text.slice(target.valueSpan.start, target.valueSpan.end)
      const url = address(target)
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
        start: [target.year, 12, 31],
        end: [target.year + 1, 1, 1],
        transp: 'TRANSPARENT',
        // The document's own date, so that the same targets give the same file.
        created: dateArray(date?.value, target.year),
        lastModified: dateArray(date?.value, target.year),
        productId: 'zhengda',
        calName: '政策目标',
      }
    })
  const { error, value } = createEvents(events)
  if (!value) throw error ?? new Error('ics gave no calendar')
  const [first] = targets
  return stamped(value ?? '', first && library.get(first.document)?.tree.metadata.date?.value)
}

function dateArray(date: string | undefined, year: number): [number, number, number, number, number] {
  const [y, m, d] = (date ?? `${year}-01-01`).split('-').map(Number)
  return [y ?? year, m ?? 1, d ?? 1, 0, 0]
}

/** `ics` stamps the time of writing; the document's date keeps the file reproducible. */
function stamped(calendar: string, date: string | undefined): string {
  const day = (date ?? '1970-01-01').replaceAll('-', '')
  return calendar.replace(/^DTSTAMP:.*$/gm, `DTSTAMP:${day}T000000Z\r`).replace(/\r\r/g, '\r')
}
