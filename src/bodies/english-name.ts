/** The official English name of a printed Chinese body, with its level, from the table of bodies. */
import { type Level, parseBody } from './parse-body.ts'
import { BODY_TABLE, type BodyTable, foldName, PLACES } from './table.ts'

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  national: 'National',
  province: 'Provincial',
  city: 'Municipal',
  district: 'District',
  county: 'County',
  town: 'Town',
}

/** `区水务局` → `District Water Authority`; null when the function or the place is not known. */
export function englishBodyName(printed: string, table: BodyTable = BODY_TABLE): string | null {
  const name = foldName(printed)
  const collective = table.collective[name]
  if (collective !== undefined) return collective
  const { form, levels, place, core, party, branch } = parseBody(name, table)
  if (!form) return null
  const english = form.row.variants?.[form.stem + form.suffix] ?? form.row.variants?.[form.stem]
  const title = functionTitle(core, form.row.field, english ?? form.row.english, levels)
  const [where, within] = place === null ? [''] : placeNames(place)
  if (where === undefined) return null
  const levelWords = levels.map((level) => LEVEL_WORDS[level]).join(' and ')
  // 国家/国务院 is said by “Ministry” or “National” already where the name itself says so.
  const level = /^(?:Ministry|National|State|General) /.test(title) ? '' : levelWords
  if (branch && !/Sub-bureau/.test(title)) return `${where} Branch of the ${title}`
  if (party && form.suffix !== '') return `${level} Party Committee ${title}`
  const all = /^各/.test(name) ? 'all ' : ''
  return `${all}${[where, level, title, within && `of ${within}`].filter(Boolean).join(' ')}`
}

/** A place and, where it is printed, what it lies in: 上海市嘉定 is Jiading of Shanghai; empty where one is not known. */
function placeNames(place: string): [] | [string, string?] {
  const known = PLACES.get(place)
  if (known !== undefined) return [known]
  const [, outer = '', inner = ''] = /^(.{2,}?)(?:省|市|自治区)(.{2,})$/.exec(place) ?? []
  const [around, within] = [PLACES.get(outer), PLACES.get(inner)]
  return around === undefined || within === undefined ? [] : [within, around]
}

function functionTitle(core: string, field: string, english: string, levels: readonly Level[]): string {
  if (/部门$/.test(core)) return `${field} departments`
  if (/厅$/.test(core) && !/办公厅$/.test(core)) return `Department of ${field}`
  if (/部$/.test(core) && !english.endsWith('Department')) return `Ministry of ${field}`
  if (/分局$/.test(core) && !/Sub-bureau/.test(english)) return english.replace('Bureau', 'Sub-bureau')
  if (levels.length === 0 && english === field) return field
  return english
}
