/** Finds statements of responsibility in running text: 由…负责, …会同…制定, …按照职责分工, …统筹…工作, …应当…. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Role } from '../../domain/facts.ts'
import { type BodyList, type NameSpan, scanBodyList } from './body-list.ts'
import type { RoleSpan } from './bracket.ts'

export interface SentenceReading {
  readonly bodies: readonly RoleSpan[]
  readonly open: boolean
  readonly leadStated: boolean
  /** Range of the statement, from 由 or the first body to the end of what it says. */
  readonly start: number
  readonly end: number
}

/** Adverbs between the bodies and their verb. */
const ADVERBS =
  '(?:应当|应|要|须|必须|依法|具体|统一|共同|分别|主要|各自|继续|切实|认真|积极|会后|全面|进一步|严格|及时|定期|负有|在各自职责范围内|在职责范围内|依照职责|依据职责|[,])*'
const GLOSS = /^\([^()]{2,40}\)/
const VERBS: readonly { readonly pattern: RegExp; readonly role: Role | null }[] = [
  { pattern: /^(?:共同|联合)?牵头/, role: 'lead' },
  { pattern: /^(?:负责)?(?:统筹|总牵头|综合协调|组织、?协调)/, role: 'lead' },
  { pattern: /^是[^,。;]{2,40}?(?:主管部门|主管机关|主管单位|牵头部门|牵头单位|综合协调部门)/, role: 'lead' },
  { pattern: /^主管(?!部门|机关|单位|人员|的)/, role: 'lead' },
  {
    pattern:
      /^(?:按照?|根据|依照?|依据|在)(?:各自)?的?(?:法定|规定)?(?:的)?(?:职责|职能|职权|职责权限)(?:分工|范围|权限)?/,
    role: null,
  },
  {
    pattern: /^是[^,。;]{2,40}?(?:机构|责任主体|责任单位|实施主体|第一责任人|责任部门)/,
    role: 'responsible',
  },
  {
    pattern: /^(?:承担|履行)[^,。;]{0,40}(?:职责|责任|工作|职能)(?!时|的|过程|情况|中)/,
    role: 'responsible',
  },
  {
    pattern:
      /^(?:对|就)(?![^,。;]*(?:代表大会|报告工作|接受监督))[^,。;]{2,40}(?:负责(?!任|人)|实施监督管理|进行监督管理|负总责)/,
    role: 'responsible',
  },
  { pattern: /^(?![对就向])[^,。;、]{0,12}负责(?!人|任)/, role: 'responsible' },
]
const DUTY = /^(?:应当|应(?![急用对届付邀]|收尽|建尽)|要(?![求素点件])|须(?!知)|必须)/
const TOGETHER = /^(?:会同|商|联合|协同|会商)(?!会|业|品|务|标|贸|协)/
const ASSIST = /^(?:应当|应|要)?(?:协助|配合)/
const LEADS_DUTIES = /负责[^。;]{0,60}(?:组织、?协调|统筹协调|组织协调|综合协调|总体协调|统筹规划|宏观管理)/
/** Verbs that may follow 由…: anything but another preposition phrase that shows 由 to mean "from" or "by reason of". */
const BY_BODY =
  /^(?:负责|牵头|会同|统筹|统一|组织|实施|具体|责令|根据|依法|依照|依据|按照|按|制定|编制|审查|审核|审批|批准|核算|核定|处|给予|没收|吊销|予以|承担|主管|监督|管理|确定|规定|公布|发布|另行|代为|采取|作出|共同|联合|商|分别|提出|出具|核发|颁发|备案|认定|检查|验收|收缴|拟订|拟定|起草|解释|在|对|向|将|责成|限期|处理|处罚|行使|进行|协调|指导|安排|落实|履行|出资|推荐|选派|报|出台|完成|建立|开展|提供|受理|办理|决定)/

/** Statements in `[from, to)` of a view's text, in order and without overlap. */
export function readSentence(text: string, from: number, to: number, table: BodyTable): SentenceReading[] {
  const found: SentenceReading[] = []
  let at = from
  while (at < to) {
    const reading = startsStatement(text, at, from) ? readAt(text, at, to, table) : null
    const last = found.at(-1)
    if (reading && (!last || reading.start >= last.end || reading.start > last.start)) {
      // A new subject after a comma ends the statement before it.
      if (last && last.end > reading.start) found[found.length - 1] = { ...last, end: reading.start }
      found.push(reading)
      at = reading.bodies.at(-1)!.end
    } else at++
  }
  return found
}

