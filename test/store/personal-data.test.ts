import { describe, expect, it } from 'vitest'
import { findPersonalData } from '../../src/answering/personal-data.ts'
import { REMOVED, removePersonalData } from '../../src/store/remove-personal-data.ts'
import { WRITTEN } from './written-personal.ts'

describe('before a text is stored', () => {
  it.each(WRITTEN)('%s', (text, personal) => {
    const kept = removePersonalData(text)
    for (const part of personal) expect(kept).not.toContain(part)
    expect(kept).toContain(REMOVED)
    expect(findPersonalData(kept)).toEqual([])
    // Again, nothing changes.
    expect(removePersonalData(kept)).toBe(kept)
  })

  it.each([
    ['id-card', '证件号11010519491231002X。'],
    ['mobile', '打 139 0000 1111 给我'],
    ['bank-card', '卡 4111 1111 1111 1111'],
  ])('what the detector knows as %s goes', (kind, text) => {
    const found = findPersonalData(text)
    expect(found.map((each) => each.kind)).toEqual([kind])
    const { start, end } = found[0]!.span
    expect(removePersonalData(text)).not.toContain(text.slice(start, end))
    expect(findPersonalData(removePersonalData(text))).toEqual([])
  })

  it.each([
    '到2025年,新增光伏装机容量29.4万千瓦由谁负责?',
    '嘉府发〔2023〕27号什么时候印发的?',
    '区生态环境局、区发展改革委2025年要做什么?',
    '《嘉定区减污降碳协同增效实施方案》第三条怎么说?',
    'PM2.5浓度控制在多少以下?',
    'PUE不高于1.3是新建还是改造?',
    '14号线沿线有哪些充电站?',
    '每万元能耗下降13.5%,2030年呢?',
    '12345热线能投诉吗?',
    '我是企业负责人,要做碳排放核算吗?',
    '我是高校教师,能参加吗?',
    '本人能不能申请分布式光伏补贴?',
    '12000000000元投资算不算重大项目?',
    '向主管部门备案要多少天?',
    '常住人口二〇二五年控制在多少?',
    '公路2025年新增多少公里?',
    '沪太路沿线规划是什么?',
    'Who is responsible for building 6 hydrogen stations by 2025?',
    'What does Article 12 of the Water Law require?',
    'Is the PUE of new data centres at most 1.3?',
  ])('a question about a policy stays: %s', (text) => {
    expect(removePersonalData(text)).toBe(text)
  })

  it('a text keeps no NUL, which PostgreSQL would refuse', () => {
    expect(removePersonalData('a\u0000b')).toBe('ab')
  })
})
