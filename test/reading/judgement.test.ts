import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLogistic, type Row } from '../../src/evaluation/fit-logistic.ts'
import { areaUnderCurve } from '../../src/evaluation/reader-measures.ts'
import { KINDS, type Kind, type KindDistribution } from '../../src/ports/reader.ts'
import { agreement } from '../../src/reading/agreement.ts'
import { answerSpans } from '../../src/reading/answer-spans.ts'
import { basicSpans } from '../../src/reading/basic-spans.ts'
import { readCalibration, UNCALIBRATED } from '../../src/reading/calibration.ts'
import { foldText } from '../../src/reading/fold.ts'
import { probabilityOf } from '../../src/reading/logistic.ts'
import { slotsOf } from '../../src/reading/slots.ts'

describe('slots', () => {
  it.each([
    ['罚款5万元以上五十万元以下', ['50000 money', '500000 money']],
    ['A fine of 50,000 yuan for 2 million people', ['50000 money', '2000000 person']],
    ['不低于百分之三十，三年内，20个工作日', ['30 share', '3 year', '20 day']],
    ['five percent within twenty working days', ['5 share', '20 day']],
    ['第十二条 一体推进，十分重要，PM2.5，G60', []],
    ['控制在27微克/立方米', ['27 微克']],
  ])('%s', (text, figures) => {
    expect(slotsOf(text).figures.map(({ value, unit }) => `${value} ${unit}`)).toEqual(figures)
  })

  it('years, articles, titles and bodies', () => {
    const slots = slotsOf('第十二条 到2025年，二〇三〇年《大气法》由区生态环境局负责')
    expect([...slots.years]).toEqual([2025, 2030])
    expect([...slots.names]).toEqual(['第12条', '大气法'])
    expect([...slots.bodies]).toHaveLength(1)
  })
})

describe('agreement', () => {
  const of = (question: string, text: string, context = '') => {
    const all = agreement(slotsOf(question), slotsOf(text), slotsOf(context))
    return Object.entries(all).flatMap(([name, value]) => (value ? [name] : []))
  }
  it.each([
    ['2025年的目标', '到2025年完成', '', ['yearSame']],
    ['2025年的目标', '到2030年完成', '', ['yearOther']],
    ['2025年的目标', '完成建设', '2025年工作', ['yearSame']],
    ['是30%吗', '不低于百分之三十', '', ['figureSame']],
    ['Is it 30 percent?', '不低于40%', '', ['figureOther']],
    ['Is it 30 percent?', '20个工作日', '', []],
    ['Does the ecology and environment bureau lead?', '由区生态环境局牵头', '', ['bodySame']],
    ['区生态环境局牵头吗', '由区水务局牵头', '', ['bodyOther']],
    ['第十条说什么', '申请人应当', '第十条', ['nameSame']],
  ])('%s / %s (%s)', (question, text, context, expected) => {
    expect(of(question, text, context)).toEqual(expected)
  })
})

describe('answer spans', () => {
  const text = '到2025年，不低于30%。'
  const tokens = (logits: readonly number[]) => ({
    starts: [0, 1, 5, 6, 7, 10, 12, 13],
    ends: [1, 5, 6, 7, 10, 12, 13, 14],
    logits,
  })
  const slices = (logits: readonly number[]) =>
    answerSpans(text, tokens(logits), 0).map(({ start, end }) => text.slice(start, end))
  it.each([
    [[-1, -1, -1, -1, -1, -1, -1, -1], []],
    [[-1, -1, -1, -1, 1, 1, 1, 1], ['不低于30%']],
    // A gap of one token, and one of punctuation, are bridged; edges lose punctuation.
    [[-1, 1, 1, 1, 1, -1, 1, -1], ['2025年，不低于30%']],
    [
      [1, -1, -1, -1, 1, -1, -1, -1],
      ['到', '不低于'],
    ],
    [[-1, -1, -1, 1, -1, -1, -1, 1], []],
  ])('%j', (logits, expected) => {
    expect(slices(logits)).toEqual(expected)
  })
})

describe('spans of the basic reader', () => {
  const kinds = (kind: Kind) =>
    Object.fromEntries(KINDS.map((each) => [each, each === kind ? 1 : 0])) as KindDistribution
  const slices = (text: string, kind: Kind) =>
    basicSpans(text, slotsOf(text), kinds(kind)).map(({ start, end }) => text.slice(start, end))
  it.each([
    ['比例不低于30%，处五万元以上罚款', 'figure', ['不低于30%', '五万元以上']],
    ['由区生态环境局牵头，20个工作日内办结', 'bodies', ['区生态环境局']],
    ['自2025年起20个工作日内办结', 'deadline', ['20个工作日']],
    ['应当建立台账', 'measure', []],
  ] as const)('%s for %s', (text, kind, expected) => {
    expect(slices(text, kind)).toEqual(expected)
  })
})

it('folding knows where each unit comes from', () => {
  const piece = fc.constantFrom('a', '㎡', '％', '𠮷', 'ｶﾞ', 'e\u0301', '㈠', '中', '\ud800', '각', 'ﬁ')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const folded = foldText(text)
      expect(folded.text).toBe(text.normalize('NFKC'))
      for (let i = 0; i < folded.text.length; i++) {
        const source = text.slice(folded.starts[i], folded.ends[i])
        expect(source.normalize('NFKC')).toContain(folded.text[i])
      }
    }),
  )
})

describe('calibration', () => {
  it('is read, and says what is wrong with it', () => {
    expect(readCalibration('{}')).toEqual({})
    const whole = JSON.stringify({ basic: UNCALIBRATED.basic })
    expect(readCalibration(whole).basic).toEqual(UNCALIBRATED.basic)
    for (const broken of ['', '{"basic": {}}', '{"large": {}}']) {
      expect(() => readCalibration(broken)).toThrowError(expect.objectContaining({ code: 'model_corrupt' }))
    }
  })

  it('of the repository has probabilities that come true', () => {
    const { basic } = readCalibration(readFileSync('index/reader/calibration.json', 'utf8'))
    for (const { readings, mean, right } of basic!.reliability) {
      if (readings > 100) expect(Math.abs(mean - right)).toBeLessThan(0.1)
    }
  })

  it('is fitted to what gave the labels', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const truth = { bias: -1, weights: { a: 2, b: -0.5 } }
    const rows: Row[] = Array.from({ length: 6_000 }, () => {
      const features = { a: 3 * random(), b: 10 * random() }
      return { features, label: random() < probabilityOf(truth, features) ? 1 : 0 }
    })
    const { bias, weights } = fitLogistic(rows, ['a', 'b', 'constant'], 1e-6)
    expect(bias).toBeCloseTo(-1, 0)
    expect(weights.a).toBeCloseTo(2, 0)
    expect(weights.b).toBeCloseTo(-0.5, 1)
    expect(weights.constant).toBeCloseTo(0, 6)
  })

  it('area under the curve: ties count half', () => {
    expect(areaUnderCurve([3, 2], [1])).toBe(1)
    expect(areaUnderCurve([1], [1])).toBe(0.5)
    expect(areaUnderCurve([0, 2], [1])).toBe(0.5)
  })
})
