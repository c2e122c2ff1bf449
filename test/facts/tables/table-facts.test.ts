import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../../src/adapters/node/source-reader.ts'
import { extractFacts } from '../../../src/facts/extract-facts.ts'
import { cellFigure } from '../../../src/facts/tables/cell-figure.ts'
import { parseDocument } from '../../../src/parse/parse-document.ts'
import { readDocumentFile } from '../../../src/readers/read-document.ts'
import { makeDocx, p, tbl, tc, tr } from '../../readers/make-docx.ts'

async function factsOf(body: string) {
  const source = sourceOf('plan', 'plan.docx', {}, await readDocumentFile(makeDocx({ body }), 'plan.docx'))
  const tree = parseDocument(source)
  const facts = extractFacts(source, tree)
  for (const fact of [...facts.targets, ...facts.responsibilities]) {
    expect(fact.quote).toBe(source.text.slice(fact.start, fact.end))
  }
  return { source, tree, facts }
}

const HEAD = p('某区能源工作方案') + p('一、总体要求') + p('到2025年建成加氢站2座。')
const rows = (...lines: readonly (readonly string[])[]) =>
  tbl(lines.map((cells) => tr(cells.map((cell) => tc(cell)).join(''))).join(''))

describe('cells that are a figure', () => {
  it.each([
    ['29.4', { comparator: '=', value: 29.4, unit: '' }],
    ['≥90%', { comparator: '>=', value: 90, unit: '%' }],
    ['30万元以上', { comparator: '>=', value: 30, unit: '万元' }],
    ['［5,000］', { comparator: '=', value: 5000, unit: '' }],
    ['10—15', { comparator: 'range', value: [10, 15], unit: '' }],
    ['不超过5万元', { comparator: '<=', value: 5, unit: '万元' }],
    ['2025年底前', null],
    ['建成2座', null],
    ['—', null],
  ])('%s', (text, figure) => {
    expect(cellFigure(text)).toEqual(figure)
  })
})

describe('an annex of tasks', () => {
  it('gives the responsible bodies of each row with the role of their column', async () => {
    const { facts, source } = await factsOf(
      HEAD +
        p('附件') +
        p('重点任务分解表') +
        rows(
          ['序号', '重点任务', '牵头单位', '配合单位', '完成时限'],
          ['1', '推进光伏发电项目建设', '区发展改革委', '区财政局、区建设管理委等', '2025年'],
          ['2', '推广新能源汽车', '区交通委', '', '2024年底'],
        ),
    )
    const read = facts.responsibilities.map(({ bodies, scope, nonExhaustive, leadStated }) => ({
      bodies: bodies.map(({ name, role }) => `${name} ${role}`),
      scope: source.text.slice(scope.start, scope.end),
      nonExhaustive,
      leadStated,
    }))
    expect(read).toEqual([
      {
        bodies: ['区发展改革委 lead', '区财政局 support', '区建设管理委 support'],
        scope: '推进光伏发电项目建设',
        nonExhaustive: true,
        leadStated: true,
      },
      { bodies: ['区交通委 lead'], scope: '推广新能源汽车', nonExhaustive: false, leadStated: true },
    ])
  })
})

describe('a table of indicators', () => {
  it('gives a target for each year, with unit, base and the heading as its deadline', async () => {
    const { facts, source, tree } = await factsOf(
      HEAD +
        rows(
          ['序号', '指标名称', '单位', '2020年基期值', '2023年', '2025年'],
          ['1', '光伏装机容量', '万千瓦', '10', '20.5', '≥29.4'],
          ['2', '绿色建筑占比（%）', '', '60', '', '100'],
        ),
    )
    const targets = facts.targets.filter(({ line }) => line > 3)
    expect(
      targets.map(({ subject, comparator, value, unit, deadline, year, baseline, purpose }) => [
        subject,
        comparator,
        value,
        unit,
        deadline,
        year,
        baseline,
        purpose,
      ]),
    ).toEqual([
      ['光伏装机容量', '=', 20.5, '万千瓦', '2023年', 2023, '10', 'goal'],
      ['光伏装机容量', '>=', 29.4, '万千瓦', '2025年', 2025, '10', 'goal'],
      ['绿色建筑占比', '=', 100, '%', '2025年', 2025, '60', 'goal'],
    ])
    const last = targets.at(-1)!
    expect(source.text.slice(last.valueSpan.start, last.valueSpan.end)).toBe('100')
    expect(source.text.slice(last.deadlineSpan!.start, last.deadlineSpan!.end)).toBe('2025年')
    expect(tree.paragraphs.filter(({ role }) => role === 'table')).toHaveLength(3)
    expect(facts.targets.filter(({ line }) => line === 3)).toHaveLength(1)
  })

  it('reads amounts by their standard, and nothing of tables without headings', async () => {
    const amounts = await factsOf(
      HEAD + rows(['项目', '奖励标准（万元）'], ['国家级孵化器', '80'], ['省级孵化器', '30']),
    )
    expect(
      amounts.facts.targets
        .filter(({ line }) => line > 3)
        .map(({ subject, value, unit, purpose }) => [subject, value, unit, purpose]),
    ).toEqual([
      ['国家级孵化器', 80, '万元', 'amount'],
      ['省级孵化器', 30, '万元', 'amount'],
    ])
    const bare = await factsOf(HEAD + rows(['联系人：', '张三'], ['电话：', '021-5952']))
    expect(bare.facts.targets.filter(({ line }) => line > 3)).toEqual([])
  })
})

it('rows are paragraphs of their own, whatever number they open with', async () => {
  const { tree, source } = await factsOf(
    HEAD +
      rows(['一、产业类', '标准'], ['（一）工业', '5万元'], ['1.技改', '3万元']) +
      p('二、保障措施') +
      p('加强领导。'),
  )
  expect(tree.sections.map(({ number, title }) => number + title)).toEqual(['一、总体要求', '二、保障措施'])
  expect(
    tree.paragraphs
      .filter(({ role }) => role === 'table')
      .map(({ span }) => source.text.slice(span.start, span.end)),
  ).toEqual(['一、产业类 | 标准', '（一）工业 | 5万元', '1.技改 | 3万元'])
})
