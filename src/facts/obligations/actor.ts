/** Whom a clause addresses: the subject before its marker, or the object of 鼓励, 引导, 支持. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Addressee } from '../../domain/facts.ts'
import { anyOf } from '../../text/any-of.ts'
import { scanBodyList } from '../responsibilities/body-list.ts'
import { MODALITY_TABLE } from './markers.ts'

export interface Actor {
  readonly start: number
  readonly end: number
  readonly addressee: Addressee
}

const { firm, person, subjects, persons, government } = MODALITY_TABLE.addressees
const SUBJECT = new RegExp(
  `^[^,;:。《》]{0,60}?(?:${anyOf([...firm, ...person, ...subjects, ...persons])})(?:和个人|或者个人|等)?$`,
)
const FIRM = new RegExp(`(?:${anyOf([...firm, ...subjects])})(?:和个人|或者个人|等)?$`)
const NOUNS = `(?:${anyOf([...firm, ...person])})`
/** A listed noun may end in another kind of thing (等重点领域建筑) or belong to a longer word (企业|标准): then it is none. */
const OBJECT = new RegExp(
  `^(?!、)[^,;:。()在对向将把以开采加强实施参与进行设立利用扩大编制]{0,20}?${NOUNS}(?:(?:、|和|及|或者)[^,;。、]{0,10}?${NOUNS})*等?(?!、[^,;。]{0,40}?等(?:重点|领域|行业|场所|设施|建筑|项目))(?!等?(?:重点|领域|行业|场所|设施|建筑|项目|[率量性数的化级类型产标群自用委户会]))`,
)
const GOVERNMENT = new RegExp(`^(?:${anyOf(government)})$`)
const GOVERNMENT_FIRST = new RegExp(`^(?:${anyOf(government)})`)
/** A clause's subject cannot begin with a preposition or a verb: 对企业, 组织企业. */
const NOT_SUBJECT =
  /^(?:对|在|将|以|按|为|由|向|从|经|除|根据|依据|组织|支持|鼓励|引导|推动|推进|加强|违反|要求|督促|报|指导)/

/** The subject that ends where the marker begins; null when what stands there is no actor. */
export function subjectActor(text: string, from: number, to: number, table: BodyTable): Actor | null {
  let start = from
  // 由水务部门责令 names the actor behind 由.
  const by = text.slice(from, to).lastIndexOf('由')
  if (by >= 0 && scanBodyList(text, from + by + 1, table)) start = from + by + 1
  const list = scanBodyList(text, start, table)
  if (list && list.end <= to && to - list.end <= 8) return { start, end: list.end, addressee: 'department' }
  const subject = text.slice(start, to)
  if (GOVERNMENT.test(subject)) return { start, end: to, addressee: 'department' }
  if (NOT_SUBJECT.test(subject) || !SUBJECT.test(subject)) return null
  return { start, end: to, addressee: FIRM.test(subject) ? 'firm' : 'person' }
}

/** Who is encouraged, guided or supported: 鼓励|金融机构|加强…. */
export function objectActor(text: string, from: number, to: number): Actor | null {
  const object = OBJECT.exec(text.slice(from, to))
  if (!object) return null
  const end = from + object[0].length
  return {
    start: from,
    end,
    addressee: FIRM.test(text.slice(from, end)) || !endsInPerson(text.slice(from, end)) ? 'firm' : 'person',
  }
}

function endsInPerson(subject: string): boolean {
  return new RegExp(`(?:${anyOf(person)})(?:等)?$`).test(subject)
}

/** Offset behind 本市, 国家 and their like at `at`; `at` when none stands there. */
export function governmentAt(text: string, at: number): number {
  return at + (GOVERNMENT_FIRST.exec(text.slice(at, at + 6))?.[0].length ?? 0)
}
