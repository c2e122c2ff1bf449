import { describe, expect, it } from 'vitest'
import { findPersonalData } from '../../src/answering/personal-data.ts'
import { REMOVED, removePersonalData } from '../../src/store/remove-personal-data.ts'

/** What a person wrote, and the parts of it that may not be kept. None is a real person's. */
const WRITTEN: readonly (readonly [string, readonly string[]])[] = [
  ['我的身份证号是310114199001011234,能申请补贴吗?', ['310114199001011234']],
  ['身份证310114199001011239查一下', ['310114199001011239']],
  ['身份证 310114 19900101 123X 可以办吗', ['310114', '123X']],
  ['老身份证号310114900101123还能用吗', ['310114900101123']],
  ['我手机13812345678,请回电', ['13812345678']],
  ['联系我 138-1234-5678 谢谢', ['138-1234-5678']],
  ['电话：１３８１２３４５６７８', ['１３８１２３４５６７８', '13812345678']],
  ['+86 138 1234 5678 打这个', ['138 1234 5678']],
  ['座机021-59531234转8012,加氢站在哪', ['59531234', '8012']],
  ['电话59531234,充电桩怎么装', ['59531234']],
  ['银行卡6222021001122334455什么时候到账', ['6222021001122334455']],
  ['开户名王小明,账号 3100 6611 2233', ['王小明', '3100 6611 2233']],
  ['我叫李建国,想问垃圾分类', ['李建国']],
  ['本人张三丰,现住嘉定区墨玉路185弄12号301室,漏水找谁', ['张三丰', '墨玉路', '185', '301']],
  ['姓名:欧阳娜,学号20231234567', ['欧阳娜', '20231234567']],
  ['王女士反映噪声扰民怎么处理', ['王']],
  ['请帮陈志强先生查补贴进度', ['陈志强']],
  ['我妈叫刘桂芳,今年70岁,有什么优惠', ['刘桂芳']],
  ['zhang.san@example.com 发我文件', ['zhang.san@example.com', 'example']],
  ['微信号zhangsan_1988,加我', ['zhangsan_1988']],
  ['QQ 123456789 联系', ['123456789']],
  ['我的车沪A12345能报废补贴吗', ['沪A12345', 'A12345']],
  ['新能源车牌沪AD12345有路权吗', ['AD12345']],
  ['护照E12345678可以办居住证吗', ['E12345678']],
  ['港澳通行证H12345678怎么换', ['H12345678']],
  ['社保卡号A123456789丢了', ['123456789']],
  ['出生日期1990年1月1日,能领养老金吗', ['1990年1月1日']],
  ['我住3号楼2单元502室,加装电梯谁管', ['3号楼', '502']],
  ['My name is Zhang Wei, room 301, No. 185 Moyu Road', ['Zhang Wei', '301', '185']],
  ['Please ask Mr Li Ming at +1 415 555 0100', ['Li Ming', '415 555 0100']],
  ['一三八零零一三八零零零是我电话', ['一三八零零一三八零零零']],
  ['从10.20.30.41登录不了', ['10.20.30.41']],
  ['户主赵六的身份证号310114199001011235对吗', ['赵六', '310114199001011235']],
]

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
