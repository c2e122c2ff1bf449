/** What is chosen from what was read: silence, support, what a statement cannot be read without, lists. */
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/answering/evidence/evidence.ts'
import { readCandidates } from '../../src/answering/evidence/read-candidates.ts'
import { selectEvidence } from '../../src/answering/evidence/select-evidence.ts'
import { understand } from '../../src/answering/understanding/understand.ts'
import type { Kind } from '../../src/ports/reader.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { type Line, openEngine, scripted } from './open-engine.ts'

const FUND = `青川市住房公积金提取办法
第一条 职工应当按月缴存；单位应当按月汇缴。
第二条 缴存比例不低于5%。但困难企业经批准可以缓缴。
第三条 有下列情形之一的，可以申请提取：
（一）购买自住住房的；
（二）离休、退休的；
（三）出境定居的。
第四条 申请人应当如实申报。
第五条 本办法由市公积金中心解释。
`

/** Evidence for a question when every statement is read, and the script judges it. */
async function evidenceFor(
  judge: (statement: string) => Line,
  {
    kind = 'measure',
    text = FUND,
    question = '怎么办?',
  }: { kind?: Kind; text?: string; question?: string } = {},
): Promise<Evidence> {
  const engine = await openEngine({ fund: text }, { reader: scripted(kind, judge) })
  const understanding = await understand(engine, { question, history: [] })
  const candidates = statementsOf(engine.library.get('fund')!).map(({ document, index }) => ({
    document,
    statement: index,
    score: 0,
    bm25: 0,
    cosine: 0,
  }))
  return selectEvidence(engine, understanding, await readCandidates(engine, understanding, candidates))
}

const likely = (chances: Readonly<Record<string, number>>) => (statement: string) => ({
  answers: Object.entries(chances).find(([words]) => statement.includes(words))?.[1] ?? 0,
})
const kept = (evidence: Evidence) => evidence.kept.map(({ statement }) => statement.text)

describe('silence', () => {
  it('is below the threshold, and everything that was read stays, likeliest first', async () => {
    const evidence = await evidenceFor(likely({ 如实申报: 0.49, 缓缴: 0.2 }))
    expect(evidence.kept).toEqual([])
    expect(evidence.focus).toBeNull()
    expect(evidence.read[0]!.statement.text).toContain('如实申报')
    expect(evidence.read[1]!.statement.text).toContain('缓缴')
  })

  it('ends at the threshold', async () => {
    expect(kept(await evidenceFor(likely({ 如实申报: 0.5 })))).toEqual(['第四条申请人应当如实申报。'])
  })
})

describe('support', () => {
  it('is a share of the likeliest statement’s probability', async () => {
    const at = async (chance: number) => kept(await evidenceFor(likely({ 如实申报: 0.8, 缴存比例: chance })))
    expect(await at(0.8 * 0.3 + 0.001)).toContain('第二条缴存比例不低于5%。')
    expect(await at(0.8 * 0.3 - 0.001)).not.toContain('第二条缴存比例不低于5%。')
  })

  it('comes likeliest first and stops at the room for quotations', async () => {
    const long = (name: string) => `${name}应当${'认真落实各项要求、'.repeat(11)}及时公开。`
    const text = `青川市办法\n第一条 ${long('甲')}\n第二条 ${long('乙')}\n第三条 ${long('丙')}\n`
    const found = kept(await evidenceFor(likely({ 甲: 0.9, 乙: 0.7, 丙: 0.8 }), { text }))
    expect(found.map((statement) => statement[3])).toEqual(['甲', '丙'])
  })
})

describe('what belongs to a statement', () => {
  it('is the exception after it', async () => {
    expect(kept(await evidenceFor(likely({ 缴存比例: 0.9 })))).toEqual([
      '第二条缴存比例不低于5%。',
      '但困难企业经批准可以缓缴。',
    ])
  })

  it('is the rule before an exception', async () => {
    expect(kept(await evidenceFor(likely({ 缓缴: 0.9 })))).toEqual([
      '但困难企业经批准可以缓缴。',
      '第二条缴存比例不低于5%。',
    ])
  })

  it('is the line that an item completes, and no other item', async () => {
    expect(kept(await evidenceFor(likely({ 出境: 0.9 })))).toEqual([
      '(三)出境定居的。',
      '第三条有下列情形之一的,可以申请提取:',
    ])
  })

  it('is the other half of a sentence that a semicolon cuts', async () => {
    expect(kept(await evidenceFor(likely({ 按月汇缴: 0.9 })))).toEqual([
      '单位应当按月汇缴。',
      '第一条职工应当按月缴存;',
    ])
  })
})

