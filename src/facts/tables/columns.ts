/** Tells by their headings what the columns of a table hold: who is responsible, figures to reach, by when, units. */
import type { TableColumn, TableMap } from '../../domain/document-map.ts'
import type { Role } from '../../domain/facts.ts'

export interface ResponsibleColumn {
  readonly index: number
  /** Role that the heading states for all bodies of the column. */
  readonly role: Role
}

export interface FigureColumn {
  readonly index: number
  /** The heading that names the figure's year or term (2025年, 目标值). */
  readonly heading: string
  readonly year: number | null
  readonly unit: string | null
  readonly purpose: 'goal' | 'amount' | 'limit'
}

export interface ColumnRoles {
  readonly responsible: readonly ResponsibleColumn[]
  readonly figures: readonly FigureColumn[]
  readonly deadline: number | null
  readonly unit: number | null
  /** Columns with the value of a base year. */
  readonly base: number | null
}

const RESPONSIBLE =
  /(?:责任|牵头|主办|承办|配合|协办|协同|参与|落实|负责|主责|实施|主管|分工|支持)(?:单位|部门|处室|科室|机构|主体|方|地区)|^(?:牵头|配合|责任分工|分工)$/
const LEAD = /牵头|主办|主责/
const SUPPORT = /配合|协办|协同|参与|支持/
const YEAR = /(20\d\d)\s*年?|(?:“?[一二三四五六七八九十]+五”?)(?:末|时期|期间)/
const GOAL = /目标|指标值|规划值|任务量|计划(?:数|量|值)|年度任务/
const AMOUNT = /标准|金额|额度|限额|奖励|补贴|补助|资助|奖补/
const BASE = /基期|基准|现状|完成(?:情况|数|值)|实绩|实际|上年|累计/
const DEADLINE = /时限|完成时间|时间(?:要求|节点|安排)?$|完成期限|期限|进度(?:要求|安排)?$/
const UNIT = /^(?:计量)?单位$/
const NO_FIGURE = /序号|编号|电话|邮编|备注|属性|名称|代码|页码/

export function columnRoles({ columns }: TableMap): ColumnRoles {
  const path = columns.map(({ headings }) => headings.join('/').replace(/\s/g, ''))
  const responsible = columns.flatMap((column, index): ResponsibleColumn[] => {
    const heading = last(column)
    if (!RESPONSIBLE.test(heading)) return []
    return [{ index, role: LEAD.test(heading) ? 'lead' : SUPPORT.test(heading) ? 'support' : 'responsible' }]
  })
  const find = (pattern: RegExp) => {
    const index = columns.findIndex((column) => pattern.test(last(column)))
    return index < 0 ? null : index
  }
  const base = path.findIndex((each) => BASE.test(each))
  const figures = columns.flatMap((column, index): FigureColumn[] => {
    const whole = path[index]!
    const heading = last(column)
    if (NO_FIGURE.test(heading) || BASE.test(whole) || RESPONSIBLE.test(heading) || DEADLINE.test(heading))
      return []
    const year = YEAR.exec(whole)
    const isAmount = AMOUNT.test(whole)
    if (!year && !GOAL.test(whole) && !isAmount) return []
    return [
      {
        index,
        heading,
        year: year?.[1] === undefined ? null : Number(year[1]),
        unit: column.unit,
        purpose: isAmount && !GOAL.test(whole) ? (/限额/.test(whole) ? 'limit' : 'amount') : 'goal',
      },
    ]
  })
  return { responsible, figures, deadline: find(DEADLINE), unit: find(UNIT), base: base < 0 ? null : base }
}

function last({ headings }: TableColumn): string {
  return (headings.at(-1) ?? '').replace(/\s/g, '')
}
