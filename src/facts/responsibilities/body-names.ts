/** Tells whether a stretch of text is the name of a public body, from the table of bodies and the way bodies are named. */
import { parseBody } from '../../bodies/parse-body.ts'
import { type BodyTable, bodyLookup } from '../../bodies/table.ts'

/** Endings of bodies that have a name of their own, outside the table. */
const PUBLIC_ENDING =
  /(?:(?:领导小组|工作小组|协调小组|推进小组|专班|指挥部|委员会|联席会议)(?:办公室)?|联席会议制度|管委会|人民政府|政府|部门|机关|办事处|派出机构|派出机关|工作机构|管理机构|监督机构|办公厅)$/
/** 县(市、区)人民政府: what the parentheses add does not change what kind of body it is. */
const LEVELS_ASIDE = /\([省市区县镇乡居村街道自治州旗盟、]{1,10}\)/
const PUBLIC_LAST = new Set('组室班部会议度府门关处构厅')
/** Endings that a listed body may have besides: firms, schools, regions. */
const LISTED_ENDING =
  /(?:局|厅|委|部|办|处|院|所|站|队|会|行|署|社|中心|公司|集团|集团公司|大学|学院|学校|医院|银行|单位|企业|机构|组织|地区|地方|区域|园区|开发区|高新区|新区|街镇|镇街|街道|乡镇|镇|乡|[省市区县州盟旗]|区县|区市|实验室|联合会|协会|商会|基地|站点|专班|小组|总队|支队|大队|部队|军区|办公室|总站|电视台|报社|法院|检察院|市州|县市|村|社区|团)(?:\([^()]{1,12}\))?$/
/** Verbs and prepositions with which a clause about bodies begins (建立部门, 需要有关部门, 是指市商务部门). */
const CLAUSE_START =
  /^(?:依托|建立|需要|加强|完善|推动|推进|组织(?!部)|督促|协调(?!小组|机)|指导(?!委|小组)|支持|鼓励|要求|明确|形成|强化|健全|跨|多部门|报(?!社|业)|经(?!济|信|贸|委|发|合)|请|送|移交|告知|通知|配合|依靠|联合(?!会)|发挥|压实|落实|提请|是|成立|设立|通过|利用|整合|打通|打破|涉及|以|从|使|让|至|到|于|与|在|为|向|对(?!外)|将|由|及时|可|不(?!动产)|应(?!急)|须|要|具体|并|同时|引导|争取|服务(?!业|中心|局)|加快|提高|提升|开展|实施|实行|优化|构建|深化|责成|责令|委托|授权|主动|积极|帮助|协助|受|会同|商(?!务|业|标|会|委)|另|每|当(?!地)|凡|如|若|该部门|充实|调整|避免|必要|主要|共享|邀请)/
/** Words that no body's name holds: the stretch is a clause. */
const CLAUSE =
  /第[一二三四五六七八九十百\d]+[条章节]|应当|负责|按照|根据|依照|依据|由|对|的|向|将|把|被|其中|以及|或者|加强|推进|组织实施|会同|牵头|协助|配合|责令|设在|设立|不得|可以|必须|所(?!在地|属)|是|为|经|报(?!社|业)|应(?!急)|及其|并|[,;:。、"“”《》!?]/

/** A body that may be the subject of a duty: known to the table, or with the ending of a public body. */
export function isPublicBody(printed: string, table: BodyTable): boolean {
  const name = printed.replace(LEVELS_ASIDE, '')
  if (name.length < 2 || name.length > 24) return false
  const last = name.at(-1)!
  if (!bodyLookup(table).lastCharacters.has(last) && !PUBLIC_LAST.has(last)) return false
  if (CLAUSE_START.test(name) || /(?<![高平初中])等(?!级)/.test(name)) return false
  const parsed = parseBody(name, table)
  if (parsed.function !== null && (parsed.form!.suffix !== '' || isName(parsed.form!))) return true
  return PUBLIC_ENDING.test(name) && !CLAUSE.test(name) && !/[和与及]/.test(name)
}

function isName(form: {
  readonly row: { readonly names: readonly string[]; readonly former: readonly string[] }
  readonly stem: string
}): boolean {
  return form.row.names.includes(form.stem) || form.row.former.includes(form.stem)
}

/** A function named without its 局 or 部门, as in 发展改革、财政等部门; with a level too. */
export function isBareFunction(name: string, table: BodyTable): boolean {
  if (name.length < 2 || name.length > 16 || CLAUSE_START.test(name)) return false
  return parseBody(name, table).function !== null
}

/** A member of a list that is known to hold bodies: firms, schools and regions count too. */
export function isListedBody(name: string, table: BodyTable): boolean {
  if (name.length < 2 || name.length > 34) return false
  if (isPublicBody(name, table) || isBareFunction(name, table)) return true
  return LISTED_ENDING.test(name) && !/应当|负责|按照|根据|加强|推进|不得|必须|[,;:。、!?《》]/.test(name)
}