describe('a list', () => {
  const WHOLE = [
    '(三)出境定居的。',
    '第三条有下列情形之一的,可以申请提取:',
    '(一)购买自住住房的;',
    '(二)离休、退休的;',
  ]

  it.each(['list', 'count'] as const)('is whole where a %s is asked for', async (kind) => {
    const evidence = await evidenceFor(likely({ 出境: 0.9 }), { kind })
    expect(kept(evidence)).toEqual(WHOLE)
    expect(evidence.list?.items).toHaveLength(3)
  })

  it('is whole where most of its items answer by themselves', async () => {
    expect(kept(await evidenceFor(likely({ 出境: 0.9, 购买: 0.6 })))).toEqual(WHOLE)
    expect((await evidenceFor(likely({ 出境: 0.9 }))).list).toBeNull()
  })

  it('is left to its items where it is too long to quote', async () => {
    const items = ['一', '二', '三'].map((n) => `（${n}）${'符合条件的、'.repeat(50)}情形；`)
    const text = `青川市办法\n第一条 有下列情形之一的：\n${items.join('\n')}\n第二条 其他。\n`
    const evidence = await evidenceFor(likely({ '(一)': 0.9 }), { kind: 'list', text })
    expect(evidence.list).toBeNull()
  })
})

describe('what was read', () => {
  it('holds a statement that is printed twice once', async () => {
    const text = FUND.replace('第五条 本办法由市公积金中心解释。', '第四条 申请人应当如实申报。')
    const evidence = await evidenceFor(likely({ 如实申报: 0.9 }), { text })
    expect(kept(evidence)).toEqual(['第四条申请人应当如实申报。'])
  })

  it('brings answer words into the source', async () => {
    const evidence = await evidenceFor((statement) =>
      statement.includes('缴存比例') ? { answers: 0.9, marks: ['不低于5%'] } : {},
    )
    const [span] = evidence.kept[0]!.answerSpans
    expect(FUND.slice(span!.start, span!.end)).toBe('不低于5%')
  })
})

describe('focus', () => {
  const text = '青川市露台计划\n一、目标\n到2025年，建成露台30处，加强护栏和步道日常养护，绿地率达到40%。\n'
  const focusFor = async (chances: Readonly<Record<string, number>>, kind: Kind = 'measure') => {
    const { focus } = await evidenceFor(
      (statement) =>
        statement.endsWith('40%。') && statement.includes('30处')
          ? { answers: 0.9 }
          : likely(chances)(statement),
      { text, kind },
    )
    return { clause: text.slice(focus!.clause.start, focus!.clause.end), value: focus!.target?.value ?? null }
  }

  it('is the clause that answers, with the target that it states', async () => {
    expect(await focusFor({ 绿地率: 0.8 })).toEqual({ clause: '绿地率达到40%。', value: 40 })
    expect((await focusFor({ 露台30处: 0.8 })).value).toBe(30)
    expect(await focusFor({ 护栏: 0.8 })).toMatchObject({ value: null })
  })

  it('holds a clause beside it that answers too, but one figure alone where one is asked for', async () => {
    const chances = { 护栏: 0.5, 绿地率: 0.8 }
    expect((await focusFor(chances)).clause).toBe('加强护栏和步道日常养护，绿地率达到40%。')
    expect((await focusFor(chances, 'figure')).clause).toBe('绿地率达到40%。')
  })
})

describe('a contradiction', () => {
  it('is one from the threshold on, and only of the likeliest statement', async () => {
    const contradicting = (chance: number) => (statement: string) =>
      statement.includes('缴存比例') ? { answers: 0.9, contradicts: chance } : { contradicts: 0.9 }
    const asked = { kind: 'yesno' } as const
    expect((await evidenceFor(contradicting(0.5), asked)).contradicted).toBe(true)
    expect((await evidenceFor(contradicting(0.49), asked)).contradicted).toBe(false)
    // An open question that names no figure, year, body or place supposes nothing.
    expect((await evidenceFor(contradicting(0.9))).contradicted).toBe(false)
  })
})

describe('another year or place than asked', () => {
  const text = '青川市露台计划\n一、目标\n到2025年，全市建成露台30处。\n'

  it.each([
    ['2025年建成多少处露台?', null],
    ['2027年建成多少处露台?', { of: 'year', year: 2027 }],
    ['北京市要建成多少处露台?', { of: 'place', place: '北京市' }],
  ])('%s', async (question, mismatch) => {
    const evidence = await evidenceFor(likely({ 露台30处: 0.9 }), { kind: 'figure', text, question })
    expect(evidence.mismatch).toEqual(mismatch)
    expect(evidence.kept).toHaveLength(mismatch ? 0 : 1)
  })
})
