/** Reads what qualifies a figure: scope, firmness, condition, baseline, purpose. */
import type { Firmness, TargetPurpose } from '../../domain/facts.ts'
import type { ComparedQuantity } from './comparators.ts'
import { AIM, FIRM, FORECAST } from './words.ts'

/** The whole of an area, wherever it stands in the words. */
const WHOLE_AREA =
  /全(?:区|市|县|省|国|州|盟|旗|镇|乡|街道|自治区|域|社会|系统|行业)|(?:本|我)(?:区|市|县|省|州|镇|乡)|各(?:区|市|县|州)(?![一-龥]{0,2}(?:局|委|部门))/
/** A named area or a group, where the words begin with it. */
const NAMED_AREA =
  /^(?:在|对|由|到)?((?!新建|推进|推动|加快)[一-龥]{2,4}(?:新城|新区|自贸区|经开区|高新区|开发区|片区|园区)(?!建设|创建|工作)|公共机构|党政机关|国有企业|园区内|区域内|辖区内|建成区)(?![、和及与])/
/** 绿色园区, 产业园区 …: a kind of park, not a place. */
const KIND_OF_PLACE =
  /^(?:[一-龥]{0,2})(?:绿色|零碳|低碳|智慧|产业|工业|特色|示范|现代|国家|省级|市级|产城|物流|旅游|科技|农业|创新|化工|数字|文化|合作|新建|级)/
const CONDITION =
  /(?:新建(?:、改建、扩建|、改建|改建|改扩建)?|改建|扩建|改造后|既有|存量|新增(?:和更新|或更新)?|新(?:认定|引进|入驻|设立|购置|培育)的?|其他类型|首次|每(?:个|家|名|人|户|台|辆|亩|吨|平方米|平米|项|年度|次|件|套|座|床|生|位|学年|学期|村|镇|栋|条)(?:正式员工|企业)?|单(?:个|家|项|套|笔|户|次|人)(?:企业|项目|建筑)?|人均|户均|平均每?年|年均|累计)/g
const MODAL_MAY =
  /(?<![不认许未均尽无非最])可(?![,;。、的)]|再生|持续|回收|循环|靠|控|行|能|视|研|追溯|溯|复制|推广|信|比|降解|支配|及|观|燃|吸入|见|利用|达|调|变|移动|口|贵|替代|用于)/
const RATHER_AMOUNT = /罚款|奖励|补贴|补助|资助|奖补|贴息|支持|给予|扶持|资金|费用|津贴|奖金|出资|罚金/
const MONEY_LIKE = new Set<string>(['money', 'percentage', 'multiple'])
const GOAL_TAIL =
  /(?:建成|建设|新建|完成|培育|打造|创建|形成|新增|引进|实现|达到|净增|累计|改造|推广|实施|开展|建立|布局|组建|认定|制修订|发展|集聚|淘汰|退出)$/

/** 全区, 嘉定新城, 公共机构 … named in these words; the first one. */
export function readScope(words: string): string | null {
  const named = NAMED_AREA.exec(words)?.[1]
  if (named !== undefined && !KIND_OF_PLACE.test(named)) return named
  return WHOLE_AREA.exec(words)?.[0] ?? null
}

/** How far, in characters, a word may reach: longer sentences are lists, and linear time is kept. */
const REACH = 240

/** Firmness at `at`: an aim word holds to the next 确保 or semicolon of its sentence; 可 holds in its own statement. */
export function readFirmness(
  text: string,
  at: number,
  statementStart: number,
  statementEnd: number,
): Firmness {
  const before = text.slice(Math.max(statementStart, at - REACH), at)
  const aim = lastIndex(before, AIM)
  if (aim >= 0 && aim > lastIndex(before, FIRM)) return 'aim'
  return MODAL_MAY.test(text.slice(Math.max(statementStart, at - REACH), Math.min(statementEnd, at + REACH)))
    ? 'may'
    : 'firm'
}

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1
  for (const match of text.matchAll(pattern)) last = match.index
  return last
}

/** Conditions in the words of the segment (新建, 改造后, 每人), joined by 、; 预计 stands here too, since it is no aim. */
export function readCondition(words: string, clauseBefore: string | null): string | null {
  const found = [...words.matchAll(CONDITION)].map((match) => match[0])
  const forecast = FORECAST.exec(words)
  if (forecast) found.push(forecast[0])
  if (clauseBefore !== null) found.unshift(clauseBefore)
  return found.length === 0 ? null : [...new Set(found)].join('、')
}

export interface FigureInUse {
  readonly quantity: ComparedQuantity
  /** Words of the segment before and behind the figure. */
  readonly left: string
  readonly right: string
  readonly subject: string
  /** True when the clause ends in 的 or 时, that is, puts a case. */
  readonly closes: boolean
  readonly dated: boolean
  readonly aim: boolean
  /** True in an article of a regulation. */
  readonly rule: boolean
}

/** What the figure does in its sentence. */
export function readPurpose({
  quantity,
  left,
  right,
  subject,
  closes,
  dated,
  aim,
  rule,
}: FigureInUse): TargetPurpose {
  const { kind, comparator } = quantity
  if (kind === 'grade') return 'limit'
  if (closes || kind === 'age') return 'threshold'
  if (kind === 'duration') return 'term'
  if (isAttribute(quantity, left, right)) return 'threshold'
  if (!dated && MONEY_LIKE.has(kind) && RATHER_AMOUNT.test(left + right + subject)) return 'amount'
  if (dated) return 'goal'
  if (kind === 'ratio' || kind === 'none' || comparator === '<=' || comparator === '<') return 'limit'
  if (!aim && quantity.floor) return 'limit'
  const standard = kind === 'percentage' && /新建|改建|设计|配建|配置/.test(left)
  return rule || standard || /全部(?:使用|采用)$/.test(left) ? 'limit' : 'goal'
}

/** 56kW以下中小功率机械, 营业收入5000万元以上的企业: the figure describes the noun behind it. */
function isAttribute(quantity: ComparedQuantity, left: string, right: string): boolean {
  if (!quantity.explicit || right === '' || GOAL_TAIL.test(left)) return false
  if (quantity.kind === 'count' || quantity.kind === 'percentage' || quantity.kind === 'area')
    return /^的/.test(right) && !GOAL_TAIL.test(left) && /[率额积入量]$/.test(left)
  return (
    quantity.comparator !== 'range' && !RATHER_AMOUNT.test(right.slice(0, 8)) && !RATHER_AMOUNT.test(left)
  )
}
