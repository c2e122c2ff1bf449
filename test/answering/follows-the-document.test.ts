/** Answers are computed from the document: they follow a changed figure, body or year, and end when the paragraph goes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ask, FIXTURES, openEngine, PLAN } from './open-engine.ts'

/** The plan with one passage changed; fails when the passage is not in the plan. */
function planWith(from: string, to: string): string {
  expect(PLAN).toContain(from)
  return PLAN.replaceAll(from, to)
}

describe('perturbation', () => {
  it.each([
    [
      '生活垃圾回收利用率达45%以上',
      '生活垃圾回收利用率达52%以上',
      '2025年生活垃圾回收利用率要达到多少?',
      '52%以上',
    ],
    [
      '光伏装机容量29.4万千瓦',
      '光伏装机容量31.7万千瓦',
      'How much new PV capacity is planned by 2025?',
      '31.7',
    ],
    ['充电桩3300个', '充电桩4150个', '到2025年要新建多少个公共充电桩?', '4150个'],
    [
      '到2025年,全区累计完成6个加氢站',
      '到2027年,全区累计完成6个加氢站',
      '全区累计几个加氢站投入运营?',
      '到2027年',
    ],
    [
      '新建数据中心能源利用效率(PUE)不高于1.3',
      '新建数据中心能源利用效率(PUE)不高于1.25',
      '新建数据中心PUE上限',
      '1.25',
    ],
  ])('%s → %s', async (from, to, question, expected) => {
    const { answer } = await ask(await openEngine({ plan: planWith(from, to) }), question)
    expect(answer.headline).toContain(expected)
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
    ['碳排放数据造假', '我们在碳市场里,排放数据报得不实会怎么处理?'],
  ])('without the lines on %s the plan does not say it', async (topic, question) => {
    const lines = PLAN.split('\n')
    const kept = lines.filter((line) => !line.includes(topic))
    expect(kept.length).toBeLessThan(lines.length)
    const { answer } = await ask(await openEngine({ plan: kept.join('\n') }), question)
    expect(['not_found', 'out_of_scope']).toContain(answer.status)
    expect(answer.headline).not.toMatch(/\d(?!\d{3}年)/)
  })
})

describe('a time that the question asserts', async () => {
  const engine = await openEngine({
    gz: readFileSync(join(FIXTURES, 'documents/gz-housing-2024.txt'), 'utf8'),
  })

  it('is corrected by the term of the same thing', async () => {
    const { answer } = await ask(engine, '公租房租赁合同期限是三年,对不对?')
    expect(answer.status).toBe('corrected')
    expect(answer.headline).toContain('5年')
  })

  it('is not corrected by another clause’s time in another unit', async () => {
    const { answer } = await ask(engine, '听说公租房租赁合同是三年一签,到期自动续,对不对?')
    expect(answer.headline).not.toContain('1个月')
  })
})
