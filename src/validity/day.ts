/** Days as documents write them → ISO dates, and the end of a term (5年, 十八个月) that begins on a day. */
import { NUMERAL_CLASS, parseChineseNumeral } from '../text/numerals.ts'

const NUMERAL = `[\\d${NUMERAL_CLASS}]`
const WRITTEN = new RegExp(`(${NUMERAL}{4})\\s*年\\s*(${NUMERAL}{1,3})\\s*月\\s*(${NUMERAL}{1,3})\\s*日`)
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/
const TERM = new RegExp(`(${NUMERAL}{1,3})\\s*(个月|年)`)

/** The first day that the text names; null where it names none, or one that no calendar has. */
export function dayIn(text: string): string | null {
  const match = ISO.exec(text) ?? WRITTEN.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(numberOf) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900
  return real ? date.toISOString().slice(0, 10) : null
}

/** The last day of a term that begins on `start`: five years from 2023-03-01 end on 2028-02-29. */
export function endOfTerm(start: string, written: string): string | null {
  const match = TERM.exec(written)
  const count = match && numberOf(match[1]!)
  if (!count) return null
  const date = new Date(`${start}T00:00:00Z`)
  const wanted = date.getUTCMonth() + (match[2] === '年' ? 12 * count : count)
  const end = new Date(Date.UTC(date.getUTCFullYear(), wanted, date.getUTCDate()))
  // The 31st of a month that has 30 days.
  if (end.getUTCMonth() !== wanted % 12) end.setUTCDate(0)
  else end.setUTCDate(end.getUTCDate() - 1)
  return end.toISOString().slice(0, 10)
}

/** ISO date so many years later. */
export function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (parseChineseNumeral(text) ?? Number.NaN)
}
