/** Answers are computed from the document: they follow a changed figure, body or year, and end when the paragraph goes. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/answering/engine.ts'
import { ask, openEngine, PLAN } from './open-engine.ts'

/** The plan with one passage changed; fails when the passage is not in the plan. */
function planWith(from: string, to: string): string {
  expect(PLAN).toContain(from)
  return PLAN.replaceAll(from, to)
}

let plain: Engine
beforeAll(async () => {
  plain = await openEngine({ plan: PLAN })
})

describe('perturbation', () => {
  it.each([
    [
      '生活垃圾回收利用率达45%以上',
      '生活垃圾回收利用率达52%以上',
      '2025年生活垃圾回收利用率要达到多少?',
      '52%',
    ],
    ['充电桩3300个', '充电桩4150个', '到2025年要新建多少个公共充电桩?', '4150个'],
    [
      '新建数据中心能源利用效率(PUE)不高于1.3',
      '新建数据中心能源利用效率(PUE)不高于1.25',
      '新建数据中心能源利用效率(PUE)不高于多少?',
      '1.25',
    ],
  ])('%s → %s', async (from, to, question, expected) => {
    const changed = await openEngine({ plan: planWith(from, to) })
    expect((await ask(changed, question)).answer.headline).toContain(expected)
    expect((await ask(plain, question)).answer.headline).not.toContain(expected)
  })

  it('a body that joins a list is named, one that leaves is not', async () => {
    const text = planWith(
      '(区交通委、区经委、区水务局等按职责分工负责)',
      '(区交通委、区应急局等按职责分工负责)',
    )
    const { answer } = await ask(await openEngine({ plan: text }), '内河码头岸电由哪些单位负责?')
    expect(answer.headline).toContain('区应急局')
    expect(answer.headline).not.toContain('区水务局')
  })
})

describe('deletion', () => {
  it.each([
    ['农村生活污水处理率', '农村生活污水处理率2025年要达到多少?'],
    ['森林覆盖率', 'What forest coverage rate must Jiading reach by 2025?'],
    ['充电桩', '到2025年要新建多少个充电桩?'],
    ['碳排放数据造假', '碳排放数据造假会怎么处理?'],
  ])('without the lines on %s nothing of them is said', async (topic, question) => {
    const lines = PLAN.split('\n')
    const kept = lines.filter((line) => !line.includes(topic))
    const gone = lines.filter((line) => line.includes(topic))
    expect(gone.length).toBeGreaterThan(0)
    const { answer } = await ask(await openEngine({ plan: kept.join('\n') }), question)
    for (const { quote } of answer.citations) {
      expect(gone.some((line) => line.includes(quote))).toBe(false)
      expect(quote).not.toContain(topic)
    }
    if (answer.status !== 'answered') expect(answer.citations).toEqual([])
  })
})
