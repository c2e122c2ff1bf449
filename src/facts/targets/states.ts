/** Finds a goal without a figure in a statement: 实现全覆盖, 基本建立…体系, 完成中期评价. */
import { GOAL_VERB, LIGHT_TAIL, STATE, STATE_PREDICATE } from './words.ts'

export interface State {
  /** View offsets of the words that say what is reached. */
  readonly from: number
  readonly to: number
  readonly subject: { readonly from: number; readonly to: number } | null
}

const PRINCIPLE = /原则|理念|要求|方针|“[^”]*$/
/** 全面贯彻新发展理念 …: a principle that every plan repeats, no state to reach. */
const SLOGAN = /^(?:落实)?(?:新发展理念|党的|习近平|总书记|中央|国家|省委|市委)/
/** 研究制定, 制定出台: verbs that are said of one object. */
const VERB_CHAIN =
  /^(?:研究|研究起草|起草)?(?:建立|制定|制订|修订|编制|出台|完善|印发|发布|健全|构建|启动|实施|开展)(?:并)?(?:完善|健全|出台|印发|发布|实施|推行|修订|落实)|^(?:研究|组织|加快|抓紧|推动)(?:起草|建立|制定|制订|修订|编制|出台|开展|启动)/
const TRANSITIVE = /(?:执行|实施|实行|推行|使用|采用|实现|应用|建立|建成|形成|完成|构建|消除|淘汰|禁止|普及)$/
const VERB_PREFIX = /(?:实现|达到|保持|做到|完成|取得|得到|基本|力争)$/

/**
 * The state that the words `[start, end)` set as a goal. Strong states (全覆盖, 零增长) always are; predicates
 * (基本形成, 显著提升) and verbs of achievement only under a deadline or in a goal section (`bound` 1), verbs only under a deadline (`bound` 2).
 */
export function findState(text: string, start: number, end: number, bound: 0 | 1 | 2): State | null {
  const words = text.slice(start, end).replace(/《[^》]*》?/g, (title) => '《'.repeat(title.length))
  const strong = STATE.exec(words)
  if (
    strong &&
    closes(words.slice(strong.index + strong[0].length)) &&
    !quotedPrinciple(words, strong.index, strong[0].length)
  )
    return around(text, start, end, strong)
  if (bound === 0) return null
  const predicate = STATE_PREDICATE.exec(words)
  if (predicate && SLOGAN.test(words.slice(predicate.index + predicate[0].length))) return null
  if (predicate) return around(text, start, end, predicate)
  if (bound === 1) return null
  const head = skipHead(words)
  const chain = VERB_CHAIN.exec(words.slice(head))?.[0].length ?? 0
  if (chain > 0 && words.length - head - chain >= 2) {
    const from = start + head
    return { from, to: from + chain, subject: { from: from + chain, to: end } }
  }
  const verb = GOAL_VERB.exec(words.slice(head))
  if (!verb || words.length - head < 4 || words[head + verb.index + verb[0].length] === '了') return null
  const from = start + head + verb.index
  if (verb.index === 0 || verb[0] === '采用' || verb[0] === '使用') {
    if (verb.index === 0)
      return { from, to: from + verb[0].length, subject: { from: from + verb[0].length, to: end } }
    return { from, to: end, subject: { from: start + head, to: from } }
  }
  if (/^(?:实现|建成|完成|建立|形成|达到|成为|进入|迈入|跻身|消除|退出|淘汰)$/.test(verb[0])) {
    return { from, to: end, subject: { from: start + head, to: from } }
  }
  return null
}

/** A state is said of something; 零排放重型货车 only names a thing. */
function closes(rest: string): boolean {
  return /^(?:$|[,;。、)]|的?(?:目标|水平|要求)?[,;。、]?$)/.test(rest)
}

function quotedPrinciple(words: string, at: number, length: number): boolean {
  return (
    PRINCIPLE.test(words.slice(at + length, at + length + 4)) ||
    /“[^”]*$/.test(words.slice(Math.max(0, at - 8), at))
  )
}

/** Subject before the state, or behind it when the state opens the statement (基本建立…体系). */
function around(text: string, start: number, end: number, match: RegExpExecArray): State {
  const from = start + match.index
  const to = from + match[0].length
  const head = start + skipHead(text.slice(start, from))
  let tail = from
  for (;;) {
    const rest = text.slice(Math.max(head, tail - 10), tail)
    const light = VERB_PREFIX.exec(rest) ?? /[、,;:\s]+$/.exec(rest) ?? LIGHT_TAIL.exec(rest)
    if (!light || light[0] === '') break
    tail -= light[0].length
  }
  if (tail - head >= 2)
    return { from, to: TRANSITIVE.test(match[0]) ? end : to, subject: { from: head, to: tail } }
  return { from, to, subject: end - to >= 2 ? { from: to, to: end } : null }
}

function skipHead(words: string): number {
  let at = 0
  for (;;) {
    const mark = /^[、,;:\s]+/.exec(words.slice(at))
    const light = mark ?? /^(?:到|至|力争|争取|确保|同时|并|且|以及|进一步|其中|努力)/.exec(words.slice(at))
    if (!light || at + light[0].length >= words.length) return at
    at += light[0].length
  }
}
