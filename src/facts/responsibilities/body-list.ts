/** Reads a list of bodies (区经委、区科委等部门) into the printed names with their offsets, and whether 等 leaves it open. */
import { parseBody } from '../../bodies/parse-body.ts'
import type { BodyTable } from '../../bodies/table.ts'
import { isBareFunction, isListedBody, isPublicBody } from './body-names.ts'

export interface NameSpan {
  readonly start: number
  readonly end: number
}

export interface BodyList {
  readonly names: readonly NameSpan[]
  /** True when 等 leaves the list open. */
  readonly open: boolean
  /** Offset after the list, 等有关部门 included. */
  readonly end: number
}

const LEVEL_WORD = '(?:省|市|区|县|州|盟|旗|乡|镇|街道|县级市|自治区)'
/** 市、区|水务部门 and 各区、县级市: the 、 stands inside one body's name. */
const SHARED_LEVELS = new RegExp(
  `^各?${LEVEL_WORD}(?:\\([^()]{1,8}\\))?(?:级)?(?:[、和](?:${LEVEL_WORD}(?:\\([^()]{1,8}\\))?(?:级)?))*[、和](?=${LEVEL_WORD}|[省市区县乡镇])`,
)
/** What follows 等 when it closes a list: 等(国务院)(相关职能)部门. */
const OPEN_TAIL =
  /^等(?:\d+[个家])?(?:国务院|中央|省|市|区|县|政府|国家)?(?:直|级)?(?:各|各级|多)?(?:有关|相关|其他|职能|成员|责任|主管|行政|行业|监管|管理|执法)*(?:部门|单位|机构|企业|机关|方面|地区)?(?:和单位|及单位|和部门)?/
const JOINT = /^(?:、|以及|及其|和|与|及|或者|或)/

/**
 * The list of public bodies that starts at `from` of a clause, read as far as it goes; null when no body stands there.
 * Used where nothing but the bodies' names says where the list ends (`由水务部门责令…`).
 */
export function scanBodyList(text: string, from: number, table: BodyTable): BodyList | null {
  const names: NameSpan[] = []
  let at = from
  for (;;) {
    const end = longestBody(text, at, table)
    if (end < 0) break
    names.push({ start: at, end })
    const tail = openTail(text, end)
    if (tail > end) return tailed(text, names, tail, table)
    const joint = JOINT.exec(text.slice(end, end + 2))
    if (!joint || longestBody(text, end + joint[0].length, table) < 0) {
      return complete(text, names, end, table)
    }
    at = end + joint[0].length
  }
  return null
}

/** A list that closes with a bare function (发展改革、财政 without 等部门) names topics, not bodies. */
function complete(text: string, names: readonly NameSpan[], end: number, table: BodyTable): BodyList | null {
  const last = names.at(-1)!
  return isPublicBody(text.slice(last.start, last.end), table) ? { names, open: false, end } : null
}

function tailed(text: string, names: readonly NameSpan[], tail: number, table: BodyTable): BodyList | null {
  const joint = JOINT.exec(text.slice(tail, tail + 2))
  const more = joint ? scanBodyList(text, tail + joint[0].length, table) : null
  if (more) return { names: [...names, ...more.names], open: true, end: more.end }
  return { names, open: true, end: tail }
}

function openTail(text: string, at: number): number {
  const tail = OPEN_TAIL.exec(text.slice(at, at + 24))?.[0] ?? ''
  if (tail === '') return at
  // 公安机关等级 and 教育等方面的: 等 belongs to another word, or the list names fields.
  if (tail === '等' && /^[级待额于同效价]/.test(text.slice(at + 1, at + 2))) return at
  return at + tail.length
}

function longestBody(text: string, from: number, table: BodyTable): number {
  const levels = SHARED_LEVELS.exec(text.slice(from, from + 24))?.[0].length ?? 0
  const base = from + levels
  const gloss = /^[\u4e00-\u9fff]{2,16}\([\u4e00-\u9fff]{2,12}\)/.exec(text.slice(base, base + 32))?.[0]
  if (gloss && isPublicBody(gloss, table)) return base + gloss.length
  const widened =
    /^[\u4e00-\u9fff]{1,8}\([省市区县镇乡居村街道自治州旗盟、]{1,10}\)[\u4e00-\u9fff]{2,14}/.exec(
      text.slice(base, base + 34),
    )?.[0]
  for (let length = widened?.length ?? 0; length >= 4; length--) {
    const word = widened!.slice(0, length)
    if (!word.includes(')')) break
    const listed =
      /^[、和与及等]/.test(text.slice(base + length, base + length + 1)) &&
      isBareFunction(word.replace(/\([^()]*\)/g, ''), table)
    if (listed || isPublicBody(word, table)) return base + length
  }
  const run = /^(?:其|各|[\u4e00-\u9fff])[\u4e00-\u9fff“”]{1,23}/.exec(text.slice(base, base + 24))?.[0] ?? ''
  for (let length = run.length; length >= 2; length--) {
    const word = run.slice(0, length)
    const next = text.slice(base + length, base + length + 2)
    if (isPublicBody(word, table) && !/^(?:员|署|位|件|分|门)/.test(next)) return base + length
    if (/^(?:、|和|与|及|等)/.test(next) && isBareFunction(word, table)) return base + length
  }
  return -1
}

