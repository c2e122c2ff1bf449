/** Cases at the edges: short sections, registers over several documents, earlier turns, long statements, suggestions. */
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/ports/reader.ts'
import { listOf } from '../../src/statements/lists.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { readText } from '../retrieval/test-library.ts'
import { askOn, openEngine, scripted } from './open-engine.ts'

async function answerTo(
  texts: Readonly<Record<string, string>>,
  kind: Kind,
  question: string,
  words: string,
  history: readonly string[] = [],
) {
  const reader = scripted(kind, (statement) =>
    words !== '' && statement.includes(words) ? { answers: 0.9, marks: [words] } : {},
  )
  return (await askOn(await openEngine(texts, { reader }), { question, history })).answer
}

describe('lists', () => {
  it('two sections of a few lines are no list', () => {
    const text = `某市行动方案
一、任务
（一）开展下列试点：
1.公交电动化。
2.单车规范停放。
（二）完善标准。制定建设标准。
`
    const all = statementsOf(readText('x', text))
    const second = all.find(({ text: words }) => words.startsWith('(二)'))!
    expect(listOf(all, second)).toBeNull()
  })

  it('an item without a comma is not cut within a word', async () => {
    const item = '经认定的高新技术企业购置用于研发的仪器设备以及测试软件并投入使用满两个完整会计年度的情形'
    const text = `青川市办法\n第一条 有下列情形之一的，可以申请补贴：\n（一）${item}；\n（二）其他情形。\n`
    expect((await answerTo({ x: text }, 'list', '哪些情形可以申请补贴?', '其他情形')).headline).toContain(
      item,
    )
  })

  it('two of something are 两项', async () => {
    const text = '青川市办法\n第一条 有下列情形之一的，可以申请：\n（一）搬迁的；\n（二）翻修的。\n'
    expect((await answerTo({ x: text }, 'list', '哪些情形可以申请?', '搬迁')).headline).toMatch(/^共两项/)
  })
})

describe('registers', () => {
  it('of a body’s tasks hold those of every document', async () => {
    const plan = (matter: string) =>
      `青川市${matter}方案\n一、目标\n推进${matter}。（市交通委、市财政局按职责分工负责）\n`
    const texts = { a: plan('绿色出行'), b: plan('智慧停车') }
    const answer = await answerTo(texts, 'list', '市交通委有哪些任务?', '')
    expect(new Set(answer.citations.map(({ document }) => document))).toEqual(new Set(['a', 'b']))
  })
})

describe('personal numbers', () => {
  it('in an earlier question are not processed either', async () => {
    const history = ['我的身份证号是11010519491231002X']
    const answer = await answerTo(
      { x: '青川市办法\n第一条 可以申请补贴。\n' },
      'yesno',
      '能申请吗?',
      '补贴',
      history,
    )
    expect(answer.status).toBe('rejected')
  })
})

describe('long statements', () => {
  it('are said by the clause that answers, wherever it stands', async () => {
    const clauses = Array.from({ length: 14 }, (_, i) => `推进第${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}类项目`)
    const text = `青川市方案\n一、任务\n${clauses.join('，')}，建成露台30处。\n`
    const answer = await answerTo({ x: text }, 'figure', '建成多少处露台?', '露台30处')
    expect(answer.headline).toContain('30处')
  })
})

describe('a question whether this or that document is meant', () => {
  it('is answered when one of its suggestions is asked', async () => {
    const rule = (city: string, days: number) => `${city}办法\n第一条 应当提前${days}日申报。\n`
    const texts = { a: rule('青川市', 3), b: rule('白水市', 5) }
    const { suggestions } = await answerTo(texts, 'deadline', '要提前多少天申报?', '申报')
    expect(suggestions).toHaveLength(2)
    const { status, citations } = await answerTo(texts, 'deadline', suggestions[1]!, '申报')
    expect([status, citations[0]?.document]).toEqual(['answered', 'b'])
  })
})

describe('a question for bodies', () => {
  const text = '青川市方案\n一、任务\n建设露台。推进护栏改造。（市绿化局、市财政局按职责分工负责）\n'
  const seen = async (kind: Kind) => {
    const read: string[] = []
    const reader = scripted(kind, (statement) => {
      read.push(statement)
      return statement.includes('露台') ? { answers: 0.9, marks: ['市绿化局'] } : {}
    })
    const { answer } = await askOn(await openEngine({ x: text }, { reader }), {
      question: '露台由哪些部门负责?',
      history: [],
    })
    return { read, answer }
  }

  it('is read with the bracket that closes the matter, and answered by it', async () => {
    const { read, answer } = await seen('bodies')
    expect(read).toContain('建设露台。(市绿化局、市财政局按职责分工负责)')
    expect(answer.headline).toContain('市绿化局')
    for (const { quote } of answer.citations) expect(text).toContain(quote)
  })

  it('of another kind is read without it', async () => {
    expect((await seen('measure')).read).toContain('建设露台。')
  })
})
