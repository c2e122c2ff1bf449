/** Titles, numbers, programmes, places and projects that a text names. */
import { describe, expect, it } from 'vitest'
import { extractReferences } from '../../../src/facts/references/extract-references.ts'
import { planWith, readFixture, readText } from '../read-facts.ts'

const namesIn = (text: string) =>
  extractReferences(readText(planWith(text)).reader).map(({ kind, name }) => `${kind} ${name}`)

describe('the seed plan', () => {
  const { reader, source } = readFixture('jiading-2023-27')
  const found = extractReferences(reader)
  const has = (line: number, kind: string, name: string) =>
    found.some((one) => one.line === line && one.kind === kind && one.name === name)

  it.each([
    [3, 'number', '嘉府发〔2023〕27号'],
    [23, 'project', '嘉北郊野公园纯氢站'],
    [23, 'place', '嘉定工业区'],
    [30, 'title', '《嘉定区推进工业和通信业节能降碳“百一”行动计划实施方案(2022-2025)》'],
    [30, 'project', '“百一”行动计划'],
    [37, 'project', '嘉闵线'],
    [37, 'project', '轨交14号线西延伸'],
    [50, 'place', '远香湖中央活动区'],
    [50, 'place', '北虹桥封浜新镇'],
    [80, 'place', '嘉定新城'],
    [82, 'title', '《嘉定区“无废城市”建设实施方案》'],
    [88, 'title', '《企业环境信息依法披露管理办法》'],
  ])('line %i names the %s %s', (line, kind, name) => {
    expect(has(line, kind, name)).toBe(true)
  })

  it('proves each by the source', () => {
    for (const one of found) expect(source.text.slice(one.start, one.end)).toBe(one.quote)
  })
})

it.each([
  [
    '根据《公共租赁住房管理办法》（住房城乡建设部令第11号）执行。',
    ['title 《公共租赁住房管理办法》（住房城乡建设部令第11号）'],
  ],
  ['按照国办发〔2022〕15号文件要求落实。', ['number 国办发〔2022〕15号']],
  ['执行GB/T 51350-2019标准。', ['number GB/T 51350-2019']],
  ['实施“一清零一提升”专项行动。', ['project “一清零一提升”专项行动']],
  ['建设工业园区和示范基地，打造示范区。', []],
  ['推动示范线规划建设，守住生态红线。', []],
])('%s', (sentence, names) => {
  const found = namesIn(sentence)
  expect(found).toEqual(names)
})
