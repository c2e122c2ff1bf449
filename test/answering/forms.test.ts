/** How evidence is said: one form after the other, with a reader that follows a script. */
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/ports/reader.ts'
import { alignTranslation } from '../../src/translation/align-translation.ts'
import { askOn, type Line, openEngine, scripted } from './open-engine.ts'

const PLAN = `青川市绿色出行实施方案
青府发〔2023〕12号
一、主要目标
（一）设施建设
到2025年，建成加氢站6座；新增充电桩300个；力争绿色出行比例达到75%。（市交通委、市经信委等按职责分工负责）
（二）公交服务
更新公交车50辆。（牵头单位：市交通委；配合单位：市财政局）
二、行为规范
第三条 驾驶人不得在公交车道停车，但执行紧急任务的除外。
第四条 公交车经批准可以临时停靠。
第五条 鼓励企业购买新能源车辆。
第六条 有下列情形之一的，可以申请补贴：
（一）购买电动车的；
（二）安装充电桩的；
（三）共享车位的。
第七条 任何单位不得占用充电车位。
三、附则
本方案自2023年12月1日起施行，有效期5年。
`

/** Of statements that do not answer, and yet are about the matter. */
const ON_TOPIC = 0.1

interface Case {
  readonly kind: Kind
  readonly question: string
  readonly text?: string
  readonly asOf?: string
  readonly lang?: 'zh' | 'en'
}

/** The answer when the statements that hold `words` answer, marked by them. */
async function answerTo({ kind, question, text = PLAN, ...more }: Case, words: string, line: Line = {}) {
  const reader = scripted(kind, (statement) =>
    words !== '' && statement.includes(words)
      ? { answers: 0.9, marks: [words], ...line }
      : { answers: ON_TOPIC },
  )
  const engine = await openEngine({ plan: text }, { reader })
  const { answer, stages } = await askOn(engine, { question, history: [], ...more })
  return { ...answer, form: stages.at(-1)?.name }
}

const quotes = ({ citations }: { citations: readonly { quote: string }[] }) =>
  citations.map(({ quote }) => quote)

