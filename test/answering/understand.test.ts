/** How questions are read: kind, years, asserted figures, units asked for, contrasts, follow-ups. */
import { beforeAll, describe, expect, it } from 'vitest'
import { numberWord } from '../../src/answering/compose/english-numbers.ts'
import type { Engine } from '../../src/answering/engine.ts'
import { contrastAgreement, excludes, findSides } from '../../src/answering/question/contrasts.ts'
import { findAskedUnits, findClaims, findYears } from '../../src/answering/question/figures.ts'
import { understandConversation } from '../../src/answering/question/follow-up.ts'
import { detectLanguage } from '../../src/answering/question/language.ts'
import { foldText } from '../../src/text/tokenize.ts'
import { openEngine, PLAN } from './open-engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ plan: PLAN })
}, 30_000)

const understand = (...turns: string[]) =>
  understandConversation(engine, turns.at(-1)!, turns.slice(0, -1), undefined)

describe('kind', () => {
  it.each([
    ['内河码头岸电归哪个部门管?', 'responsibility'],
    ['who is in charge of sewage?', 'responsibility'],
    ['水务局要做哪些任务?', 'tasks'],
    ['What does the Water Authority have to do?', 'tasks'],
    ['2025年要新建多少个充电桩?', 'target'],
    ['what share of waste must be recycled?', 'target'],
    ['PUE上限', 'ceiling'],
    ['能不能新建两高项目?', 'yesno'],
    ['Is LDAR required?', 'yesno'],
    ['什么是光储直柔', 'definition'],
    ['这份文件的文号是什么', 'document'],
    ['when was the plan issued?', 'document'],
    ['有哪些试点?', 'list'],
    ['怎么治理扬尘?', 'measure'],
  ])('%s → %s', (question, kind) => {
    expect(understand(question).kind).toBe(kind)
  })
})

describe('years', () => {
  it.each([
    ['2025年和2030年', [2025, 2030]],
    ['二〇二五年', [2025]],
    ['“十四五”期间', [2025]],
    ['under the 14th five-year plan', [2025]],
    ['by 2030', [2030]],
    ['3300个充电桩', []],
    ['2000个', []],
  ])('%s', (text, years) => {
    expect(findYears(foldText(text))).toEqual(years)
  })
})

describe('asserted figures', () => {
  it.each([
    ['要建50家零碳工厂', [50]],
    ['only 1,000 charging piles', [1000]],
    ['百分之三十', [30]],
    ['in force for five years', [5]],
    ['which three kinds', []],
    ['PM2.5和B5', []],
    ['嘉府发〔2023〕27号', []],
  ])('%s', (text, values) => {
    const folded = foldText(text)
    expect(findClaims(folded, findYears(folded)).map(({ value }) => value)).toEqual(values)
  })
})

describe('units asked for', () => {
  it.each([
    ['百分之几', 'zh', ['percentage']],
    ['补贴多少钱', 'zh', ['money']],
    ['多少平方米', 'zh', ['area']],
    ['几座加氢站', 'zh', ['count']],
    ['有效期几年', 'zh', ['duration']],
    ['怎么治理', 'zh', []],
    ['how many hectares', 'en', ['area']],
    ['how many stations', 'en', ['count']],
    ['what share of buses', 'en', ['percentage']],
  ] as const)('%s', (text, language, units) => {
    expect(findAskedUnits(text, language)).toEqual(units)
  })
})

describe('contrasts', () => {
  it('an asked side agrees, the other one disagrees, silence is nothing', () => {
    const asked = findSides('既有数据中心', 'zh')
    expect(contrastAgreement(asked, '改造后数据中心')).toBe(1)
    expect(contrastAgreement(asked, '新建数据中心')).toBe(-1)
    expect(contrastAgreement(asked, '数据中心')).toBe(0)
  })
  it('a strict contrast excludes another class', () => {
    expect(excludes(findSides('本科应届生', 'zh'), '应届硕士')).toBe(true)
    expect(excludes(findSides('本科应届生', 'zh'), '应届毕业生')).toBe(false)
  })
})

describe('follow-ups', () => {
  it('a bare year keeps the matter and replaces the year', () => {
    const { years, terms, followsUp } = understand('2025年屋顶光伏覆盖率要做到多少?', '那2030年呢?')
    expect(years).toEqual([2030])
    expect(followsUp).toBe(true)
    expect(terms.map(({ surface }) => surface).join('')).toContain('光伏')
  })
  it('a question of its own forgets what came before', () => {
    expect(understand('2025年屋顶光伏覆盖率要做到多少?', '绿色食品认证率到2025年要达到多少?').followsUp).toBe(
      false,
    )
  })
  it('a body that points back asks for the matter just spoken of', () => {
    expect(understand('内河码头岸电有什么要求', '水务局也管这个吗?').kind).toBe('responsibility')
  })
})

describe('language and numbers', () => {
  it.each([
    ['谁负责加氢站', 'zh'],
    ['who handles hydrogen stations', 'en'],
    ['PUE上限是多少', 'zh'],
    ['What does 《三线一单》 mean for our factory?', 'en'],
  ] as const)('%s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })
  it.each([
    [0, 'none'],
    [15, 'fifteen'],
    [42, 'forty-two'],
    [5000, 'five thousand'],
    [120_000, 'one hundred twenty thousand'],
  ])('%d in words', (value, words) => {
    expect(numberWord(value)).toBe(words)
  })
})
