/** Reads a responsibility bracket (责任单位：…; …牵头，…配合; …按职责分工负责) into bodies with stated roles. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Role } from '../../domain/facts.ts'
import { type NameSpan, splitBodyList } from './body-list.ts'
import { isListedBody, isPublicBody } from './body-names.ts'

export interface RoleSpan extends NameSpan {
  readonly role: Role | null
}

export interface BracketReading {
  readonly bodies: readonly RoleSpan[]
  readonly open: boolean
  readonly leadStated: boolean
  /** The bracket says that the first body listed leads; `following` when it says so for later brackets too (下同). */
  readonly convention: 'none' | 'here' | 'following'
}

const UNIT = '(?:单位|部门|处室|科室|机构|主体|方)'
const COLON = '(?:[::]|为(?=[省市区县各]))'
const LABEL = new RegExp(
  `(?:(牵头(?:负责)?|主办|主责|总牵头|(?:主要|第一)责任(?=${UNIT}))|(配合(?:协助)?|协办|协助|参与|参加|协同|支持|会办|参建|成员(?=${UNIT})))${UNIT}?${COLON}|(责任|承办|落实|实施|负责|主管|执行|分工|任务)${UNIT}${COLON}`,
  'g',
)
/** Labels of what is no body: who signs, by when. */
const OTHER_LABEL =
  /(?:责任人|责任领导|分管领导|牵头领导|联系人|完成时限|完成时间|时限|时间|进度|备注|注)[::]/
const LEAD = '(?:共同|联合|分别|总)?牵头(?:抓总|负责|组织|推进|落实|实施|会同)?'
const SUPPORT = '(?:共同|积极|协同|分别)?(?:配合|参与|参加|协助|协同|支持)(?:落实|实施|做好)?'
const SHARE =
  '(?:按照?|根据|依)(?:照|据)?(?:各自)?的?(?:职责|职能|职权|任务)?(?:职责|分工|范围|权限)*(?:分别|分头|共同|抓好|做好|组织|协同|相应)*(?:负责|落实|推进|实施|组织实施|做好|参与)?(?:相关工作)?'
const RESPONSIBLE =
  '(?:分工|分别|分头|共同|具体|主要|统筹|组织|联合)?(?:负责|落实|承办|组织实施|实施|主管|执行)(?:落实|实施|推进)?'
const TAIL = new RegExp(`(?:(${LEAD})|(${SUPPORT})|(${SHARE})|(${RESPONSIBLE}))$`)
const CONVENTION =
  /[列排](?:名|序)?(?:在)?(?:第一|首|最前)(?:位|名|个)?(?:的|者)?(?:单位|部门)?[,]?(?:均|即)?[为是系](?:总)?(?:牵头|主办|主责|主要责任|第一责任)/
/** Remarks beside the bodies. */
const REMARK = /下同|不再列出|不再一一|排名不分|以下(?:任务|工作|均)|上同|见附件|^注/

/** Does the text fix that the first body of a bracket leads, and for what follows? */
export function conventionIn(text: string): BracketReading['convention'] {
  if (!CONVENTION.test(text)) return 'none'
  return /下同|以下|各项|均|本方案|文中|后同/.test(text) ? 'following' : 'here'
}

/**
 * Reads the inside `[from, to)` of a bracket (or of a line 责任单位：…); null when it is no statement of who is
 * responsible. `loose` accepts a plain list of public bodies without a word of responsibility.
 */
export function readBracket(
  text: string,
  from: number,
  to: number,
  table: BodyTable,
  loose: boolean,
): BracketReading | null {
  const inside = text.slice(from, to)
  // (…(列第一位为牵头单位,下同)): a remark in brackets of its own is no name.
  const remarked = /\([^()]*(?:牵头|下同|主责)[^()]*\)$/.exec(inside)
  if (remarked && CONVENTION.test(remarked[0])) {
    const reading = readBracket(text, from, from + remarked.index, table, loose)
    return reading && { ...reading, convention: conventionIn(inside) }
  }
  const parts = labelled(text, from, to) ?? tailed(text, from, to)
  if (!parts && !loose) return null
  const bodies: RoleSpan[] = []
  let open = false
  const plain: Part[] = [{ start: from, end: to, role: null }]
  for (const part of parts ?? plain) {
    const list = splitBodyList(text, part.start, part.end, table)
    const named = list.names.filter((name) => isListedBody(text.slice(name.start, name.end), table))
    // Mostly prose: the bracket is an aside (仅限…负责). Names that only the document knows ride along with known ones.
    if (!part.labelled && named.length * 2 < list.names.length) return null
    if (!part.labelled && named.length === 0) return null
    const kept = list.names.filter((name) => plausible(text.slice(name.start, name.end)))
    bodies.push(...kept.map((name) => ({ ...name, role: part.role })))
    open ||= list.open
  }
  if (bodies.length === 0) return null
  if (
    !parts &&
    !areBodies(
      bodies.map(({ start, end }) => text.slice(start, end)),
      table,
    )
  )
    return null
  const leads = bodies.some(({ role }) => role === 'lead')
  return {
    // 按职责分工负责 after a stated lead tells the others from it; alone it gives nobody a role.
    bodies: bodies.map((body) =>
      body.role === null && leads && parts ? { ...body, role: 'responsible' } : body,
    ),
    open,
    leadStated: leads,
    convention: conventionIn(inside),
  }
}

