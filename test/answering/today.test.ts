/** The day on which a question is asked is China's: a server may run on UTC, and from midnight to eight its day is the last one. */
import { afterEach, expect, it, vi } from 'vitest'
import { dayOf, todayInChina } from '../../src/domain/china-day.ts'
import { readTranslationLexicon } from '../../src/lexicon/translation-lexicon.ts'
import { createServices } from '../../src/services.ts'
import { openEngine, scripted } from './open-engine.ts'

afterEach(() => vi.useRealTimers())

const MIDNIGHT = '2026-11-27T16:00:00.000Z'
const BEFORE = '2026-11-27T15:59:59.999Z'

it('begins at midnight in China', () => {
  expect(dayOf(BEFORE)).toBe('2026-11-27')
  expect(dayOf(Date.parse(MIDNIGHT))).toBe('2026-11-28')
})

it.each([
  [BEFORE, '2026-11-27', /500元/],
  [MIDNIGHT, '2026-11-28', /800元/],
])('at %s what is in force on %s answers', async (now, day, amount) => {
  const rule = (yuan: number, number: string, closing = '') =>
    `某市住房补贴办法\n某发〔${number}〕3号\n\n一、标准\n住房补贴标准为每户${yuan}元。\n${closing}`
  const engine = await openEngine(
    {
      old: rule(500, '2021', '二、附则\n本办法自2021年6月1日起施行。\n'),
      new: rule(
        800,
        '2026',
        '二、附则\n本办法自2026年11月28日起施行。《某市住房补贴办法》（某发〔2021〕3号）同时废止。\n',
      ),
    },
    {
      reader: scripted('figure', (statement) =>
        /每户\d+元/.test(statement) ? { answers: 0.9, marks: [/\d+元/.exec(statement)![0]] } : {},
      ),
    },
  )
  const translations = readTranslationLexicon(new Uint8Array())
  const services = createServices({ ...engine, translations, skipped: [] })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
  expect(todayInChina()).toBe(day)
  const answer = await services.ask({ question: '住房补贴标准是多少？', history: [] })
  expect(answer.asOf).toBe(day)
  expect(answer.headline).toMatch(amount)
})
