/** What the statements of a document are: a document written for it, and laws that hold for every document. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReadDocument } from '../../src/domain/library.ts'
import { statementsOf, viewOfStatement } from '../../src/statements/statements-of.ts'
import { toSource } from '../../src/text/view.ts'
import { fixtureLibrary, readText } from '../retrieval/test-library.ts'

const PLAN = `某区绿色出行实施方案
各街道、镇人民政府：
一、主要目标
到2025年，建成6个加氢站；新增充电桩300个（含快充；慢充）；&emsp;全区绿色出行比例达到75%。（区交通委、区经委等按职责分工负责）
二、重点任务
（一）开展下列试点：
1.公交电动化。每年更新车辆50辆。
2.共享单车规范停放。
（二）完善标准。制定“站；桩”建设标准，但已建成的除外。
三、年度指标
指标 | 2024年 | 2025年
加氢站（个） | 3 | 6
充电桩（个） | 100 | 300
第五条 驾驶人应当减速。 第六条 行人优先通行。
`

const plan = readText('plan', PLAN)
const sourceOf = (read: ReadDocument, { span }: { span: { start: number; end: number } }) =>
  read.source.text.slice(span.start, span.end)

describe('the statements of a small plan', () => {
  const found = statementsOf(plan)

  it('are its sentences, parts at semicolons, brackets, rows, headings and articles', () => {
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['head', '某区绿色出行实施方案'],
      ['head', '各街道、镇人民政府:'],
      ['heading', '一、主要目标'],
      ['sentence', '到2025年,建成6个加氢站;'],
      ['sentence', '新增充电桩300个(含快充;慢充);'],
      ['sentence', '全区绿色出行比例达到75%。'],
      ['responsibility', '(区交通委、区经委等按职责分工负责)'],
      ['heading', '二、重点任务'],
      ['heading', '(一)开展下列试点:'],
      ['sentence', '1.公交电动化。每年更新车辆50辆。'],
      ['sentence', '2.共享单车规范停放。'],
      ['sentence', '(二)完善标准。制定“站;桩”建设标准,但已建成的除外。'],
      ['heading', '三、年度指标'],
      ['row', '指标| 2024年| 2025年'],
      ['row', '加氢站(个) | 3 | 6'],
      ['row', '充电桩(个) | 100 | 300'],
      ['sentence', '第五条驾驶人应当减速。'],
      ['sentence', '第六条行人优先通行。'],
    ])
  })

  it('inherit headings, the line that announces them, the sentence before, and the columns of a table', () => {
    const contexts = new Map(found.map(({ text, context }) => [text, context]))
    expect(Object.fromEntries(contexts)).toMatchObject({
      '一、主要目标': '',
      '到2025年,建成6个加氢站;': '主要目标',
      '新增充电桩300个(含快充;慢充);': '主要目标 到2025年,建成6个加氢站;',
      '(区交通委、区经委等按职责分工负责)': '主要目标 全区绿色出行比例达到75%。',
      '(一)开展下列试点:': '重点任务',
      '2.共享单车规范停放。': '重点任务 开展下列试点 (一)开展下列试点:',
      '(二)完善标准。制定“站;桩”建设标准,但已建成的除外。': '重点任务 完善标准',
      '指标| 2024年| 2025年': '年度指标',
      '充电桩(个) | 100 | 300': '年度指标 指标| 2024年| 2025年',
      '第六条行人优先通行。': '第六条',
    })
  })

  it('hold no entity of a web page, and none is quoted', () => {
    for (const statement of found) {
      expect(statement.text).not.toContain('&')
      expect(sourceOf(plan, statement)).not.toContain('&')
    }
  })

  it('announce what follows under the same heading, and no further', () => {
    const read = readText(
      'x',
      '某市行动方案\n一、目标\n到2030年的主要指标如下：\n绿地率达到40%。\n二、保障\n加强宣传。\n',
    )
    const context = (text: string) => statementsOf(read).find((each) => each.text === text)!.context
    expect(context('绿地率达到40%。')).toContain('主要指标如下')
    expect(context('加强宣传。')).toBe('保障')
  })

  it('are none for wrapper lines and tables of contents, and none without a letter or digit', () => {
    const read = readText('x', '某市行动方案\n一、目标\n——\n绿地率达到40%。\n')
    expect(statementsOf(read).map(({ text }) => text)).not.toContain('——')
    const jiading = fixtureLibrary(['jiading-2023-27']).get('jiading-2023-27')!
    const wrapped = statementsOf(jiading).filter(
      ({ paragraph }) => jiading.tree.paragraphs[paragraph]!.role === 'wrapper',
    )
    expect(wrapped).toEqual([])
  })

  it('are the same array for the same document', () => {
    expect(statementsOf(plan)).toBe(found)
  })
})

/** What the text of any document must obey. */
function breaches(read: ReadDocument): string[] {
  const { tree } = read
  const found: string[] = []
  const statements = statementsOf(read)
  let end = 0
  statements.forEach((statement, i) => {
    const { span, index, paragraph, document, text } = statement
    const holder = tree.paragraphs[paragraph]!.span
    if (index !== i || document !== read.source.id) found.push(`${i} has the index ${index}`)
    if (span.start < end) found.push(`${i} overlaps the one before it`)
    end = span.end
    if (span.end <= span.start) found.push(`${i} is empty`)
    if (span.start < holder.start || span.end > holder.end) found.push(`${i} leaves its paragraph`)
    if (sourceOf(read, statement).trim() !== sourceOf(read, statement))
      found.push(`${i} has white space at its ends`)
    const view = viewOfStatement(read, statement)
    if (view.text !== text) found.push(`${i} has another text than its view`)
    for (let at = 0; at < text.length; at++) {
      const back = toSource(view, at, at + 1)
      if (back.start < span.start || back.end > span.end) found.push(`${i}:${at} maps outside`)
    }
  })
  for (const { role, body, index, gaps } of tree.paragraphs) {
    if (role !== 'body' && role !== 'table') continue
    const own = statements.filter(({ paragraph }) => paragraph === index)
    for (let at = body.start; at < body.end; at++) {
      const covered =
        own.some(({ span }) => span.start <= at && at < span.end) ||
        gaps.some((gap) => gap.start <= at && at < gap.end)
      if (!covered && /[\p{L}\p{N}]/u.test(read.source.text[at]!) && !inEntity(read.source.text, at)) {
        found.push(`${read.source.text.slice(at, at + 10)} of paragraph ${index} is in no statement`)
        break
      }
    }
  }
  return found
}

/** Within &emsp; and its like. */
function inEntity(text: string, at: number): boolean {
  const from = text.lastIndexOf('&', at)
  return from >= 0 && at - from < 8 && /^&[#\w]+;/.test(text.slice(from, from + 9))
}

describe('the statements of any document', () => {
  it.each([...fixtureLibrary().values()].map((read) => [read.source.id, read] as const))(
    'are disjoint, in order, within their paragraphs, map back, and leave no letter out: %s',
    (_, read) => {
      expect(statementsOf(read).length).toBeGreaterThan(30)
      expect(breaches(read)).toEqual([])
    },
  )

  const lines = [...fixtureLibrary().values()].flatMap(({ source }) => source.text.split('\n'))
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...lines) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '',
        '；',
        '（',
        '一、',
        '第三条　',
        '甲 | 乙 | 3',
        '&emsp;',
        '——',
        '如下：',
        '(;',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  )

  it('do so for lines in any order, with noise between them', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (drawn) => {
        expect(breaches(readText('drawn', drawn.join('\n').replaceAll('\r', '')))).toEqual([])
      }),
      { numRuns: 60, seed: 20_261_128 },
    )
  })
})
