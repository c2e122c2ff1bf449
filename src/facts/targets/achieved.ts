/** Tells what is reported as done (现状, 已建成, 近十年来) from what is to be reached. */

const PAST_TITLE =
  /(?:发展|年度|评估|监测|统计|调查)报告|统计公报|白皮书|现状|形势|背景|回顾|发展基础|工作基础|(?:取得|主要|工作|显著)成效|成就|主要成绩|过去|存在(?:的)?问题|面临/
/** A title below or beside it that looks ahead again. */
const AHEAD_TITLE = /目标|任务|安排|思路|今后|下一步|建议|打算/
const PAST_OPENING =
  /^(?:[一-龥]{0,6})?(?:近[一-龥\d]{0,3}年来?|过去[一-龥\d]{0,3}年|一年来|五年来|[一二三四五十\d]+年来|去年|上年|上一年|截至目前|截至\d|目前|当前|“?十[一-龥]五”?以来|回顾)/
/** 过去的一年, 五年来 …: such a paragraph opens a report that runs on in its section. */
const REVIEW_OPENING = /^[^,。]{0,8}(?:过去(?:的)?(?:一|五|\d)年|一年来|五年来|回顾)/
const DONE =
  /(?:提升|降低|增长|减少|提高|缩短|节省|增加|下降|扩大|突破|完成|实现|建成|达到|新增|培育)了|(?:已经?|业已|共|累计已|先后|成功|同比)(?:建成|完成|达到?|有|实现|形成|培育|累计|新增|拥有|获|突破|超过|发布|开通|入选|增长|下降|落地|引进|吸引|集聚)/
const AHEAD =
  /力争|争取|到20\d\d年(?!底?,?已)|今年(?!以来|来|前)|明年|下一步|下步|今后|预期目标|目标是|20\d\d年(?:主要|工作|重点)?(?:目标|任务|安排)/

/** True when a section of this title reports what was. */
export function reportsPast(titles: readonly string[]): boolean {
  const past = titles.findLastIndex((title) => PAST_TITLE.test(title) && !AHEAD_TITLE.test(title))
  return past >= 0 && !titles.slice(past).some((title) => AHEAD_TITLE.test(title))
}

/** True when the sentence opens a report of the past, which holds to the end of its paragraph or until it looks ahead. */
export function opensPast(sentence: string): boolean {
  return PAST_OPENING.test(sentence) && !/力争|到20[2-4]\d年/.test(sentence)
}

/** True when the sentence looks ahead again. */
export function looksAhead(sentence: string): boolean {
  return AHEAD.test(sentence)
}

/** True when the words before the figure say that it was done. */
export function isDone(wordsBefore: string): boolean {
  return DONE.test(wordsBefore)
}

/** True when the sentence opens a review of a year or a term, which runs over the paragraphs behind. */
export function opensReview(sentence: string): boolean {
  return REVIEW_OPENING.test(sentence)
}

/** True when the words behind the figure say that it was done (20个省已制定…). */
export function isDoneBehind(wordsBehind: string): boolean {
  return /^[^,;。、]{0,12}(?:已(?!批)|[定成台现布立](?:出台)?了)/.test(wordsBehind)
}
