/** Gives headings and unit of each column of a grid, and the column that says what a row is about. */
import units from '../../data/units.json' with { type: 'json' }
import type { TableColumn } from '../../domain/document-map.ts'
import type { Grid } from './grid.ts'
import { squeeze } from './header-rows.ts'

const escaped = (words: readonly { readonly unit: string }[]) =>
  words
    .map(({ unit }) => unit)
    .sort((x, y) => y.length - x.length)
    .map((unit) => unit.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|')
/** Units of the table of units, and of electricity and area as annexes write them. */
const UNIT_WORD = `(?:${escaped(units.magnitudes)})?(?:${escaped(units.units)}|兆瓦时?|兆伏安|[kMGT]?Wh?|kV|MVA|km²?|m[²³23]?)(?:/[\\u3400-\\u9fffA-Za-z·]{1,6})?|(?:${escaped(units.magnitudes)})`
const IN_BRACKETS = new RegExp(`[（(](?:单位[：:]?)?(${UNIT_WORD})[)）]$`)
const STATED = /单位[：:]\s*([^\s，,；;）)]{1,12})/
const COUNTING = /^(?:序号|编号|号|序|No\.?|#)$/i
/** What names a row, the surest first: a category (类别) stands for several rows. */
const NAMING = [
  /任务|指标|项目|事项|工作|措施|名称|条款|目标|机具|岗位|科目/,
  /内容|企业|单位名称|部门名称/,
  /类别|类型|分类/,
]

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
  for (const pattern of NAMING) {
    const named = own.findIndex((heading) => !COUNTING.test(heading) && pattern.test(heading))
    if (named >= 0) return named
  }
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