/** Splits a stretch that is known to hold only bodies (the inside of a responsibility bracket). */
export function splitBodyList(text: string, from: number, to: number, table: BodyTable): BodyList {
  const names: NameSpan[] = []
  let open = false
  const pieces = joinShared(text, cut(text, from, to))
  for (const piece of pieces) {
    const closed = closeItem(text, piece, table)
    open ||= closed.open
    names.push(...closed.names)
  }
  return { names, open, end: to }
}

/** Pieces between 、 , ; outside brackets. */
function cut(text: string, from: number, to: number): NameSpan[] {
  const pieces: NameSpan[] = []
  let depth = 0
  let start = from
  for (let i = from; i <= to; i++) {
    const character = i < to ? text[i]! : ','
    if (character === '(') depth++
    else if (character === ')') depth--
    else if ((depth <= 0 || i === to) && /[、,;。./\s]/.test(character)) {
      if (i > start) pieces.push({ start, end: i })
      start = i + 1
    }
  }
  return pieces
}

/** Joins 市、区水务部门 and 各区、县级市 again. */
function joinShared(text: string, pieces: readonly NameSpan[]): NameSpan[] {
  const joined: NameSpan[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const before = last && text.slice(last.start, last.end)
    const here = text.slice(piece.start, piece.end)
    const shares =
      before !== undefined &&
      text[piece.start - 1] === '、' &&
      (/^(?:省|市|区|县|州|乡|镇|街道)$/.test(before) ||
        (/^各(?:省|市|区|县|州|乡|镇|街道)$/.test(before) &&
          /^(?:省|市|区|县|州|乡|镇|街道|县级市|县\([市区、]+\))(?:政府|人民政府|管委会|\([^()]+\))?(?:等|和|$)/.test(
            here,
          )))
    if (shares) joined[joined.length - 1] = { start: last!.start, end: piece.end }
    else joined.push(piece)
  }
  return joined
}

/** One piece without 等 and its tail; 及 and 和 split it where bodies stand on both sides. */
function closeItem(text: string, piece: NameSpan, table: BodyTable): { names: NameSpan[]; open: boolean } {
  let { start, end } = piece
  while (start < end && /^(?:其|及|和|以及|与|由)$/.test(text[start]!)) start++
  const item = text.slice(start, end)
  if (item === '') return { names: [], open: false }
  for (let at = item.indexOf('等'); at >= 0; at = item.indexOf('等', at + 1)) {
    const tail = OPEN_TAIL.exec(item.slice(at))?.[0] ?? ''
    const rest = item.slice(at + tail.length)
    const joint = JOINT.exec(rest)
    if (at === 0 && rest === '') return { names: [], open: true }
    if (rest !== '' && !joint) continue
    const before = at === 0 ? [] : splitJoint(text, { start, end: start + at }, table)
    const from = end - rest.length + (joint?.[0].length ?? 0)
    const after = from < end ? closeItem(text, { start: from, end }, table).names : []
    return { names: [...before, ...after], open: true }
  }
  return { names: splitJoint(text, { start, end }, table), open: false }
}

/** 市教育局和市财政局 are two, 自然资源和规划局 is one: only a joint between whole bodies splits. */
function splitJoint(text: string, piece: NameSpan, table: BodyTable): NameSpan[] {
  const item = text.slice(piece.start, piece.end)
  if (parseBody(item, table).form?.suffix) return [piece]
  const names: NameSpan[] = []
  let start = 0
  for (const joint of item.matchAll(/以及|及其|和|与|及|会同/g)) {
    const left = item.slice(start, joint.index)
    const right = item.slice(joint.index + joint[0].length)
    const before = item.slice(start, joint.index)
    if (before.includes('(') && !before.includes(')')) continue
    if (!wholeBody(left, table) || !isListedBody(right, table)) continue
    names.push({ start: piece.start + start, end: piece.start + joint.index })
    start = joint.index + joint[0].length
  }
  names.push({ start: piece.start + start, end: piece.end })
  return names
}

function wholeBody(name: string, table: BodyTable): boolean {
  return (
    isPublicBody(name, table) ||
    (name.length > 2 && isListedBody(name, table) && !isBareFunction(name, table)) ||
    /^各/.test(name)
  )
}
