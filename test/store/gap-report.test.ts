import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { Activity } from '../../src/ports/question-store.ts'
import { createGapReport, nearEnough } from '../../src/store/gap-report.ts'
import { groupByMeaning } from '../../src/store/group-questions.ts'
import { firstMonday, mondayOf, weeklyFigures } from '../../src/store/weekly-figures.ts'
import wordings from '../fixtures/store/wordings.json' with { type: 'json' }
import { asked } from './records.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const unit = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))

describe('groups by meaning', () => {
  it.each([
    ['nothing', [], []],
    ['near the leader, and not near a member', [0, 20, 40], [0, 0, 2]],
    ['the nearest of two leaders', [0, 50, 30, 20], [0, 1, 1, 0]],
    ['the earlier of two that are equally near', [0, 40, 0], [0, 1, 0]],
  ])('%s', (_, degrees, leaders) => {
    expect(groupByMeaning(degrees.map(unit), Math.cos((25 * Math.PI) / 180))).toEqual(leaders)
  })

  it('put no zero vector beside another text', () => {
    expect(groupByMeaning([new Float32Array(2), new Float32Array(2), unit(0)], 0.5)).toEqual([0, 1, 2])
  })

  it('have members that are near their leader, and leaders that are not near an earlier one', () => {
    const near = Math.cos((25 * Math.PI) / 180)
    const cosine = (a: number, b: number) => Math.cos(((a - b) * Math.PI) / 180)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 40 }), (degrees) => {
        const leaders = groupByMeaning(degrees.map(unit), near)
        for (const [i, leader] of leaders.entries()) {
          if (leader !== i) expect(cosine(degrees[i]!, degrees[leader]!)).toBeGreaterThan(near - 1e-5)
          else
            for (const other of new Set(leaders.slice(0, i)))
              expect(cosine(degrees[i]!, degrees[other]!)).toBeLessThan(near + 1e-5)
        }
      }),
    )
  })
})

describe('with the vectors of this repository', () => {
  let embedder: Embedder
  beforeAll(async () => {
    embedder = await loadStaticEmbedder(await readEmbedderFiles(join(ROOT, 'index/embedder')))
  })

  it('more than half of the pairs that mean the same come together, and almost none that do not', async () => {
    const texts = wordings.groups.flat()
    const meaning = wordings.groups.flatMap((group, i) => group.map(() => i))
    const leaders = groupByMeaning(await embedder.embed(texts, 'query'), nearEnough(embedder))
    let [same, together, mixed] = [0, 0, 0]
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        if (meaning[i] === meaning[j]) same++
        if (leaders[i] === leaders[j]) meaning[i] === meaning[j] ? together++ : mixed++
      }
    }
    console.log(`${together} of ${same} pairs together, ${mixed} mixed`)
    expect(together / same).toBeGreaterThan(0.5)
    expect(mixed).toBeLessThanOrEqual(4)
  })

  it('few questions of which no two mean the same are put together', async () => {
    const lines = readFileSync(join(ROOT, 'test/fixtures/questions/dev.jsonl'), 'utf8').trim().split('\n')
    const texts = lines.map((line) => (JSON.parse(line) as { turns: string[] }).turns.at(-1)!)
    const leaders = groupByMeaning(await embedder.embed(texts, 'query'), nearEnough(embedder))
    const joined = leaders.filter((leader, i) => leader !== i && texts[leader] !== texts[i]).length
    console.log(`${joined} of ${texts.length} questions joined another`)
    expect(joined / texts.length).toBeLessThan(0.15)
  })

  it('a report groups what a thousand people asked within seconds, and remembers their vectors', async () => {
    const store = sqlStore('file::memory:', () => {})
    const words = wordings.groups.flat()
    const records = Array.from({ length: 1000 }, (_, i) =>
      asked({ question: `${words[i % words.length]} ${i}` }),
    )
    for (let i = 0; i < records.length; i += 100) await store.keepAsked(records.slice(i, i + 100))
    let embedded = 0
    const counting: Embedder = {
      ...embedder,
      embed: (texts, kind) => {
        embedded += texts.length
        return embedder.embed(texts, kind)
      },
    }
    const report = createGapReport(store, counting)
    const start = performance.now()
    const gaps = await report.read('2000-01-01')
    console.log(`${gaps.length} groups of 1000 wordings in ${Math.round(performance.now() - start)} ms`)
    expect(gaps.reduce((sum, { wordings }) => sum + wordings.length, 0)).toBe(1000)
    await report.read('2000-01-01')
    expect(embedded).toBe(1000)
    await store.close()
  })
})

describe('without vectors', () => {
  it('questions that read the same are one group, decisions stay with them', async () => {
    const store = sqlStore('file::memory:', () => {})
    await store.keepAsked([
      asked({ question: '甲?' }),
      asked({ question: '甲?' }),
      asked({ question: '乙?' }),
    ])
    const report = createGapReport(store, null)
    expect(
      (await report.read('2000-01-01')).map(({ question, unanswered }) => [question, unanswered]),
    ).toEqual([
      ['甲?', 2],
      ['乙?', 1],
    ])
    await store.keepDecisions([
      {
        at: '2026-11-28',
        question: '甲?',
        corpus: null,
        decision: 'not_covered',
        document: null,
        line: null,
        by: 'x',
      },
    ])
    expect((await report.read('2000-01-01')).map(({ state }) => state)).toEqual(['not_covered', 'open'])
    await store.close()
  })
})

describe('weeks', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-28', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2027-01-01', '2026-12-28'],
    ['2028-03-01', '2028-02-28'],
  ])('the day %s is of the week of %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday)
  })

  it('count every question once, whatever its day', () => {
    const STATUSES = [
      'answered',
      'partial',
      'corrected',
      'clarify',
      'not_found',
      'out_of_scope',
      'rejected',
    ] as const
    const entry = fc.record({
      day: fc
        .integer({ min: 0, max: 27 })
        .map((i) => new Date(Date.UTC(2026, 10, 2 + i)).toISOString().slice(0, 10)),
      status: fc.constantFrom(...STATUSES),
      count: fc.integer({ min: 1, max: 50 }),
    })
    fc.assert(
      fc.property(fc.array(entry), (statuses) => {
        const activity: Activity = { statuses, verdicts: [], latencies: [], topics: [] }
        const weeks = weeklyFigures(activity, firstMonday('2026-11-29', 4), '2026-11-29')
        expect(weeks.map(({ monday }) => monday)).toEqual([
          '2026-11-02',
          '2026-11-09',
          '2026-11-16',
          '2026-11-23',
        ])
        const all = statuses.reduce((sum, { count }) => sum + count, 0)
        expect(weeks.reduce((sum, { questions }) => sum + questions, 0)).toBe(all)
      }),
    )
  })
})