function startsStatement(text: string, at: number, from: number): boolean {
  if (text[at] === '由')
    return !/[自经缘理来事]$/.test(text.slice(from, at)) && !/^由[于此衷来]/.test(text.slice(at, at + 2))
  if (text.startsWith('发挥', at)) return true
  return (
    at === from ||
    /[,;:。]/.test(text[at - 1]!) ||
    /(?:规定|其中)[,]?$/.test(text.slice(Math.max(from, at - 6), at))
  )
}

function readAt(text: string, at: number, to: number, table: BodyTable): SentenceReading | null {
  if (text.startsWith('发挥', at)) return readLeading(text, at, to, table)
  const by = text[at] === '由'
  const start = by ? at + 1 : at
  const list = scanBodyList(text, start, table)
  if (!list || list.end > to) return null
  let next = list.end + (GLOSS.exec(text.slice(list.end, list.end + 44))?.[0].length ?? 0)
  const adverbs = new RegExp(`^${ADVERBS}`).exec(text.slice(next, Math.min(to, next + 40)))![0]
  const duty = DUTY.test(text.slice(next, next + 4))
  next += adverbs.length
  const rest = text.slice(next, to)
  const end = statementEnd(text, next, to)
  const statement = text.slice(at, end)
  const together = TOGETHER.exec(rest)
  if (together) return readTogether(text, at, list, next + together[0].length, end, table)
  if (ASSIST.test(rest)) return made(at, end, list.names, 'support', list.open)
  for (const { pattern, role } of VERBS) {
    if (!pattern.test(rest)) continue
    const leads = role === 'lead' || (role === 'responsible' && LEADS_DUTIES.test(statement))
    return made(at, end, list.names, leads ? 'lead' : role, list.open)
  }
  if (duty) return made(at, end, list.names, null, list.open)
  if (by && BY_BODY.test(rest)) return made(at, end, list.names, 'responsible', list.open)
  return null
}

/** 水务部门会同发展改革、财政等部门制定…: who is named first leads, the others take part. */
function readTogether(
  text: string,
  at: number,
  list: BodyList,
  from: number,
  end: number,
  table: BodyTable,
): SentenceReading | null {
  const others = scanBodyList(text, from, table)
  // A、B联合发布 tells what several did together, and names no lead.
  if (!others && /联合$|协同$/.test(text.slice(0, from))) return null
  const lead = list.names.map((name): RoleSpan => ({ ...name, role: 'lead' }))
  const support = (others?.names ?? []).map((name): RoleSpan => ({ ...name, role: 'support' }))
  return {
    bodies: [...lead, ...support],
    open: list.open || (others?.open ?? false),
    leadStated: true,
    start: at,
    end,
  }
}

/** 发挥省委科技委员会牵头抓总作用. */
function readLeading(text: string, at: number, to: number, table: BodyTable): SentenceReading | null {
  const start = at + 2 + (/^好/.test(text.slice(at + 2, at + 3)) ? 1 : 0)
  const list = scanBodyList(text, start, table)
  if (!list) return null
  if (!/^(?:的|在[^,。;]{1,20}中的)?(?:牵头|统筹|总牵头)[^,。;]{0,12}作用/.test(text.slice(list.end, to)))
    return null
  return made(
    at,
    statementEnd(text, list.end, Math.min(to, text.length), true),
    list.names,
    'lead',
    list.open,
  )
}

function made(
  start: number,
  end: number,
  names: readonly NameSpan[],
  role: Role | null,
  open: boolean,
): SentenceReading {
  return { bodies: names.map((name) => ({ ...name, role })), open, leadStated: role === 'lead', start, end }
}

/** A statement runs to the next semicolon or full stop; `short` to the next comma. */
function statementEnd(text: string, from: number, to: number, short = false): number {
  const stop = text.slice(from, to).search(short ? /[,;。!?]/ : /[;。!?]/)
  return stop < 0 ? to : from + stop
}
