/** Titles, document numbers, named programmes, places and projects that a text names, from the paragraphs of its tree. */
import type { Paragraph } from '../../domain/document.ts'
import type { NamedReference } from '../../domain/facts.ts'
import { type TextView, toSource } from '../../text/view.ts'
import type { Reader } from '../reader.ts'

type Kind = NamedReference['kind']

const NUMBER = '[\\u4e00-\\u9fff]{1,8}[〔\\[(（]\\d{4}[〕\\])）]第?\\d+号'
const TITLE = /《[^《》]{2,80}(?:《[^《》]{2,40}》[^《》]{0,40})?》/g
const DOCUMENT_NUMBER = new RegExp(
  `${NUMBER}|(?:[\\u4e00-\\u9fff]{2,12}令)第\\d+号|(?:GB|DB|DG|CJJ|JGJ|HJ|ISO)(?:/T|\\d*/T|J)?[ -]?\\d+(?:[.-]\\d+)*(?:-\\d{4})?`,
  'g',
)
/** Words that end before the number begins: 按照|国办发〔2022〕15号. */
const NUMBER_LEAD = /^[^〔[(]*(?:按照|根据|依据|依照|执行|印发|以|和|及|与|见|即|的|经|对|由)/
/** “百一”行动计划, “一清零一提升”专项行动: a quoted name, with what it names. */
const QUOTED =
  /“[^“”]{2,30}”(?:专项|重点|提升|试点|示范|建设)?(?:行动计划|行动方案|实施方案|三年行动|行动|计划|工程|规划|方案|平台|基金)/g
/** 嘉闵线及北延伸, 轨交14号线西延伸, 11号线. */
const LINE =
  /(?:(?:轨交|轨道交通|地铁|市域线|机场联络线)?\d{1,2}号线|(?<=[、,。和及与线设进闵于的]|市域线|^)(?!示范|市域|局域|生产|流水|生命|基准|水平|主干|平均|岸|天际|海岸|地平|贫困|起跑|责任|警戒|资金|政策|安全|生态|保护|高压|输电|干)[\u4e00-\u9fff]{2}线(?![路网上下索段条性束形]))(?:(?:及)?[东南西北]?延伸(?:段)?)?/g
/** Proper nouns end in what kind of place or project they are. */
const PLACE_NOUN =
  '新城|新区|新镇|工业区|工业园区|经济开发区|开发区|高新区|产业园|科技园|中央活动区|示范区|示范基地|智慧城|科技城|汽车城|汽车新能港|氢能港|郊野公园|森林公园|湿地公园|保护区|自由贸易试验区|合作示范区|试验区|合作区|先行区|起步区|核心区|智慧湾|商务区|度假区|生态岛|三角洲'
const PROJECT_SUFFIX = '纯氢站|加氢站|枢纽|首末站|水厂|电厂|机场|港区|隧道|大桥|国创中心|实验室'
const PLACE = new RegExp(
  `[\\u4e00-\\u9fff]{2,12}?(?:${PLACE_NOUN})(?:[\\u4e00-\\u9fff]{0,3}?(?:${PROJECT_SUFFIX}))?`,
  'g',
)
/** Words that end before a proper noun begins: 推进|嘉定工业区, 以及|北虹桥封浜新镇. */
const BEFORE =
  /^.*(?:建设|推动|推进|加快|加速|优化|完善|打造|创建|开展|发展|位于|围绕|依托|聚焦|支持|促进|实施|启动|规划|形成|以及|进行|结合|落地|扎根|筹建|总结|落实|加大|大力|统筹|打响|做强|做大|条|完成|发挥|布局|一批|新增|辐射|亩|选取|确保|纳入|包括|提升|深化|进入|设立|建立|全面|成为|率先|开发|利用|配合|组织|继续|保护|各类|各|在|和|与|及|以|对|将|把|由|的|为|至|到|从|向|于|是|等|或|本|内|全|该|其)/
/** Common nouns, which name no one place. */
const COMMON =
  /^(?:(?:国家|先行|跨境|电子商务|电商|世界|领先|世界级|大学|老旧|风貌|合作|国际|公共|文化|服务|体系|数字化|转型|海洋|牧场|教学|科研|配电网|高可靠性|宜居|韧性|人力资源|现代化|职业|研究|基础|蔬菜|防控|集成|国家级|省级|市级|区级|重点|特色|现代|绿色|生态|自然|城市|一批|若干|相关|集中|产业|农业|工业|科技|先进|城郊|郊野|低碳|零碳|高端|综合|示范|试点|创新|商业|商务|旅游|智慧|统计|数字|核心|超低能耗|建筑|森林|地质|湿地|社区|口袋|乡村|现有|重要|跨区域|全市|全区|全省|老|新|高|内|外|经济|技术|高新|保税|自贸|专业|化工|物流|服务业|制造业|新型|毗邻|行政|辐射|引领|承载|饮用水|水源|一个|个|[\d零一二三四五六七八九十])+)?(?:新城|新区|新镇|工业区|工业园区|经济开发区|开发区|高新区|产业园|科技园|中央活动区|示范区|示范基地|公园|湿地|保护区|试验区|合作区|先行区|起步区|核心区|商务区|度假区|郊野公园|森林公园|湿地公园)/

export function extractReferences(reader: Reader): NamedReference[] {
  const found: NamedReference[] = []
  for (const paragraph of reader.tree.paragraphs) {
    if (paragraph.role === 'toc' || paragraph.role === 'wrapper') continue
    const view = reader.view(paragraph, paragraph.span)
    const taken: { start: number; end: number }[] = []
    const add = (kind: Kind, start: number, end: number) => {
      if (taken.some((other) => other.start < end && start < other.end)) return
      taken.push({ start, end })
      found.push(made(reader, paragraph, view, kind, start, end))
    }
    for (const match of view.text.matchAll(TITLE)) add('title', match.index, numberedEnd(view.text, match))
    for (const match of view.text.matchAll(DOCUMENT_NUMBER)) {
      const lead = NUMBER_LEAD.exec(match[0])?.[0].length ?? 0
      add('number', match.index + lead, match.index + match[0].length)
    }
    for (const match of view.text.matchAll(LINE)) add('project', match.index, match.index + match[0].length)
    for (const match of view.text.matchAll(QUOTED)) {
      // A programme named inside a title is a name of its own.
      found.push(made(reader, paragraph, view, 'project', match.index, match.index + match[0].length))
    }
    for (const match of view.text.matchAll(PLACE)) {
      const start = properStart(match)
      const end = match.index + match[0].length
      if (start >= 0) add(placeKind(view.text.slice(start, end)), start, end)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** A title with the number that follows it in brackets: 《…》（住房城乡建设部令第11号）. */
function numberedEnd(text: string, match: RegExpExecArray): number {
  const end = match.index + match[0].length
  const number = /^\([^()]{2,40}?号\)/.exec(text.slice(end, end + 44))
  return end + (number?.[0].length ?? 0)
}

/** Where the proper noun begins inside the match; -1 when only a common noun is left. */
function properStart(match: RegExpExecArray): number {
  const opening = BEFORE.exec(match[0].replace(new RegExp(`(?:${PLACE_NOUN}).*$`), ''))?.[0] ?? ''
  const name = match[0].slice(opening.length)
  if (COMMON.test(name) || new RegExp(`^(?:${PLACE_NOUN})`).test(name) || name.length < 4) return -1
  return match.index + opening.length
}

function placeKind(name: string): Kind {
  return new RegExp(`(?:${PROJECT_SUFFIX})$`).test(name) ? 'project' : 'place'
}

function made(
  reader: Reader,
  paragraph: Paragraph,
  view: TextView,
  kind: Kind,
  start: number,
  end: number,
): NamedReference {
  return {
    ...reader.locate(paragraph, toSource(view, start, end)),
    kind,
    name: reader.printed(view, start, end),
  }
}
