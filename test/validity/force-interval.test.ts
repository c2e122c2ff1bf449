import { describe, expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Sidecar } from '../../src/domain/document.ts'
import { readLibrary } from '../../src/services.ts'
import { yearsAfter } from '../../src/validity/day.ts'
import { forceIntervalOf } from '../../src/validity/force-interval.ts'
import { MOST_YEARS_AHEAD, validityOf } from '../../src/validity/validity.ts'

const SIDECARS: Readonly<Record<string, Sidecar>> = {
  open: {},
  begins: { effective: '2023-03-01' },
  term: { effective: '2022-02-28', expires: '2024-02-29' },
  slip: { effective: '2055-01-01' },
  revised: { status: '已修订' },
  lapses: { status: '失效', expires: '2025-06-30' },
  old: { effective: '2020-01-01', expires: '2030-12-31' },
  next: { effective: '2024-06-01', supersedes: ['old'] },
  undated: { status: '已废止' },
  after: { supersedes: ['undated'] },
}

/** Around every day that a sidecar names, and years before and after. */
const DAYS = Object.values(SIDECARS)
  .flatMap(({ effective, expires }) => [effective ?? [], expires ?? []].flat())
  .flatMap((day) => [-MOST_YEARS_AHEAD, 0, 1, MOST_YEARS_AHEAD].map((years) => yearsAfter(day, years)))
  .flatMap((day) => [-1, 0, 1].map((days) => Date.parse(day) + days * 86_400_000))
  .map((time) => new Date(time).toISOString().slice(0, 10))

describe('the days on which a document is in force', () => {
  const library = readLibrary(
    Object.entries(SIDECARS).map(([id, sidecar]) => ({
      id,
      text: '某市办法\n一、总体要求\n申请人应当在每年3月底前提交申请。\n',
      encoding: 'utf-8' as const,
      sidecar,
    })),
    BODY_TABLE,
  )

  it.each(Object.keys(SIDECARS))('%s: the interval says of a day what validity says', (id) => {
    const read = library.get(id)!
    const { from, until } = forceIntervalOf(read, library)
    for (const asOf of DAYS) {
      const begun = from === null || from <= asOf || from > yearsAfter(asOf, MOST_YEARS_AHEAD)
      const inForce = begun && (until === null || asOf < until)
      expect(inForce, asOf).toBe(validityOf(read, library, asOf).inForce)
    }
  })
})
