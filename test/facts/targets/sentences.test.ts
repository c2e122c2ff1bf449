/** One made-up sentence for each thing that official language does with figures. */
import { describe, expect, it } from 'vitest'
import type { Target } from '../../../src/domain/facts.ts'
import { extractTargets } from '../../../src/facts/targets/extract-targets.ts'
import { parseDocument } from '../../../src/parse/parse-document.ts'
import { decodeSource } from '../../../src/text/decode.ts'

function read(text: string) {
  const source = decodeSource('plan', new TextEncoder().encode(text), {})
  return extractTargets(source, parseDocument(source))
}

const brief = (target: Target) =>
  [
    target.subject,
    target.comparator,
    Array.isArray(target.value) ? target.value.join('~') : target.value,
    target.unit,
    target.deadline === null ? '' : `${target.deadline}${target.deadlineInherited ? '*' : ''}`,
    target.firmness === 'firm' ? '' : target.firmness,
  ].join('|')

/** The sentence as body of a section that is no goal section. */
const targetsOf = (sentence: string) => read(`一、重点工作\n${sentence}`).targets.map(brief)

describe('targets of one sentence', () => {
  it.each([
    [
      'a year holds for the clauses behind it',
      '到2026年,湿地保护率达到60%,新建口袋公园12个。',
      ['湿地保护率|=|60|%|到2026年|', '新建口袋公园|=|12|个|到2026年*|'],
    ],
    [
      'a staged value takes the subject before',
      '到2025年,绿色出行比例达到70%;到2030年,提高到75%以上。',
      ['绿色出行比例|=|70|%|到2025年|', '绿色出行比例|>=|75|%|到2030年|'],
    ],
    [
      '其中 has a subject of its own',
      '到2025年,新增停车位3000个,其中公共停车位不少于800个。',
      ['新增停车位|=|3000|个|到2025年|', '公共停车位|>=|800|个|到2025年*|'],
    ],
    [
      '力争 holds to the end of its part',
      '力争新增企业50家,带动就业2000人;确保投资额达到3亿元。',
      ['新增企业|=|50|家||aim', '带动就业|=|2000|人||aim', '投资额|=|3|亿元||'],
    ],
    ['争取资金 is no aim', '争取上级资金2亿元。', ['上级资金|=|2|亿元||']],
    [
      '分别 shares out',
      '对新认定的省、市级工程中心,分别给予80万元、20万元奖励。',
      ['省级工程中心奖励|=|80|万元||', '市级工程中心奖励|=|20|万元||'],
    ],
    [
      'a comparator before a series holds for all of it',
      '城市和农村生活污水处理率分别超过95%和45%。',
      ['城市生活污水处理率|>|95|%||', '农村生活污水处理率|>|45|%||'],
    ],
    ['各 gives each the same', '建成科普基地、实训基地各3个。', ['科普基地|=|3|个||', '实训基地|=|3|个||']],
    [
      'a ladder ends in one noun',
      '按照一等奖5万元、二等奖3万元、三等奖1万元的标准给予奖励。',
      ['一等奖奖励|=|5|万元||', '二等奖奖励|=|3|万元||', '三等奖奖励|=|1|万元||'],
    ],
    ['two figures make a range', '违反规定的,处三千元以上二万元以下罚款。', ['罚款|range|3000~20000|元||']],
    ['a dash makes a range', '培育龙头企业3—5家。', ['龙头企业|range|3~5|家||']],
    [
      'the base stands between comparator and figure',
      '绿地面积应不小于用地面积的30%。',
      ['绿地面积|>=|30|%||'],
    ],
    ['最高不超过 is one ceiling', '给予最高不超过60万元的补助。', ['补助|<=|60|万元||']],
    ['年满 counts from', '年满65周岁的老人可免费乘车。', ['老人可免费乘车|>=|65|周岁||may']],
    [
      'a term in a law',
      '应当自收到申请之日起十五个工作日内,作出书面答复。',
      ['作出书面答复|<=|15|个工作日||'],
    ],
    [
      'before an end means at least',
      '应当在有效期届满3个月前提出延续申请。',
      ['在有效期提出延续申请|>=|3|个月||'],
    ],
    ['百分之 in words', '节水器具普及率不低于百分之九十五。', ['节水器具普及率|>=|95|%||']],
    [
      'a bare ratio',
      '新建数据中心电能利用效率(PUE)控制在1.25以下。',
      ['新建数据中心电能利用效率(PUE)|<|1.25|||'],
    ],
    [
      '每年 holds for its clause',
      '每年培训技术人员500人次和管理人员100人次。',
      ['培训技术人员|=|500|人次|每年|', '管理人员|=|100|人次|每年|'],
    ],
    [
      'a five-year plan ends in a year',
      '“十五五”期间累计改造老旧小区200个。',
      ['累计改造老旧小区|=|200|个|“十五五”期间|'],
    ],
    [
      'a threshold selects what is measured',
      '年收入1000万元以上的企业研发机构覆盖率达到60%。',
      ['年收入|>=|1000|万元||', '年收入1000万元以上的企业研发机构覆盖率|=|60|%||'],
    ],
    [
      'a dated state',
      '到2027年,农村公路列养实现全覆盖,基本建成便民服务体系。',
      ['农村公路列养|=|全覆盖||到2027年|', '便民服务体系|=|基本建成||到2027年*|'],
    ],
    ['a strong state needs no date', '保持化肥使用量零增长。', ['化肥使用量|=|零增长|||']],
  ] as const)('%s', (_, sentence, expected) => {
    expect(targetsOf(sentence)).toEqual(expected)
  })
})

describe('what is no target', () => {
  it.each([
    ['names of programmes', '落实《行动计划(2023-2025年)》,实施“811”工程。', ['title', 'name']],
    [
      'codes and routes',
      '降低PM2.5浓度,推进5G应用,建设14号线。',
      ['code or standard', 'code or standard', 'route or address'],
    ],
    ['documents and articles', '按照国发〔2021〕4号文件和第12条执行。', ['document number', 'ordinal']],
    ['what was achieved', '近年来,已建成公园30个,绿化覆盖率提高了5个百分点。', ['achieved', 'achieved']],
    ['where a change starts from', '审批时间由20个工作日压缩到5个工作日。', ['base']],
    ['means', '以6个园区为载体,推进产业集聚。', ['wording']],
    ['ranks', '进入全国前10名。', ['rank']],
    ['set phrases', '面对百年未有之大变局,培育一批企业,构建千亿级产业。', ['wording', 'wording', 'wording']],
  ] as const)('%s', (_, sentence, reasons) => {
    const { otherFigures } = read(`一、重点工作\n${sentence}`)
    expect(otherFigures.map((figure) => figure.reason)).toEqual(reasons)
  })
})

it('a goal section keeps its deadline over sentences, another section does not', () => {
  const text = (title: string) => `一、${title}\n到2025年,体系基本建成。森林覆盖率达到40%。`
  expect(read(text('主要目标')).targets.at(-1)).toMatchObject({
    value: 40,
    year: 2025,
    deadlineInherited: true,
  })
  expect(read(text('重点工作')).targets.at(-1)).toMatchObject({ value: 40, year: null })
})

it('a lead-in dates the dashed items behind it', () => {
  const { targets } = read(
    '一、总体安排\n2028年的主要目标是：\n——生态更优。森林覆盖率达到40%。\n——民生更好。新增床位500张。',
  )
  expect(targets.filter((target) => target.kind === 'quantity').map((target) => target.year)).toEqual([
    2028, 2028,
  ])
})
