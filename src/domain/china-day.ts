/** Gives the day in China of a moment; the whole country keeps UTC+8. */

const OFFSET = 8 * 3_600_000

/** `2026-11-27T17:00:00.000Z` → `2026-11-28`. */
export function dayOf(at: string | number): string {
  return new Date((typeof at === 'number' ? at : Date.parse(at)) + OFFSET).toISOString().slice(0, 10)
}

/** The day in China now, whatever the clock of the machine is set to. */
export function todayInChina(): string {
  return dayOf(Date.now())
}
