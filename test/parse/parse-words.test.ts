import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import words from '../../src/data/parse-words.json' with { type: 'json' }
import {
  isBodyName,
  isClosingNote,
  isDateLine,
  isNumberLine,
  isResponsibility,
  isTitle,
  isWrapper,
} from '../../src/parse/words.ts'

const list = z.array(z.string().min(1)).min(1)

it('the table of formulae has its shape and no entry twice', () => {
  const table = z
    .strictObject({
      source: z.string().min(20),
      documentTypes: list,
      wrapperStarts: list,
      signatureStarts: list,
      bodyEndings: list,
      principleTitles: list,
      responsibilityLabels: list,
      responsibilityNouns: list,
    })
    .parse(words)
  for (const [key, value] of Object.entries(table)) {
    if (Array.isArray(value)) expect(new Set(value).size, key).toBe(value.length)
  }
})

describe('lines of the head and the closing part', () => {
  it.each([
    [isTitle, '嘉定区减污降碳协同增效实施方案', true],
    [isTitle, '某市公共租赁住房管理办法（试行）', true],
    [isTitle, '科技创新引领产业链高质量发展实施方案（2024—2027年）', true],
    [isTitle, '请认真组织实施本方案。', false],
    [isTitle, '附件：实施方案', false],
    [isDateLine, '2023年11月23日', true],
    [isDateLine, '二〇二四年三月十五日', true],
    [isDateLine, '2023年11月23日印发', false],
    [isNumberLine, '穗府办规〔2024〕13号', true],
    [isNumberLine, '国发[2021]4号', true],
    [isNumberLine, '第748号', true],
    [isNumberLine, '沿江路13号', false],
    [isBodyName, '上海市嘉定区人民政府', true],
    [isBodyName, '某省发展改革委　某省财政厅', true],
    [isBodyName, '推动各部门落实责任，加强领导', false],
    [isWrapper, '原标题:上海嘉定:探索建设', true],
    [isWrapper, '（责任编辑：某某）', true],
    [isWrapper, '【打印】【关闭】', true],
    [isWrapper, '网站地图 | 联系我们', true],
    [isWrapper, '来源于可再生能源的电力占比提高', false],
    [isClosingNote, '公开方式：主动公开', true],
    [isClosingNote, '某市政府办公厅秘书处 2024年7月29日印发', true],
    [isClosingNote, '印发实施方案，明确分工', false],
  ] as const)('%o %s: %s', (test, text, expected) => expect(test(text)).toBe(expected))
})

it.each([
  ['区发展改革委、区生态环境局等按职责分工负责', true],
  ['省科技厅牵头，省财政厅、省自然资源厅配合', true],
  ['责任单位：崂山区政府，市财政局', true],
  ['牵头单位：市水务局；配合单位：各区政府', true],
  ['各区政府负责落实', true],
  ['牵头：市水务局；配合：市财政局', true],
  ['2025年底前完成；责任单位：市水务局', true],
  ['市教育局负责，列第一位者为牵头部门，下同', true],
  ['以联合体形式申报时，牵头单位填写', false],
  ['不含任务或课题负责人', false],
  ['以下简称“园区”', false],
  ['含医疗废物', false],
  ['VOCs', false],
])('（%s） names who is responsible: %s', (inside, expected) =>
  expect(isResponsibility(inside)).toBe(expected),
)
