/** Finds figures that are no quantities (names, dates, numbers of documents and lines), each with the reason, in a folded text. */
import { NUMERAL_CLASS } from '../../text/numerals.ts'

export interface OtherFigure {
  /** View offsets. */
  readonly start: number
  readonly end: number
  readonly reason: OtherReason
}

export type OtherReason =
  | 'title' | 'name' | 'document number' | 'date' | 'five-year plan' | 'ordinal' | 'route or address' | 'code or standard'
  | 'rank' | 'contact' | 'numbering' | 'clock' | 'heading' | 'not the plan' | 'achieved' | 'period' | 'wording'
  | 'validity' | 'base' | 'not measured' // biome-ignore format: one list

const N = `[${NUMERAL_CLASS}\\d]`
const YEAR = `(?:(?:19|20)\\d\\d|[一二][〇零○一二三四五六七八九]{3})`

/** Order matters only for the reason given: the first pattern that covers a figure names it. */
const PATTERNS: readonly (readonly [OtherReason, RegExp])[] = [
  ['title', /《[^》]*》/g],
  ['document number', /[〔[](?:19|20)\d\d[\]〕]第?\d+号/g],
  ['document number', new RegExp(`第${N}+号(?:令|公告|文|文件)?`, 'g')],
  ['document number', /\d+号(?:令|公告|文件)/g],
  ['date', new RegExp(`${YEAR}(?:年度?)?(?:—|–|-|~|至|到)+${YEAR}年?度?`, 'g')],
  ['date', new RegExp(`${YEAR}年(?:度|版)?(?:${N}{1,3}月(?:${N}{1,3}日)?)?`, 'g')],
  ['date', /(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?(?![\d%])/g],
  ['date', new RegExp(`${N}{1,3}月(?:${N}{1,3}[日号])?(?:(?:至|—|-|~)(?:${N}{1,3}月)?${N}{1,3}日)?(?!份额)`, 'g')],
  ['date', new RegExp(`${N}{2,3}年代`, 'g')],
  ['five-year plan', /[“"]?[一二]?十[一二三四五六七]?五[”"]/g],
  ['ordinal', new RegExp(`第${N}+条?(?:—|–|-|~|至|到)第?${N}+条`, 'g')],
  ['name', /等\d+(?:个|家)?(?:部门|部委|单位|局|委|省|市|国)/g],
  ['wording', /\d+(?:个|大|类|项)?(?:部分|方面|章(?!程)|节(?![约能水])|维度|层面|层次|阶段)(?!性)/g],
  ['ordinal', new RegExp(`第${N}+(?:[之、]${N}+)*(?:个?五年|[一-龥])?`, 'g')],
  ['numbering', /(?:图|表|附件|附表|附录|附图|附|专栏|公式|选项)\d+(?:[-—.]\d+)*/g],
  ['numbering', /(?<=^|[。;:!?)\s])\(?\d{1,2}(?:[.、)])(?=[一-龥“《(])/g],
  ['clock', /\d{1,2}:\d{2}(?!\d)/g],
  ['rank', new RegExp(`前${N}+(?:名|位|强)|${N}+强(?![化度])`, 'g')],
  ['route or address', /\d+号(?:机组|线|楼|院|路|库|坝|泊位|门|地块|地|码头|井)?/g],
  ['route or address', /[GSX]\d{1,4}(?!\d)|\d{3}国道|国道\d{3}/g],
  ['code or standard', /[A-Za-z][A-Za-z/]*[-.\s]?\d[\d.:-]*(?![%\d])/g],
  ['code or standard', /\d+(?:\.\d+)?[A-Z](?![A-Za-z])(?=[^/]|$)/g],
  ['code or standard', /(?:工业|社会|版本?|Web)\s?\d+\.\d+|\d+\.\d+版/g],
  ['contact', /\d{5}(?:市民|政务|便民|民生|热线|平台|服务)|(?:电话|热线|传真|邮编|邮政编码):?[\d-]+|\d{3,4}-\d{7,8}|\d{7,}/g],
  ['name', /[“‘"][^”’"，。;,]{1,16}[”’"]/g],
  ['name', /\d+(?:\+\d+)+(?:\+[NnXx])?|\d+\+(?:[NnXx]|[一-龥])/g],
  ['name', /[“"]?\d+[”"](?=工程|行动|计划|项目|战略|体系|模式)/g],
] // biome-ignore format: one pattern a line

/** Figures of the text that are no quantities, in order, without overlaps. */
export function findOtherFigures(text: string): OtherFigure[] {
  const found: OtherFigure[] = []
  for (const [reason, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (reason === 'name' && /^\D*\d+(?:\.\d+)?%\D*$/.test(match[0])) continue
      found.push({ start, end, reason })
    }
  }
  return found
}
