/** Gives headings and unit of each column of a grid, and the column that says what a row is about. */
import type { TableColumn } from '../../domain/document-map.ts'
import type { Grid } from './grid.ts'
import { squeeze } from './header-rows.ts'

const UNIT_WORD =
  '(?:[%％‰]|[个亿万千百十]*(?:元|人|户|家|个|件|次|项|辆|套|座|台|吨|千瓦时?|亩|公顷|平方米|公里|米|人次|岁|天|年|小时|千克|公斤|克|升|处|所|张|床|股|度|立方米|标准煤|公斤标准煤)(?:/[\\u3400-\\u9fffA-Za-z·]{1,6})?|[kMG]?Wh?|kV|MVA|km|m[²³23]?|t|分)'
const IN_BRACKETS = new RegExp(`[（(](?:单位[：:]?)?(${UNIT_WORD})[)）]$`)
const STATED = /单位[：:]\s*([^\s，,；;）)]{1,12})/
const COUNTING = /^(?:序号|编号|号|序|No\.?|#)$/i
const NAMING =
  /任务|指标|项目|事项|名称|内容|工作|措施|目标|条款|类别|类型|科目|机具|岗位|部门名称|单位名称|企业/

/** `from` to `to` are the rows of the head; `note` is what title rows and caption say. */
export function columnsOf(grid: Grid, from: number, to: number, note: string): TableColumn[] {
  const whole = STATED.exec(note)?.[1] ?? null
  return Array.from({ length: grid.columns }, (_, column) => {
    const headings: string[] = []
    let unit: string | null = null
    for (let row = from; row < to; row++) {
      const text = headingLine(grid.at(row, column).text)
      const found = IN_BRACKETS.exec(squeeze(text)) ?? STATED.exec(text)
      if (found) unit = found[1]!
      const bare = found ? text.replace(/\s*[（(][^（()）]*[)）]\s*$/, '') : text
      if (bare !== '' && bare !== headings.at(-1)) headings.push(bare)
    }
    return { headings, unit: unit ?? whole }
  })
}

/** First column that names, else the first that does not count; null for a table of one column. */
export function rowHeadingOf(columns: readonly TableColumn[]): number | null {
  if (columns.length < 2) return null
  const own = columns.map(({ headings }) => squeeze(headings.at(-1) ?? ''))
  const named = own.findIndex((heading) => !COUNTING.test(heading) && NAMING.test(heading))
  if (named >= 0) return named
  const first = own.findIndex((heading) => !COUNTING.test(heading))
  return first < 0 ? null : first
}

/** Paragraphs of a cell stand apart by a blank. */
export function oneLine(text: string): string {
  return partsOf(text).join(' ')
}

/** A heading that was broken to fit a narrow column reads on without a blank. */
export function headingLine(text: string): string {
  return partsOf(text).reduce((whole, part) => (whole === '' ? part : join(whole, part)), '')
}

function partsOf(text: string): string[] {
  return text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const HAN = /[\u3400-\u9fff（）、，。：；“”《》]/

function join(whole: string, part: string): string {
  const last = whole.at(-1)!
  const broken =
    HAN.test(last) && HAN.test(part[0]!) && !/[。；：！？]$/.test(last) && whole.length + part.length <= 16
  return broken ? whole + part : `${whole} ${part}`
}