describe('figure', () => {
  it('carries the year of an earlier clause, says so, and quotes it', async () => {
    const answer = await answerTo({ kind: 'figure', question: '充电桩新增多少个?' }, '充电桩300个')
    expect(answer).toMatchObject({ form: 'form: figure', status: 'answered' })
    expect(answer.headline).toContain('300个')
    expect(answer.headline).toContain('到2025年')
    expect(answer.headline).not.toMatch(/6座|75/)
    expect(answer.caveats).toContain('时限“到2025年”承接前文。')
    expect(quotes(answer)[0]).toBe('新增充电桩300个；')
    expect(quotes(answer).join()).toContain('到2025年')
  })

  it('says that the year has passed from the next year on, by asOf', async () => {
    const on = async (asOf: string) =>
      (await answerTo({ kind: 'figure', question: '加氢站建多少座?', asOf }, '加氢站6座')).caveats.join('')
    expect(await on('2026-01-01')).toContain('2025年已经过去')
    expect(await on('2025-12-31')).not.toContain('已经过去')
  })

  it('says that an aim is one', async () => {
    const answer = await answerTo({ kind: 'figure', question: '绿色出行比例要多少?' }, '75%')
    expect(answer.headline).toContain('力争')
    expect(answer.caveats.join('')).toContain('力争')
  })

  it('is none where the statement holds no target', async () => {
    const answer = await answerTo({ kind: 'figure', question: '停车罚多少?' }, '不得在公交车道停车')
    expect(answer.form).toBe('form: statement')
  })

  it('in English states figure and year, and glues no Chinese words together', async () => {
    const answer = await answerTo({ kind: 'figure', question: 'How many hydrogen stations?' }, '加氢站6座')
    expect(answer.language).toBe('en')
    expect(answer.headline).toMatch(/2025/)
    expect(answer.headline).toMatch(/\b6\b/)
    expect(answer.headline.replace(/[(“][^)”]*[)”]/g, '')).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('bodies', () => {
  it('are those of the bracket, with 等 and without a lead that none names', async () => {
    const answer = await answerTo({ kind: 'bodies', question: '加氢站谁负责?' }, '市交通委、市经信委')
    expect(answer).toMatchObject({ form: 'form: bodies', status: 'answered' })
    expect(answer.headline).toContain('市交通委、市经信委等')
    expect(answer.caveats).toEqual(
      expect.arrayContaining(['原文名单以“等”结尾，并未列全。', '原文没有指明牵头单位。']),
    )
    expect(quotes(answer)[0]).toBe('（市交通委、市经信委等按职责分工负责）')
  })

  it('are those for the statement that answers', async () => {
    const answer = await answerTo({ kind: 'bodies', question: '加氢站谁负责?' }, '加氢站6座')
    expect(answer.headline).toContain('市交通委、市经信委等')
  })

  it('are told apart by role', async () => {
    const answer = await answerTo({ kind: 'bodies', question: '公交车更新谁牵头?' }, '公交车50辆')
    expect(answer.headline).toContain('市交通委牵头')
    expect(answer.headline).toContain('市财政局配合')
  })

  it('confirm one that is listed', async () => {
    const answer = await answerTo({ kind: 'yesno', question: '加氢站是市交通委管吗?' }, '加氢站6座')
    expect(answer).toMatchObject({ form: 'form: bodies', status: 'answered' })
    expect(answer.headline).toMatch(/^是。市交通委/)
  })

  it('correct one that is not listed', async () => {
    const answer = await answerTo({ kind: 'yesno', question: '加氢站是市水务局管吗?' }, '加氢站6座')
    expect(answer.status).toBe('corrected')
    expect(answer.headline).toContain('没有市水务局')
    expect(answer.headline).toContain('市交通委')
  })
})

describe('correction', () => {
  it('says what the document says, where the evidence contradicts the question', async () => {
    const asked = { kind: 'yesno', question: '加氢站是不是要建9座?' } as const
    const answer = await answerTo(asked, '加氢站6座', { contradicts: 0.9 })
    expect(answer).toMatchObject({ form: 'form: correction', status: 'corrected' })
    expect(answer.headline).toContain('6座')
    expect(answer.headline).not.toContain('9')
    expect(quotes(answer)).toContain('到2025年，建成加氢站6座；')
  })
})

describe('yes or no', () => {
  it.each([
    ['能在公交车道停车吗?', '不得在公交车道停车', /^不可以/],
    ['公交车可以临时停靠吗?', '可以临时停靠', /^可以/],
    ['必须买新能源车吗?', '鼓励企业购买新能源车辆', /^属于鼓励/],
  ])('%s', async (question, words, start) => {
    const answer = await answerTo({ kind: 'yesno', question }, words)
    expect(answer).toMatchObject({ form: 'form: yes-no', status: 'answered' })
    expect(answer.headline).toMatch(start)
  })

  it('carries the exception', async () => {
    const answer = await answerTo({ kind: 'yesno', question: '能在公交车道停车吗?' }, '不得在公交车道停车')
    expect(`${answer.headline}${answer.caveats.join('')}`).toContain('紧急任务')
  })

  it('is not said where the words of strength are no part of the answer', async () => {
    const answer = await answerTo({ kind: 'yesno', question: '执行紧急任务要紧吗?' }, '紧急任务')
    expect(answer.form).toBe('form: statement')
  })
})

describe('list', () => {
  it('has its count and every item, under the line that announces it', async () => {
    const answer = await answerTo({ kind: 'list', question: '哪些情形可以申请补贴?' }, '安装充电桩的')
    expect(answer).toMatchObject({ form: 'form: list', status: 'answered' })
    expect(answer.headline).toBe('共三项：购买电动车的；安装充电桩的；共享车位的。')
    expect(quotes(answer)).toEqual([
      '第六条 有下列情形之一的，可以申请补贴：',
      '（一）购买电动车的；',
      '（二）安装充电桩的；',
      '（三）共享车位的。',
    ])
  })
})

describe('register', () => {
  it('of all targets holds those without a year, too', async () => {
    const answer = await answerTo({ kind: 'list', question: '列出全部目标' }, '')
    expect(answer.headline).toMatch(/^共四项/)
    expect(quotes(answer).join()).toContain('50辆')
  })

  it('of a body’s tasks holds each, with its role', async () => {
    const answer = await answerTo({ kind: 'list', question: '市交通委有哪些任务?' }, '')
    expect(answer).toMatchObject({ form: 'form: register', status: 'answered' })
    expect(answer.headline).toMatch(/[二两]处/)
    expect(answer.interpretation.kind).toBe('tasks')
    expect(quotes(answer).join()).toContain('市交通委、市经信委等按职责分工负责')
    expect(quotes(answer).join()).toContain('牵头单位：市交通委')
  })

  it('of a body that the document does not name lends it no task of another', async () => {
    const answer = await answerTo({ kind: 'list', question: '市水务局有哪些任务?' }, '')
    expect(answer.status).toBe('not_found')
    expect(answer.headline).toContain('市水务局')
    expect(answer.citations).toEqual([])
    expect(answer.related).toEqual([])
  })

  it('of targets counts and quotes every one, and those of another year are none', async () => {
    const answer = await answerTo({ kind: 'list', question: '2025年有哪些目标?' }, '')
    expect(answer.form).toBe('form: register')
    for (const figure of ['6座', '300个', '75%']) {
      expect(quotes(answer).join()).toContain(figure)
      expect(answer.headline).toContain(figure)
    }
    expect(answer.headline).toMatch(/^共三项/)
    expect(quotes(answer).join()).not.toContain('50辆')
    expect((await answerTo({ kind: 'list', question: '2030年有哪些目标?' }, '')).status).toBe('not_found')
  })

  it('of bans holds each', async () => {
    const answer = await answerTo({ kind: 'list', question: '有哪些禁止的事项?' }, '')
    expect(answer.form).toBe('form: register')
    expect(answer.headline).toMatch(/^共[二两]处/)
    expect(answer.headline).toContain('停车')
    expect(answer.headline).toContain('占用充电车位')
  })
})

describe('part', () => {
  it('says what an article says', async () => {
    const answer = await answerTo({ kind: 'measure', question: '第四条说了什么?' }, '')
    expect(answer).toMatchObject({ form: 'form: part', status: 'answered' })
    expect(answer.headline).toContain('经批准可以临时停靠')
    expect(answer.citations[0]!.locator).toBe('第四条')
  })

  it('names the parts of a larger one', async () => {
    const answer = await answerTo({ kind: 'measure', question: '第一部分第1(2)节讲什么?' }, '')
    expect(answer.form).toBe('form: part')
    expect(quotes(answer).join()).toContain('更新公交车50辆')
  })

  it('is not found where there is no such article', async () => {
    expect((await answerTo({ kind: 'measure', question: '第九十条说了什么?' }, '')).status).toBe('not_found')
  })
})

describe('document fact', () => {
  it.each([
    ['文号是什么?', '青府发〔2023〕12号'],
    ['什么时候施行?', '2023年12月1日'],
  ])('%s', async (question, words) => {
    const answer = await answerTo({ kind: 'document', question }, words)
    expect(answer).toMatchObject({ form: 'form: document fact', status: 'answered' })
    expect(answer.headline).toContain(words)
    expect(quotes(answer).join()).toContain(words)
  })
})

describe('silence', () => {
  it('states no figure and no body, and shows the nearest statements', async () => {
    const answer = await answerTo({ kind: 'figure', question: '加油站要建多少座?' }, '')
    expect(answer).toMatchObject({ form: 'form: silent', status: 'not_found', citations: [] })
    expect(answer.headline).not.toMatch(/\d|交通委/)
    expect(answer.related.length).toBeGreaterThan(0)
  })

  it('is out of scope where no statement is about the matter', async () => {
    const engine = await openEngine({ plan: PLAN }, { reader: scripted('figure', () => ({ answers: 0.04 })) })
    const { answer } = await askOn(engine, { question: '今天天气怎么样?', history: [] })
    expect(answer).toMatchObject({ status: 'out_of_scope', citations: [] })
    expect(answer.headline).not.toMatch(/\d/)
  })
})

describe('clarify', () => {
  const rule = (city: string, days: number) => `${city}办法\n第一条 应当提前${days}日申报。\n`

  async function answerOf(b: string, chance: number) {
    const reader = scripted('deadline', (statement) => ({
      answers: statement.includes('3日') ? 0.9 : statement.includes('申报') ? chance : 0,
    }))
    const engine = await openEngine({ a: rule('青川市', 3), b }, { reader })
    return (await askOn(engine, { question: '要提前多少天申报?', history: [] })).answer
  }

  it('asks which document is meant, where two answer as likely and otherwise', async () => {
    const answer = await answerOf(rule('白水市', 5), 0.89)
    expect(answer.status).toBe('clarify')
    expect(answer.headline).not.toMatch(/\d/)
    expect(answer.citations).toEqual([])
    expect(answer.related.map(({ document }) => document)).toEqual(['a', 'b'])
    expect(answer.suggestions).toHaveLength(2)
    expect(answer.suggestions[1]).toContain('白水市办法')
  })

  it('is not needed where one is likelier, or both say the same', async () => {
    expect((await answerOf(rule('白水市', 5), 0.8)).status).toBe('answered')
    expect((await answerOf(rule('白水市', 3), 0.9)).status).toBe('answered')
  })
})

describe('what may not be processed', () => {
  it.each([
    ['我的身份证号是11010519491231002X，能补贴吗?', 'rejected'],
    ['？？？', 'clarify'],
  ])('%s', async (question, status) => {
    const answer = await answerTo({ kind: 'figure', question }, '加氢站6座')
    expect(answer.status).toBe(status)
    expect(answer.citations).toEqual([])
  })
})

describe('citations', () => {
  it('are cut from the source, numbered, and none lies in another', async () => {
    const answer = await answerTo({ kind: 'bodies', question: '加氢站谁负责?' }, '加氢站6座')
    expect(answer.citations.map(({ n }) => n)).toEqual(answer.citations.map((_, i) => i + 1))
    for (const { start, end, quote } of answer.citations) expect(PLAN.slice(start, end)).toBe(quote)
    for (const a of answer.citations)
      for (const b of answer.citations) if (a !== b) expect(a.start <= b.start && b.end <= a.end).toBe(false)
    expect(answer.verified.matched).toBe(answer.verified.characters)
    expect(answer.verified.characters).toBeGreaterThan(0)
  })
})

describe('an English answer', () => {
  it('states no figure that only the translation holds', async () => {
    const text = '青川市方案\n一、任务\n形成千亿级露台产业。\n'
    const english = 'Plan of Qingchuan\nI. Tasks\nForm a 100-billion-yuan terrace industry.\n'
    const translations = new Map([['x', alignTranslation({ id: 'x', text }, english)]])
    const engine = await openEngine(
      { x: text },
      {
        reader: scripted('measure', (statement) => (statement.includes('千亿') ? { answers: 0.9 } : {})),
        sidecars: { translations, standardQuestions: new Map() },
      },
    )
    const { answer } = await askOn(engine, { question: 'Which industry is planned?', history: [] })
    expect(answer.status).toBe('answered')
    const quoted = answer.citations.map(({ quote }) => quote).join()
    for (const figure of answer.headline.match(/\d+/g) ?? []) expect(quoted).toContain(figure)
  })
})
