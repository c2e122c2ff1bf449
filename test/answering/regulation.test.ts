/** What regulations and notices do otherwise than plans: definitions, items, fines for a breach elsewhere, grades, contacts. */
import { describe, expect, it } from 'vitest'
import { ask, openEngine } from './open-engine.ts'

/** Made up for these tests. */
const REGULATION = `青川市共享露台管理办法

第一章　总则
第一条　为了规范共享露台的管理，制定本办法。
第二条　本办法所称共享露台，是指向公众开放的屋顶休憩场所。
第三条　市绿化主管部门负责共享露台的登记工作。
第四条　露台经营者应当每季度至少进行一次护栏检查。露台登记证有效期为4年。
第二章　行为规范
第五条　任何单位和个人不得在共享露台实施下列行为：
（一）燃放孔明灯；
（二）堆放易燃物品；
（三）饲养鸽子。
第六条　举办演出的，应当在演出十日前备案。
第三章　法律责任
第七条　违反本办法第五条第一项规定的，由市绿化主管部门责令改正，对单位处三千元以上六千元以下罚款，对个人处一百元以上三百元以下罚款。
第八条　违反本办法第五条第二项、第三项规定，拒不改正的，处八百元罚款。
第九条　有下列情形之一的，处二万元以上四万元以下罚款：
（一）伪造露台登记证的；
（二）拆除露台护栏的。
第十条　本办法自2023年5月1日起施行。
`

const answerTo = async (question: string, plan = REGULATION) =>
  (await ask(await openEngine({ plan }), question)).answer

describe('a regulation', () => {
  it.each([
    ['什么是共享露台?', '屋顶休憩场所'],
    ['露台登记谁负责?', '市绿化主管部门'],
    ['护栏多久要检查一次?', '至少进行一次'],
    ['露台登记证管几年?', '4年'],
    ['这个办法哪天开始实行?', '2023年5月1日'],
    ['堆放易燃物品不改的罚多少?', '八百元'],
    ['伪造露台登记证罚多少钱?', '二万元以上四万元以下'],
    ['拆掉护栏要罚多少?', '二万元以上四万元以下'],
  ])('%s', async (question, expected) => {
    const { status, headline } = await answerTo(question)
    expect(status).toBe('answered')
    expect(headline).toContain(expected)
  })

  it('names what both addressees of a fine pay, and the case it is for', async () => {
    const { headline, citations } = await answerTo('放孔明灯罚多少?')
    expect(headline).toContain('三千元以上六千元以下')
    expect(headline).toContain('一百元以上三百元以下')
    expect(headline).toContain('燃放孔明灯')
    expect(citations.map(({ locator }) => locator)).toEqual(
      expect.arrayContaining(['第七条', '第五条第一项']),
    )
  })

  it('gives the fine of the provision asked about, and of no other', async () => {
    const moved = REGULATION.replace('第五条第一项规定的', '第五条第三项规定的').replace(
      '第五条第二项、第三项',
      '第五条第一项、第二项',
    )
    expect((await answerTo('放孔明灯罚多少?', moved)).headline).toContain('八百元')
    expect((await answerTo('放孔明灯罚多少?', moved)).headline).not.toContain('三千元')
  })

  it('states an item with the ban that announces it', async () => {
    const { headline } = await answerTo('露台上能养鸽子吗?')
    expect(headline).toContain('不得在共享露台实施下列行为')
    expect(headline).toContain('饲养鸽子')
  })

  it('tells a rule, not what breaking it costs, unless that is asked', async () => {
    const { headline } = await answerTo('演出要提前几天备案?')
    expect(headline).not.toContain('罚')
  })
})

describe('an English question', () => {
  it('is answered with the quotation and the renderings of its key terms', async () => {
    const { headline, caveats } = await answerTo('Who handles registration of terraces?')
    expect(headline).toContain('市绿化主管部门')
    expect(caveats.join(' ')).toMatch(/主管部门 = |Key terms/)
  })

  it('gets magnitudes in words, since the digits stand in no quotation', async () => {
    const plan = `青川市露台计划\n一、主要目标\n到2026年，全市露台绿化面积达到30万平方米。\n`
    const { headline } = await answerTo('How much terrace green area by 2026?', plan)
    expect(headline).toContain('three hundred thousand square metres')
    expect(headline).toContain('30万平方米')
  })
})

describe('graded standards', () => {
  const GRADES = `露台事故分级标准
一、重大露台事故
凡符合下列情形之一的，为重大露台事故：
1.造成直接经济损失300万元以上900万元以下的；
二、特别重大露台事故
凡符合下列情形之一的，为特别重大露台事故：
1.造成直接经济损失900万元以上的；
`
  it('takes the grade that the question names in whole, and says which it is', async () => {
    const { headline } = await answerTo('重大露台事故的直接经济损失标准是多少?', GRADES)
    expect(headline).toContain('300万元以上900万元以下')
    expect(headline).toContain('重大露台事故')
  })
})

describe('contacts of several items', () => {
  const NOTICE = `关于露台专项申报的通知
各专项的咨询电话如下。
（1）“屋顶花园”专项咨询电话：010-51230001；
（2）“智能护栏”专项咨询电话：010-51230002。
`
  it.each([
    ['屋顶花园专项咨询电话多少?', '010-51230001'],
    ['智能护栏专项的咨询电话是?', '010-51230002'],
  ])('%s', async (question, number) => {
    expect((await answerTo(question, NOTICE)).headline).toContain(number)
  })

  it('lends no number to another item', async () => {
    expect((await answerTo('“海绵露台”专项咨询电话是多少?', NOTICE)).status).toBe('not_found')
  })
})
