/** Chinese sentences of the answers. */
import { toChineseNumeral } from '../../text/numerals.ts'
import type { BodyWords, HeadingWords, Phrases, TargetWords } from './phrases.ts'

/** Two of something are 两. */
const countWord = (count: number) => (count === 2 ? '两' : toChineseNumeral(count))

const names = (bodies: readonly BodyWords[], open: boolean) =>
  bodies.map(({ name }) => name).join('、') + (open ? '等' : '')

function roles(bodies: readonly BodyWords[], open: boolean): string {
  const leads = bodies.filter(({ role }) => role === 'lead')
  const others = bodies.filter(({ role }) => role !== 'lead')
  if (leads.length === 0) return names(bodies, open)
  if (others.length === 0) return `${names(leads, open)}牵头`
  return `${names(leads, false)}牵头，${names(others, open)}配合或参与`
}

/** Without the locator's digits: a headline holds no figure that stands in no quotation. */
const heading = ({ locator, title }: HeadingWords) =>
  title ? `“${title}”` : /\d/.test(locator) ? '该事项' : locator
const ROLES = { lead: '牵头', support: '配合', responsible: '负责' }
const FACTS = { number: '发文字号', date: '日期', issuer: '发文机关', drafter: '拟定单位', title: '文件名称', effective: '施行时间', expiry: '有效期' } // biome-ignore format: a table reads better

function item({ deadline, scope, subject, printed, firmness }: TargetWords): string {
  const who = scope && !subject.includes(scope) ? `${scope}${subject}` : subject
  const aim = firmness === 'aim' && !/力争|争取/.test(printed) ? '力争' : ''
  return `${deadline ? `${deadline}，` : ''}${who}：${aim}${printed}`
}

export const CHINESE: Phrases = {
  stated: (clause) => `${clause}。`,
  target: (target, clause) => {
    const { deadline, firmness } = target
    if (clause === null) return `${item(target)}。`
    const when = deadline && !clause.includes(deadline) ? `${deadline}，` : ''
    return `${when}${firmness === 'aim' && !/力争|争取|努力|预计/.test(clause) ? '力争：' : ''}${clause}。`
  },
  list: (count, items) => `共${countWord(count)}项：${items.join('；')}。`,
  targetItem: item,
  targets: (count, items) => `共${countWord(count)}项：${items.join('；')}。`,
  bans: (count, items) => `共${countWord(count)}处禁止性规定：${items.join('；')}。`,
  responsible: (topic, bodies, open) => `${heading(topic)}由${roles(bodies, open)}负责。`,
  bodyListed: (body, topic) =>
    `是。${body.name}在${heading(topic)}的责任单位名单内${body.role === 'lead' ? '，为牵头单位' : body.role === 'support' ? '，为配合单位' : ''}。`,
  bodyNotListed: (asked, topic) => `${heading(topic)}的责任单位名单里没有${asked}。`,
  bodyAbsent: (asked, title) => `《${title}》没有提到${asked}，不能把其他单位的任务当作它的任务。`,
  tasks: (body, headings) =>
    `${body.name}在${countWord(headings.length)}处被列为责任单位：${headings.map((h) => (h.of ? `《${h.of}》` : '') + heading(h) + (h.role ? `（${ROLES[h.role]}）` : '')).join('；')}。`,
  polarity: (polarity, said) => {
    const lead = {
      banned: '不可以', 'banned-in-principle': '原则上不可以', required: '需要',
      promoted: '文件要求推进，但没有写成对单位或个人的硬性义务', encouraged: '属于鼓励、引导，不是强制',
      pilot: '目前只是试点或探索，不是普遍要求', permitted: '可以', stated: '文件的规定是',
    }[polarity] // biome-ignore format: a table reads better
    return `${lead}：${said}。`
  },
  corrected: (said) => `问题的说法与原文不符。原文：${said}。`,
  documentFact: (fact, value) =>
    value.startsWith(FACTS[fact]) ? `${value}。` : `${FACTS[fact]}：${value}。`,
  contains: (h, parts) =>
    `${heading(h)}${parts.length > 0 ? `包括：${parts.map(heading).join('；')}` : '的内容见下方原文'}。`,
  noYear: '原文没有写明完成年份。',
  aim: '原文用“力争”，是努力方向，不是硬性指标。',
  yearPast: (year) => `${year}年已经过去，文件本身不报告完成情况。`,
  inheritedYear: (deadline) => `时限“${deadline}”承接前文。`,
  openList: '原文名单以“等”结尾，并未列全。',
  noLead: '原文没有指明牵头单位。',
  sectionScope: (h) => `这一分工针对${heading(h)}整节，不只针对所问的一句。`,
  conditionTravels: (condition) => `适用条件：${condition}。`,
  exceptionTravels: (exception) => `例外：${exception}。`,
  more: (shown, count) => `共${count}项，以上列出${shown}项，全部见登记册。`,
  notFound: (title) => `${title ? `《${title}》` : '所收录的文件'}没有写明所问事项。`,
  noYearValue: (year) => `文件没有给出${year}年的数值。`,
  otherPlace: (place, title) =>
    `${title ? `《${title}》` : '所收录的文件'}没有写到${place}的情况，不能套用其中的规定和数字。`,
  outOfScope: (titles) =>
    `这个问题不在所收录文件的范围内。可以问：${titles.map((title) => `《${title}》`).join('、')}中的目标、责任单位和要求。`,
  tooShort: '请把问题写得具体一些，例如写出事项、年份或部门。',
  whichReading: '这个问题可以有几种理解，请选择：',
  rejectedPersonal: '问题里似乎有个人信息（如身份证号、手机号），未作处理。请去掉后再问。',
  unofficial: '',
  quotation: (n, quote, locator, title) => `[${n}] “${quote}”（《${title}》${locator}）`,
  translation: (english) => `（非官方译文）${english}`,
  notInForce: ({ title, reason, day, successor }) => {
    const by = successor ? `被《${successor.title}》取代` : '被新文件取代'
    const said = {
      not_yet: `自${day}起施行，目前尚未施行`, expired: `有效期至${day}，现已失效`, superseded: `${day ? `自${day}起` : ''}已${by}`,
      repealed: '已废止', revised: '已修订', lapsed: '已失效',
    }[reason] // biome-ignore format: a table reads better
    const next = successor
      ? `现行文件：${reason === 'superseded' ? '' : `《${successor.title}》`}${successor.url}。`
      : ''
    return `注意：《${title}》${said}。${next}`
  },
  reviewedBy: (by, date) => `此问答由${by}于${date}审定。`,
  nearest: '最接近的段落：',
}
