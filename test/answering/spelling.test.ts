/** The same question in another spelling has the same answer. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/answering/engine.ts'
import { ask, openEngine, PLAN } from './open-engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ plan: PLAN })
}, 30_000)

const core = async (question: string) => {
  const { status, headline, citations } = (await ask(engine, question)).answer
  return { status, headline, quotes: citations.map(({ quote }) => quote) }
}

describe('metamorphic', () => {
  it.each([
    ['full width', '2025年新能源公交车比例达到多少?', '２０２５年新能源公交车比例达到多少？'],
    [
      'Chinese numerals',
      '2025年农作物秸秆综合利用率要达到百分之几?',
      '二〇二五年农作物秸秆综合利用率要达到百分之几?',
    ],
    ['traditional characters', '内河码头岸电由哪些单位负责?', '內河碼頭岸電由哪些單位負責?'],
    ['a greeting', '你好,请问绿色食品认证率要到多少?', '绿色食品认证率要到多少?'],
    ['white space', '生活垃圾回收利用率 2025 年', '生活垃圾回收利用率2025年'],
    ['case', 'WHAT IS THE PUE LIMIT FOR NEW DATA CENTRES?', 'what is the pue limit for new data centres?'],
    ['American spelling', 'pue limit for new data centers', 'pue limit for new data centres'],
  ])('%s changes nothing', async (_, one, other) => {
    expect(await core(one)).toEqual(await core(other))
  })

  it('asking twice gives the same answer', async () => {
    expect(await core('区财政局主要负责什么?')).toEqual(await core('区财政局主要负责什么?'))
  })
})
