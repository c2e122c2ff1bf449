/** Who is responsible for what: golden files, gold facts of five documents, and the forms that documents use. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Responsibility } from '../../../src/domain/facts.ts'
import { extractResponsibilities } from '../../../src/facts/responsibilities/extract-responsibilities.ts'
import { planWith, readFixture, readJson, readText } from '../read-facts.ts'

interface GoldenRow {
  line: number
  locator: string
  form: string
  scope: string
  scopeStart: number
  scopeEnd: number
  bodies: string[]
  open: boolean
  leadStated: boolean
}

interface GoldBody {
  name: string
  role: string | null
}

interface Gold {
  responsibilities: { line: number; bodies: GoldBody[]; ends_with_deng: boolean }[]
}

const fold = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')
const bodiesOf = (one: Responsibility) =>
  one.bodies.map(({ name, role }) => (role === null ? name : `${name}:${role}`))

function read(text: string): Responsibility[] {
  return extractResponsibilities(readText(text).reader)
}

describe('the seed plan', () => {
  const { reader, source } = readFixture('jiading-2023-27')
  const found = extractResponsibilities(reader)

  it('gives exactly the statements of the golden file, which was checked line by line', () => {
    const golden = readJson<GoldenRow[]>('golden/responsibilities/jiading-2023-27.json')
    const rows = found.map((one) => ({
      line: one.line,
      locator: one.locator,
      form: one.form,
      scope: one.scopeKind,
      scopeStart: one.scope.start,
      scopeEnd: one.scope.end,
      bodies: bodiesOf(one),
      open: one.nonExhaustive,
      leadStated: one.leadStated,
    }))
    expect(rows).toEqual(golden)
  })

  it('has 35 brackets, 33 with 等, and invents no role in them', () => {
    const brackets = found.filter(({ form }) => form === 'bracket')
    expect(brackets).toHaveLength(35)
    expect(brackets.filter(({ nonExhaustive }) => nonExhaustive)).toHaveLength(33)
    expect(brackets.flatMap(({ bodies }) => bodies).filter(({ role }) => role !== null)).toEqual([])
  })

  it('proves each bracket and each name by the source', () => {
    for (const one of found) {
      expect(source.text.slice(one.start, one.end)).toBe(one.quote)
      for (const body of one.bodies) expect(source.text.slice(body.start, body.end)).toBe(body.name)
    }
  })
})

describe.each(['bj-water-2022', 'gz-housing-2024', 'miit-zzgh-2021', 'qd-aipark-2023', 'sd-chain-2024'])(
  'gold statements of %s',
  (id) => {
    const found = extractResponsibilities(readFixture(id).reader)
    const gold = readJson<Gold>(`fixtures/documents/gold/${id}.json`)

    it.each(gold.responsibilities)('line $line', ({ line, bodies, ends_with_deng }) => {
      const names = bodies.map(({ name }) => fold(name)).join('|')
      const match = found.find(
        (one) => one.line === line && one.bodies.map(({ name }) => fold(name)).join('|') === names,
      )
      expect(match, `line ${line}: ${names}`).toBeDefined()
      expect(match!.nonExhaustive).toBe(ends_with_deng)
      bodies.forEach(({ role }, i) => {
        if (role !== null) expect(match!.bodies[i]!.role).toBe(role)
      })
    })
  },
)

describe('brackets', () => {
  it.each([
    ['（市财政局、市教育局按职责分工负责）', ['市财政局', '市教育局'], false],
    ['（市财政局、市教育局等按职责分工负责）', ['市财政局', '市教育局'], true],
    ['（市财政局等相关职能部门、各街镇按职责分工负责）', ['市财政局', '各街镇'], true],
    [
      '（市财政局牵头，市教育局、市民政局配合）',
      ['市财政局:lead', '市教育局:support', '市民政局:support'],
      false,
    ],
    [
      '（牵头单位：市商务局；配合单位：市科技局、各区政府）',
      ['市商务局:lead', '市科技局:support', '各区政府:support'],
      false,
    ],
    [
      '（责任单位：崂山区政府，市财政局、市大数据局）',
      ['崂山区政府:responsible', '市财政局:responsible', '市大数据局:responsible'],
      false,
    ],
    [
      '（财政部牵头，国务院相关部门及各地区按职责分工负责）',
      ['财政部:lead', '国务院相关部门:responsible', '各地区:responsible'],
      false,
    ],
    ['【责任单位：市自然资源和规划局】', ['市自然资源和规划局:responsible'], false],
    ['（市水务局会同市生态环境局负责）', ['市水务局:lead', '市生态环境局:support'], false],
    ['（各区、县级市，市水利局负责）', ['各区、县级市:responsible', '市水利局:responsible'], false],
    [
      '（国际汽车城（集团）公司、市经信委分工负责）',
      ['国际汽车城（集团）公司:responsible', '市经信委:responsible'],
      false,
    ],
    ['（市教育局负责、市财政局配合）', ['市教育局:responsible', '市财政局:support'], false],
    ['（牵头：市教育局；配合：市财政局）', ['市教育局:lead', '市财政局:support'], false],
    [
      '（责任单位:市工信局、市发改委(列第一位为牵头单位,下同)）',
      ['市工信局:lead', '市发改委:responsible'],
      false,
    ],
    ['（市教育局、各县（市、区）人民政府）', ['市教育局', '各县（市、区）人民政府'], false],
    ['牵头单位：市教育局　配合单位：市财政局', ['市教育局:lead', '市财政局:support'], false],
    ['（市教育局牵头，市财政局参与，2024年底前完成）', ['市教育局:lead', '市财政局:support'], false],
    ['（市水利局、国网某市供电公司等按职责分工负责）', ['市水利局', '国网某市供电公司'], true],
    ['（市发展改革委、市统计局）', ['市发展改革委', '市统计局'], false],
    ['责任单位：市教育局、市体育局', ['市教育局:responsible', '市体育局:responsible'], false],
    ['（牵头单位：市住房和城乡建设局，完成时限：2025年12月）', ['市住房和城乡建设局:lead'], false],
  ])('%s', (bracket, bodies, open) => {
    const found = read(planWith(`推动公共建筑节能改造。${bracket}`)).filter(({ form }) => form === 'bracket')
    expect(found.map(bodiesOf)).toEqual([bodies])
    expect(found[0]!.nonExhaustive).toBe(open)
  })

  it.each([
    '（含撬装站）',
    '（牵头单位填写）',
    '（PM2.5）',
    '（以下简称市住房保障部门）',
    '（责任编辑：张三）',
    '（2022—2025年）',
  ])('%s is no statement of responsibility', (aside) => {
    const found = read(planWith(`推动公共建筑节能改造${aside}，提升能效水平。`))
    expect(found.filter(({ form }) => form === 'bracket')).toEqual([])
  })

  it('several in a paragraph cover the sentences since the one before', () => {
    const text = planWith('建设充电桩。（市交通局负责）改造老旧管网。（市水务局负责）')
    const [first, second] = read(text)
    expect(text.slice(first!.scope.start, first!.scope.end)).toBe('建设充电桩。')
    expect(text.slice(second!.scope.start, second!.scope.end)).toBe('改造老旧管网。')
    expect(first!.scopeKind).toBe('sentences')
  })

  it('a bracket in each paragraph covers its paragraph; one at the end covers the section', () => {
    const each = read(planWith('建设充电桩。（市交通局负责）\n改造老旧管网。（市水务局负责）'))
    expect(each.map(({ scopeKind }) => scopeKind)).toEqual(['paragraph', 'paragraph'])
    const text = planWith('建设充电桩。\n改造老旧管网。（市水务局负责）')
    const [one] = read(text)
    expect(one!.scopeKind).toBe('section')
    expect(text.slice(one!.scope.start, one!.scope.end)).toContain('建设充电桩。')
  })

  it('a convention sentence makes the first body lead from there on, and is told apart from a stated lead', () => {
    const text = planWith(
      '建设充电桩。（责任单位：市交通局、市财政局。列第一位者为牵头单位，下同）\n改造管网。（责任单位：市水务局、市住建局）',
    )
    const found = read(text)
    expect(found.map((one) => one.bodies.map(({ role }) => role))).toEqual([
      ['lead', 'responsible'],
      ['lead', 'responsible'],
    ])
    expect(found.map(({ leadStated }) => leadStated)).toEqual([false, false])
  })
})

describe('sentences', () => {
  it.each([
    ['由市水务局负责日常管理。', [['市水务局:responsible']]],
    ['市水务部门会同财政、税务等部门制定具体办法。', [['市水务部门:lead', '财政:support', '税务:support']]],
    ['公安、教育、民政等有关部门按照职责分工做好相关工作。', [['公安', '教育', '民政']]],
    ['市政府统筹全市住房保障工作。', [['市政府:lead']]],
    [
      '民政部门负责核实经济状况；住房保障部门负责核实住房状况。',
      [['民政部门:responsible'], ['住房保障部门:responsible']],
    ],
    ['未按照规定备案的，由乡镇人民政府责令限期改正。', [['乡镇人民政府:responsible']]],
    ['发挥省委科技委员会牵头抓总作用，加强协同。', [['省委科技委员会:lead']]],
    ['市、区水务部门负责节水工作的组织、协调、指导、监督。', [['市、区水务部门:lead']]],
    ['市住房城乡建设局是全市住房保障行政主管部门，负责指导工作。', [['市住房城乡建设局:lead']]],
    ['街道办事处和乡镇人民政府应当做好本辖区的节水工作。', [['街道办事处', '乡镇人民政府']]],
    ['应急管理局负责统一指挥。', [['应急管理局:responsible']]],
    ['组织部门和宣传部门按照职责做好人才工作。', [['组织部门', '宣传部门']]],
  ])('%s', (sentence, expected) => {
    expect(read(planWith(sentence)).map(bodiesOf)).toEqual(expected)
  })

  it.each([
    '推动企业负责人参加培训。',
    '自治县人民政府对自治县人民代表大会负责并报告工作。',
    '主管部门履行监督管理职责时发现的问题逐项登记。',
    '建立部门联合工作机制，加强协同。',
    '由于历史原因形成的建筑逐步改造。',
    '工业和信息化部、财政部联合发布通知。',
    '理由充分的应急响应机制不断完善。',
    '提高公共交通负责任运营水平。',
  ])('%s states no responsibility', (sentence) => {
    expect(read(planWith(sentence))).toEqual([])
  })

  it('reads through a hard line break and a page number, and prints the name in one piece', () => {
    const { reader, source } = readFixture('miit-zzgh-2021')
    const one = extractResponsibilities(reader).find(({ bodies }) => bodies[0]!.name === '各有关部门')
    expect(one).toBeDefined()
    expect(source.text.slice(one!.bodies[0]!.start, one!.bodies[0]!.end)).toMatch(/^各有\s*15\s*关部门$/)
  })
})

describe('properties', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '（',
      '）',
      '(',
      ')',
      '市财政局',
      '、',
      '，',
      '等',
      '牵头',
      '配合',
      '责任单位：',
      '按职责分工负责',
      '由',
      '。',
      '\n',
      '一、',
      '（一）',
      '会同',
      '应当',
      '各区',
      '和',
      '㈠',
      '１',
      ' ',
      '\u3000',
      '列第一位者为牵头单位，下同',
    ),
    { maxLength: 60 },
  )
  it('any text is read without an error, every quotation and name lies in the source', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        for (const one of read(text)) {
          expect(text.slice(one.start, one.end)).toBe(one.quote)
          expect(one.bodies.length).toBeGreaterThan(0)
          expect(one.scope.start).toBeLessThanOrEqual(one.scope.end)
          for (const body of one.bodies) {
            expect(body.start).toBeGreaterThanOrEqual(one.start)
            expect(body.end).toBeLessThanOrEqual(one.end)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('full-width and half-width punctuation read alike', () => {
    const { reader } = readFixture('qd-aipark-2023')
    const text = reader.source
      .replaceAll('（', '(')
      .replaceAll('）', ')')
      .replaceAll('：', ':')
      .replaceAll('，', ',')
    const halves = read(text)
    const wholes = extractResponsibilities(reader)
    expect(halves.map(bodiesOf)).toEqual(wholes.map(bodiesOf))
  })
})
