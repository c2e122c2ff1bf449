/** How questions are read: language, years, asserted figures, bodies, places, parts, registers, earlier turns. */
import { beforeAll, describe, expect, it } from 'vitest'
import { numberWord } from '../../src/answering/compose/english-numbers.ts'
import type { Engine } from '../../src/answering/engine.ts'
import { findClaims, findYears } from '../../src/answering/understanding/figures.ts'
import { detectLanguage } from '../../src/answering/understanding/language.ts'
import { findParts, sectionOf } from '../../src/answering/understanding/parts.ts'
import { understand } from '../../src/answering/understanding/understand.ts'
import { KINDS } from '../../src/ports/reader.ts'
import { foldText } from '../../src/text/tokenize.ts'
import { openEngine, PLAN } from './open-engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ plan: PLAN })
})

const understood = (...turns: string[]) =>
  understand(engine, { question: turns.at(-1)!, history: turns.slice(0, -1) })

describe('years', () => {
  it.each([
    ['2025年和2030年', [2025, 2030]],
    ['二〇二五年', [2025]],
    ['“十四五”期间', [2025]],
    ['under the 14th five-year plan', [2025]],
    ['by 2030', [2030]],
    ['到25年底要几座', [2025]],
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
    ['到2025年建成6座', [6]],
    ['which three kinds', []],
    ['PM2.5和B5', []],
    ['嘉府发〔2023〕27号', []],
    ['第12条说了什么', []],
  ])('%s', (text, values) => {
    const folded = foldText(text)
    expect(findClaims(folded, findYears(folded)).map(({ value }) => value)).toEqual(values)
  })

  it.each([
    ['2万亿元', 2e12],
    ['30万千瓦', 3e5],
    ['2.2 trillion yuan', 2.2e12],
  ])('%s compares in base units', (text, absolute) => {
    expect(findClaims(foldText(text), [])[0]!.absolute).toBeCloseTo(absolute, 0)
  })
})

describe('numbered parts', () => {
  it.each([
    ['第十二条说了什么', ['第十二条']],
    ['第12条说了什么', ['第十二条']],
    ['what does article 12 say', ['第十二条']],
    ['chapter 3', ['第三章']],
    ['三(二)1讲什么', ['三(二)1']],
    ['3(2)讲什么', ['三(二)']],
    ['专栏4', ['专栏4']],
    ['到2025年建成多少座', []],
    ['加氢站由谁负责', []],
  ])('%s', (text, locators) => {
    expect(findParts(foldText(text)).map(({ locator }) => locator)).toEqual(locators)
  })

  it('mean the section of that locator, however it is spelled', () => {
    const { sections } = engine.library.get('plan')!.tree
    for (const spelling of ['三(二)', '三（二）', '3(2)']) {
      expect(sectionOf({ locator: spelling }, sections)?.locator).toBe('三(二)')
    }
    expect(sectionOf({ locator: '第九十条' }, sections)).toBeUndefined()
  })
})

describe('registers', () => {
  it.each([
    ['区水务局有哪些任务?', 'tasks'],
    ['区水务局负责什么?', 'tasks'],
    ['What are the duties of the District Water Authority?', 'tasks'],
    ['2025年有哪些目标?', 'targets'],
    ['列出全部指标', 'targets'],
    ['List all targets for 2025', 'targets'],
    ['有哪些禁止事项?', 'bans'],
    ['what is prohibited?', 'bans'],
    ['区水务局负责加氢站吗?', undefined],
    ['2025年加氢站的目标是多少?', undefined],
    ['有哪些试点?', undefined],
    ['谁负责加氢站?', undefined],
  ])('%s', async (question, of) => {
    expect((await understood(question)).register?.of).toBe(of)
  })
})

describe('bodies and places', () => {
  it.each([
    ['内河码头岸电归区水务局管吗?', ['区水务局'], []],
    ['嘉定区水务局管什么?', ['嘉定区水务局'], []],
    ['崇明区的森林覆盖率是多少?', [], ['崇明区']],
    ['What is the forest target of Chongming?', [], ['chongming']],
    ['北京路的加氢站归谁管?', [], []],
  ])('%s', async (question, bodies, places) => {
    const { bodies: found, places: named } = await understood(question)
    expect(found.map(({ name }) => name)).toEqual(bodies)
    expect(named.map(({ surface }) => surface)).toEqual(places)
  })
})

describe('the form of a question', () => {
  it.each([
    [
      'capitals',
      'WHAT IS THE FOREST COVERAGE TARGET FOR 2025???',
      'what is the forest coverage target for 2025???',
    ],
    ['traditional characters', '內河碼頭岸電由哪些單位負責?', '内河码头岸电由哪些单位负责?'],
    ['full width', '２０２５年新能源公交车比例？', '2025年新能源公交车比例?'],
    ['invisible characters', '加氢\u200b站\u202e有几座\u0000', '加氢站有几座'],
    ['white space', ' 加氢站\n\n有几座\t?', '加氢站 有几座 ?'],
  ])('%s is no other question', async (_, typed, plain) => {
    const [one, other] = [await understood(typed), await understood(plain)]
    expect(one.turns).toEqual(other.turns)
    expect(one.kinds).toEqual(other.kinds)
    expect(one.years).toEqual(other.years)
  })

  it('leaves names in a question of mixed case as they are', async () => {
    expect((await understood('What is LDAR?')).turns).toEqual(['What is LDAR?'])
  })

  it('gives a probability for each kind, whatever is typed', async () => {
    for (const question of ['加氢站?', 'Deadline?', 'jiaqingzhan you jige', '？']) {
      const { kinds, kind } = await understood(question)
      expect(Object.keys(kinds).sort()).toEqual([...KINDS].sort())
      expect(Object.values(kinds).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
      expect(Math.max(...Object.values(kinds))).toBe(kinds[kind])
    }
  })
})

describe('a conversation', () => {
  it('is read with its last two turns, oldest first, none that is empty', async () => {
    const { turns, text } = await understood('甲?', '', '加氢站有几座?', '谁负责?', '那2030年呢?')
    expect(turns).toEqual(['加氢站有几座?', '谁负责?', '那2030年呢?'])
    expect(text).toBe('那2030年呢?')
  })

  it('takes slots from the last question alone', async () => {
    const { years, bodies } = await understood('2025年区水务局负责什么?', '那2030年呢?')
    expect(years).toEqual([2030])
    expect(bodies).toEqual([])
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

  it('of the answer is that of the question, unless another is asked for', async () => {
    expect((await understood('谁负责加氢站?')).answerIn).toBe('zh')
    const { answerIn, language } = await understand(engine, { question: '谁负责?', history: [], lang: 'en' })
    expect([answerIn, language]).toEqual(['en', 'zh'])
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
