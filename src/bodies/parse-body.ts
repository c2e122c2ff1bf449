/** Level, place and function of a public body, from its printed name. */
import { type BodyForm, type BodyTable, bodyLookup, foldName, PLACES } from './table.ts'

export type Level = 'national' | 'province' | 'city' | 'district' | 'county' | 'town'

export interface ParsedBody {
  /** Id of the row in the table; null when the function is not known. */
  readonly function: string | null
  readonly form: BodyForm | null
  /** Levels named, outermost first: 市、区水务部门 has two; empty when none is named. */
  readonly levels: readonly Level[]
  /** Place without 省, 市, 区, 县: 青浦区邮政管理局 and 青浦邮政管理局 both stand for 青浦. */
  readonly place: string | null
  /** True for a body of the Party committee: 省委科技委员会 is not 省科技厅. */
  readonly party: boolean
  /** True where the place follows the function: 公安嘉定分局. */
  readonly branch: boolean
  /** The name without level and place. */
  readonly core: string
}

const LEVELS: Readonly<Record<string, Level>> = {
  国家: 'national',
  国务院: 'national',
  中央: 'national',
  全国: 'national',
  省: 'province',
  自治区: 'province',
  市: 'city',
  州: 'city',
  盟: 'city',
  区: 'district',
  县: 'county',
  旗: 'county',
  县级市: 'county',
  镇: 'town',
  乡: 'town',
  街道: 'town',
}
const LEVEL = '国家|国务院|中央|全国|自治区|县级市|街道|省|市|区|县|州|盟|旗|镇|乡'
const QUANTIFIER = '各级|各地|各|军队|有关|相关|本级|本|当地|属地|所在地|县级以上|地方|其他|其'
const PREFIX = new RegExp(
  `^(?:中国|中共)?(?:${QUANTIFIER})*(?<levels>(?:${LEVEL})(?:[、/及和或]?(?:${LEVEL}))*)?(?:级|两级)?(?:以上)?(?:地方)?(?:各级)?(?:人民政府|政府)?委?$`,
)
const PLACED =
  /^(?:中国|中共)?(?:[\u4e00-\u9fff]{2,6}?(?:省|市|自治区))??(?<place>[\u4e00-\u9fff]{2,5}?)(?<level>自治区|新区|街道|省|市|区|县|州|盟|旗|镇|乡)?委?$/
/** Function words show that the stretch before a level is a clause and no place: 具体办法由|市, 是指|市. */
const NOT_IN_PLACE = /[由的对向将把被在为是按经据所指要应及和与或等各报各需请送]/
const BRANCH =
  /^(?<place>[\u4e00-\u9fff]{2,8}?)(?:省|市|区|县)?(?:监管分局|监管局|中心支行|分局|分行|支行|监管办|专员办|营业管理部)$/

/** Names recur: each table keeps what it has parsed, up to a bound. */
const PARSED_AT_MOST = 20_000
const parsedNames = new WeakMap<BodyTable, Map<string, ParsedBody>>()

/** Parses a printed body name; an unknown function keeps its whole name as `core`. */
export function parseBody(name: string, table: BodyTable): ParsedBody {
  const known = parsedNames.get(table) ?? new Map<string, ParsedBody>()
  parsedNames.set(table, known)
  const before = known.get(name)
  if (before) return before
  const parsed = parseFolded(foldName(name), table)
  if (known.size >= PARSED_AT_MOST) known.clear()
  known.set(name, parsed)
  return parsed
}

function parseFolded(folded: string, table: BodyTable): ParsedBody {
  const { forms, stems } = bodyLookup(table)
  for (let start = 0; start < folded.length; start++) {
    const core = folded.slice(start)
    const form = forms.get(core) ?? stems.get(core)
    if (!form) continue
    const prefix = parsePrefix(folded.slice(0, start), core)
    const party = /委$/.test(folded.slice(0, start))
    if (prefix) return { function: form.row.id, form, core, party, branch: false, ...prefix }
  }
  return (
    parseBranch(folded, table) ?? {
      function: null,
      form: null,
      levels: [],
      place: null,
      party: false,
      branch: false,
      core: folded,
    }
  )
}

/** Levels in a stretch such as 市、区 or 各区. */
export function levelsOf(text: string): Level[] {
  return [...text.matchAll(new RegExp(LEVEL, 'g'))].map((match) => LEVELS[match[0]]!)
}

function parsePrefix(prefix: string, core: string): { levels: Level[]; place: string | null } | null {
  if (prefix === '') return { levels: [], place: null }
  // 市人民政府办公室's 市 and 区委宣传部's 区委 are levels; 青浦区 is a place with its level.
  const plain = PREFIX.exec(prefix)
  if (plain) return { levels: levelsOf(prefix), place: null }
  const placed = PLACED.exec(prefix)
  if (!placed?.groups) return null
  const { place, level } = placed.groups
  // Without 省, 市, 区, 县 a place is short: 青浦邮政管理局; anything longer is part of the body's own name.
  if (level === undefined && place!.length > 3) return null
  if (NOT_IN_PLACE.test(place!) && !PLACES.has(place!)) return null
  const town = /^(?:镇|乡|街道)/.test(core) ? (['town'] as Level[]) : []
  return { levels: level ? levelsOf(level.replace('新区', '区')) : town, place: place! }
}

/** 公安嘉定分局, 人民银行山东省分行, 金融监管总局山东监管局: a function, then the place of the branch. */
function parseBranch(folded: string, table: BodyTable): ParsedBody | null {
  const { forms, stems } = bodyLookup(table)
  for (let end = folded.length - 4; end >= 2; end--) {
    const head = folded.slice(0, end).replace(/^(?:国家|中国)(?=.{4})/, '')
    const form = forms.get(head) ?? stems.get(head)
    const branch = BRANCH.exec(folded.slice(end))
    if (!form || !branch?.groups) continue
    return {
      function: form.row.id,
      form,
      levels: [],
      place: branch.groups.place!,
      party: false,
      branch: true,
      core: folded,
    }
  }
  return null
}
