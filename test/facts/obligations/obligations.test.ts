/** What a document bans, demands, promotes, encourages and permits: golden files, forms and properties. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Obligation } from '../../../src/domain/facts.ts'
import { extractObligations } from '../../../src/facts/obligations/extract-obligations.ts'
import { MODALITY_TABLE, modalityTableSchema } from '../../../src/facts/obligations/markers.ts'
import { planWith, readFixture, readJson, readText } from '../read-facts.ts'

type Row = Pick<
  Obligation,
  'line' | 'modality' | 'marker' | 'actor' | 'addressee' | 'action' | 'condition' | 'exception' | 'quote'
>

const rowOf = ({
  line,
  modality,
  marker,
  actor,
  addressee,
  action,
  condition,
  exception,
  quote,
}: Obligation): Row => ({
  line,
  modality,
  marker,
  actor,
  addressee,
  action,
  condition,
  exception,
  quote,
})
const read = (text: string) => extractObligations(readText(text).reader)
const seed = extractObligations(readFixture('jiading-2023-27').reader).map(rowOf)

it('the table of modality keeps its schema', () => {
  expect(() => modalityTableSchema.parse(MODALITY_TABLE)).not.toThrow()
})

describe('the seed plan', () => {
  const golden = readJson<Row[]>('golden/obligations/jiading-2023-27.json')

  it.each(['ban', 'must', 'shall', 'encourage', 'explore', 'may'])(
    'every %s is in the golden file',
    (modality) => {
      expect(seed.filter((row) => row.modality === modality)).toEqual(
        golden.filter((row) => row.modality === modality),
      )
    },
  )

  it.each(golden.filter(({ modality }) => modality === 'promote'))('line $line promotes: $action', (row) => {
    expect(seed).toContainEqual(row)
  })

  it('of 36 应 one is a duty', () => {
    expect(seed.filter(({ marker }) => marker === '应').map(({ line }) => line)).toEqual([101])
  })

  it('the ban on 两高一低 carries its exception list', () => {
    const ban = seed.find(({ marker }) => marker === '原则上不得')
    expect(ban).toMatchObject({
      action: '新建、扩建“两高一低”项目',
      exception: '除涉及城市运行和产业发展安全保障、环保改造、再生资源利用和强链补链延链等项目外',
    })
    expect(ban!.quote).toContain(ban!.exception!)
    expect(seed.find(({ marker }) => marker === '严禁')!.exception).toBeNull()
  })
})

describe('a regulation', () => {
  const found = extractObligations(readFixture('bj-water-2022').reader).map(rowOf)
  const golden = readJson<Row[]>('golden/obligations/bj-water-2022.json')

  it.each([...new Set(golden.map(({ line }) => line))])('line %i is as checked by hand', (line) => {
    expect(found.filter((row) => row.line === line)).toEqual(golden.filter((row) => row.line === line))
  })

  it('its purpose and its definitions oblige nobody', () => {
    expect(found.filter(({ line }) => line === 14 || line === 16)).toEqual([])
  })
})

describe('forms', () => {
  it.each([
    ['禁止在公园内吸烟。', 'ban', null, '在公园内吸烟', null, null],
    ['任何单位和个人不得擅自占用绿地。', 'ban', '任何单位和个人', '擅自占用绿地', null, null],
    ['用人单位必须依法缴纳社会保险费。', 'must', '用人单位', '依法缴纳社会保险费', null, null],
    ['申请人应当提交真实材料。', 'shall', '申请人', '提交真实材料', null, null],
    ['各有关部门应加强协同配合。', 'shall', '各有关部门', '加强协同配合', null, null],
    ['情况紧急的，行政机关可以先行处置。', 'may', '行政机关', '先行处置', '情况紧急的', null],
    ['未经批准的，不得开工建设。', 'ban', null, '开工建设', '未经批准的', null],
    ['不得露天焚烧秸秆，但法律另有规定的除外。', 'ban', null, '露天焚烧秸秆', null, '但法律另有规定的除外'],
    ['除应急抢险外，禁止夜间施工。', 'ban', null, '夜间施工', null, '除应急抢险外'],
    ['鼓励金融机构开发绿色信贷产品。', 'encourage', '金融机构', '鼓励金融机构开发绿色信贷产品', null, null],
    [
      '支持高等院校、科研院所开展技术攻关。',
      'encourage',
      '高等院校、科研院所',
      '支持高等院校、科研院所开展技术攻关',
      null,
      null,
    ],
    ['积极探索碳普惠机制。', 'explore', null, '积极探索碳普惠机制', null, null],
    ['严格执行能耗限额标准。', 'shall', null, '严格执行能耗限额标准', null, null],
    ['新增公交车原则上全部使用新能源汽车。', 'shall', null, '新增公交车原则上全部使用新能源汽车', null, null],
    ['在城市更新中，杜绝“大拆大建”。', 'ban', null, '“大拆大建”', '在城市更新中', null],
  ])('%s', (sentence, modality, actor, action, condition, exception) => {
    const [one, ...others] = read(planWith(sentence)).filter(({ line }) => line === 4)
    expect(others).toEqual([])
    expect(one).toMatchObject({ modality, actor, action, condition, exception })
  })

  it.each([
    '提升天然气供应能力的条件已经具备。',
    '形成与碳达峰碳中和目标相适应的效应。',
    '供应链响应时间为3天。',
    '应收尽收、应治尽治的格局基本形成。',
    '可再生能源占比为20%。',
    '本办法所称用水单位，是指应当办理取水许可的单位。',
  ])('%s obliges nobody', (sentence) => {
    expect(
      read(planWith(sentence)).filter(({ line, modality }) => line === 4 && modality !== 'promote'),
    ).toEqual([])
  })

  it('what a list announces holds for its items', () => {
    const text =
      '某市用水条例\n第一章 总则\n第一条 供水单位应当遵守下列规定：\n（一）建立台账；\n（二）按照规定收费。\n第二条 用水应当计量。\n'
    const items = read(text).filter(({ quote }) => /台账|收费/.test(quote))
    expect(items.map(({ modality, actor, action }) => [modality, actor, action])).toEqual([
      ['shall', '供水单位', '建立台账'],
      ['shall', '供水单位', '按照规定收费'],
    ])
  })

  it('a heavier sanction keeps its case and its authority', () => {
    const found = read(
      planWith('违反规定排放污水的，由水务部门责令限期改正；逾期不改正的，处五万元以下罚款。'),
    )
    const fine = found.find(({ action }) => action.includes('罚款'))
    expect(fine).toMatchObject({ actor: '水务部门', condition: '违反规定排放污水的，逾期不改正的' })
    expect(fine!.quote.startsWith('违反规定排放污水的')).toBe(true)
  })
})

describe('properties', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '企业',
      '应当',
      '不得',
      '，',
      '。',
      '；',
      '：',
      '除',
      '外',
      '的',
      '鼓励',
      '在',
      '中',
      '水务部门',
      '由',
      '责令',
      '处',
      '罚款',
      '可以',
      '“',
      '”',
      '（一）',
      '\n',
      '推进',
      '加快',
      '但',
      '除外',
      '以及',
      '2025年',
      '%',
      '第一条',
      '下列规定',
      ' ',
    ),
    { maxLength: 60 },
  )

  it('any text is read without an error, and every quotation lies in the source', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        for (const one of read(text)) {
          expect(text.slice(one.start, one.end)).toBe(one.quote)
          expect(one.quote.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('marker, actor and exception stand in the quotation of the seed plan', () => {
    for (const row of seed) {
      expect(row.quote).toContain(row.marker)
      if (row.actor !== null) expect(row.quote).toContain(row.actor)
      if (row.exception !== null) expect(row.quote).toContain(row.exception)
      if (row.condition !== null) expect(row.quote).toContain(row.condition)
    }
  })
})