/** A plain list: public bodies, or several offices of one (基教处、装备信息中心、教科院). */
function areBodies(names: readonly string[], table: BodyTable): boolean {
  return (
    names.every((name) => isPublicBody(name, table)) ||
    (names.length > 1 && names.every((name) => isListedBody(name, table)))
  )
}

interface Part extends NameSpan {
  readonly role: Role | null
  readonly labelled?: boolean
}

function plausible(name: string): boolean {
  return name.length >= 2 && name.length <= 34 && !/负责|牵头|完成|\d{4}年|[:!?]/.test(name)
}

/** 牵头单位：A；配合单位：B、C. */
function labelled(text: string, from: number, to: number): Part[] | null {
  const inside = text.slice(from, to)
  const labels = [...inside.matchAll(LABEL)]
  if (labels.length === 0) return null
  return labels.flatMap((label, i) => {
    const start = label.index + label[0].length
    const role: Role = label[1] ? 'lead' : label[2] ? 'support' : 'responsible'
    let end = labels[i + 1]?.index ?? inside.length
    const stop = inside.slice(start, end).search(OTHER_LABEL)
    if (stop >= 0) end = start + stop
    return clauses(text, from + start, from + end).flatMap((piece): Part[] => {
      if (remark(text, piece)) return []
      // 责任单位：A牵头，B配合 states roles inside the label.
      const tail = TAIL.exec(text.slice(piece.start, piece.end))
      if (!tail) return [{ ...piece, role, labelled: true }]
      return [
        { start: piece.start, end: piece.end - tail[0].length, role: tailRole(tail) ?? role, labelled: true },
      ]
    })
  })
}

/** A、B牵头，C、D配合: a tail gives its role to the names since the tail before. */
function tailed(text: string, from: number, to: number): Part[] | null {
  const parts: Part[] = []
  let start = -1
  for (const piece of clauses(text, from, to)) {
    if (remark(text, piece)) continue
    if (start < 0) start = piece.start
    const clause = text.slice(piece.start, piece.end)
    const together = /^(.{2,40}?)会同(.{2,80}?)(?:负责|落实|组织实施|实施|推进|制定)?$/.exec(clause)
    if (together && start === piece.start) {
      const middle = piece.start + together[1]!.length
      parts.push({ start, end: middle, role: 'lead' })
      parts.push({ start: middle + 2, end: middle + 2 + together[2]!.length, role: 'support' })
      start = -1
      continue
    }
    const tail = TAIL.exec(clause)
    if (!tail) continue
    parts.push({ start, end: piece.end - tail[0].length, role: tailRole(tail) })
    start = -1
  }
  return parts.length > 0 ? parts.filter((part) => part.end > part.start) : null
}

function tailRole(tail: RegExpExecArray): Role | null {
  if (tail[1]) return 'lead'
  if (tail[2]) return 'support'
  return tail[3] ? null : 'responsible'
}

function remark(text: string, piece: NameSpan): boolean {
  const clause = text.slice(piece.start, piece.end)
  return REMARK.test(clause) || CONVENTION.test(clause)
}

/** Pieces between , ; 。 outside inner brackets; 、 keeps names together. */
function clauses(text: string, from: number, to: number): NameSpan[] {
  const pieces: NameSpan[] = []
  let depth = 0
  let start = from
  for (let i = from; i <= to; i++) {
    const character = i < to ? text[i]! : ';'
    if (character === '(') depth++
    else if (character === ')') depth--
    else if ((depth <= 0 || i === to) && (/[,;。]/.test(character) || endsRole(text, start, i))) {
      if (i > start) pieces.push({ start, end: i })
      start = i + 1
    }
  }
  return pieces
}

/** A牵头、B配合: behind a role 、 begins another one. */
function endsRole(text: string, start: number, at: number): boolean {
  return text[at] === '、' && /(?:牵头|负责|配合|参与)$/.test(text.slice(start, at))
}
