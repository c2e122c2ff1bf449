import { expect, it } from 'vitest'
import { askOn, openEngine, scripted } from './open-engine.ts'

const document = (amount: number, number: string, year: number, closing: string) =>
  `某市住房补贴办法\n${number}\n\n一、补贴标准\n住房补贴标准为每户${amount}元。\n二、附则\n本办法自${year}年6月1日起施行。${closing}\n`

const TEXTS = {
  'subsidy-2021': document(500, '某发〔2021〕3号', 2021, ''),
  'subsidy-2024': document(800, '某发〔2024〕8号', 2024, '《某市住房补贴办法》（某发〔2021〕3号）同时废止。'),
}
const engine = await openEngine(TEXTS, {
  reader: scripted('figure', (statement) =>
    /每户\d+元/.test(statement) ? { answers: 0.9, marks: [/\d+元/.exec(statement)![0]] } : {},
  ),
})
const asked = (rest: object) =>
  askOn(engine, { question: '住房补贴标准是多少？', history: [], ...rest }).then(({ answer }) => answer)

it('answers come from what is in force on the day asked about', async () => {
  const now = await asked({ asOf: '2026-11-28' })
  expect([...new Set(now.citations.map(({ document }) => document))]).toEqual(['subsidy-2024'])
  expect(now.outOfForce).toBeUndefined()
  const then = await asked({ asOf: '2023-01-01' })
  expect([...new Set(then.citations.map(({ document }) => document))]).toEqual(['subsidy-2021'])
  expect(then.headline).toContain('500')
  expect(then.outOfForce).toBeUndefined()
})

it('an answer from a superseded document says so first and links the one in force', async () => {
  const answer = await asked({ asOf: '2026-11-28', corpus: 'subsidy-2021' })
  expect(answer.headline).toContain('500')
  expect(answer.caveats[0]).toMatch(/已被《某市住房补贴办法》取代.*\/d\/subsidy-2024/)
  expect(answer.outOfForce).toEqual([
    {
      document: 'subsidy-2021',
      title: '某市住房补贴办法',
      reason: 'superseded',
      day: '2024-06-01',
      successor: { document: 'subsidy-2024', title: '某市住房补贴办法', url: '/d/subsidy-2024' },
    },
  ])
  const english = await asked({ asOf: '2026-11-28', corpus: 'subsidy-2021', lang: 'en' })
  expect(english.caveats[0]).toContain('/d/subsidy-2024')
})
