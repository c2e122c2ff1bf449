/** Checks a standard question against its document: the line is there, and so is the figure that is asked for or stated. */
import units from '../data/units.json' with { type: 'json' }
import type { StandardQuestion } from '../domain/standard-question.ts'
import { anyOf } from '../text/any-of.ts'
import { numbersMeant } from '../translation/added-numbers.ts'
import { chineseFigures } from '../translation/chinese-figures.ts'
import { englishValues } from '../translation/english-values.ts'

const MEASURES = units.units.filter(
  ({ kind }) => !['count', 'people', 'percentage', 'grade', 'duration', 'score'].includes(kind),
)
const UNIT_ASKED = new RegExp(
  `(?:多少|几)(?:万|亿|百|千(?!瓦|米|克|伏))*(${anyOf(MEASURES.map(({ unit }) => unit))})`,
)
const ASKS_FIGURE =
  /多少|几[个座家项条处套台辆所名位栋成吨亩]|百分之几|\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion|rate)\b/i
const ASKS_TIME = /哪一?年|何时|什么时候|几月|\bwhen\b|\b(?:what|which) year\b|\bwhat date\b/i
const TIME = /\d{4}年|\d+月|\d+日|[一二三四五六七八九十]+[年月日]/

/** What is wrong with it, each as one sentence; empty where nothing is. */
export function checkStandardQuestion({ question, line }: StandardQuestion, source: string): string[] {
  const lines = source.split(/\r?\n/)
  const printed = lines[line - 1]?.normalize('NFKC')
  if (printed === undefined) return [`line ${line} does not exist: the document has ${lines.length} lines`]
  if (printed.trim() === '') return [`line ${line} is blank`]
  const faults: string[] = []
  const asked = question.normalize('NFKC')
  const above = lines.slice(0, line).join('\n').normalize('NFKC')
  for (const { text, values, year } of statedIn(asked)) {
    // The year of a target may stand in the heading or the sentence that announces it.
    const meant = numbersMeant(year ? above : printed)
    if (!values.some((value) => meant.has(value))) {
      faults.push(
        `the question states ${text}, which ${year ? `no line up to ${line} holds` : `line ${line} does not hold`}`,
      )
    }
  }
  const figures = chineseFigures(printed)
  const unit = UNIT_ASKED.exec(asked)?.[1]
  if (unit !== undefined && !printed.includes(unit))
    faults.push(`the question asks for ${unit}, and line ${line} has none`)
  else if (
    ASKS_FIGURE.test(asked) &&
    !figures.some(({ kind }) => kind === 'figure' || kind === 'percentage')
  ) {
    faults.push(`the question asks for a figure, and line ${line} states none`)
  }
  if (ASKS_TIME.test(asked) && !TIME.test(printed))
    faults.push(`the question asks for a time, and line ${line} states none`)
  return faults
}

interface Stated {
  readonly text: string
  readonly values: readonly number[]
  readonly year: boolean
}

function statedIn(question: string): Stated[] {
  if (!/[\u3400-\u9fff]/.test(question)) {
    return englishValues(question).printed.map(({ text, value }) => ({
      text,
      values: [value],
      year: /^(?:19|20|21)\d\d$/.test(text),
    }))
  }
  return chineseFigures(question, false)
    .filter(({ kind }) => kind !== 'name')
    .map(({ text, values, kind }) => ({ text, values, year: kind === 'year' }))
}
