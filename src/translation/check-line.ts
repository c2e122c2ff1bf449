/** Checks the English of one Chinese line: figures, units, names, reservations, bodies, and nothing added. */
import type { BodyTable } from '../bodies/table.ts'
import table from '../data/translation-words.json' with { type: 'json' }
import { sentencesOf } from '../parse/sentences.ts'
import { addedNumbers } from './added-numbers.ts'
import { type ChineseFigure, chineseFigures } from './chinese-figures.ts'
import { englishSentences } from './english-sentences.ts'
import { type EnglishValues, englishValues } from './english-values.ts'
import { otherUnit } from './figure-units.ts'
import { misnamedBodies } from './misnamed-bodies.ts'

export type TranslationRule =
  | 'lines'
  | 'blank'
  | 'untranslated'
  | 'sentences'
  | 'year'
  | 'percentage'
  | 'figure'
  | 'unit'
  | 'name'
  | 'added'
  | 'reservation'
  | 'body'

export interface TranslationFault {
  /** 1-based. */
  readonly line: number
  readonly rule: TranslationRule
  /** A warning may be good English; an error is wrong. */
  readonly severity: 'error' | 'warning'
  /** Where it is known: the words of the source that are not rendered. */
  readonly printed?: string
  readonly message: string
}

type Fault = Omit<TranslationFault, 'line'>

const KEEPS = table.keeps.map(({ zh, en }) => ({
  zh,
  en: new RegExp(`\\b(?:${en.join('|')})`, 'i'),
}))
const NAMES: Readonly<Record<string, readonly string[] | undefined>> = table.names

/** `chinese` and `english`: the whole lines. Sentences are compared in pairs where their numbers agree. */
export function checkLine(
  chinese: string,
  english: string,
  line: number,
  bodies?: BodyTable,
): TranslationFault[] {
  const zh = chinese.trim()
  const en = english.trim()
  if (zh === '' || en === '') return zh === en ? [] : [{ line, ...blank(zh) }]
  const printed = sentencesOf(zh, { start: 0, end: zh.length }, []).map(({ span }) =>
    zh.slice(span.start, span.end),
  )
  const said = englishSentences(en)
  const paired = printed.length === said.length
  const faults: Fault[] = [...untranslated(en), ...(paired ? [] : [unpaired(printed.length, said.length)])]
  for (const [i, sentence] of (paired ? printed : [zh]).entries()) {
    faults.push(...checkPair(sentence, paired ? said[i]! : en, i === 0))
  }
  if (bodies) faults.push(...misnamedBodies(zh, en, bodies).map(misnamed))
  return faults.map((fault) => ({ line, ...fault }))
}

function checkPair(chinese: string, english: string, opens: boolean): Fault[] {
  const folded = chinese.normalize('NFKC')
  const plain = english.normalize('NFKC')
  const values = englishValues(plain)
  const faults = chineseFigures(folded, opens).flatMap((figure) => {
    const fault = missing(figure, values, plain) ?? wrongUnit(figure, values)
    return fault ? [fault] : []
  })
  for (const { zh, en } of KEEPS) {
    const word = zh.find((each) => folded.includes(each))
    if (word === undefined || en.test(plain)) continue
    faults.push({
      rule: 'reservation',
      severity: 'warning',
      printed: word,
      message: `${word} is not rendered`,
    })
  }
  return [...faults, ...addedNumbers(folded, values).map(added)]
}

function missing(figure: ChineseFigure, values: EnglishValues, english: string): Fault | null {
  const { kind, text } = figure
  const fault = { rule: kind, severity: 'error', printed: text } as const
  if (kind === 'name') {
    const names = [text, ...(NAMES[text.toUpperCase()] ?? [])].map(bare)
    return names.some((name) => bare(english).includes(name))
      ? null
      : { ...fault, message: `${text} is missing` }
  }
  const stated = kind === 'percentage' ? values.percentages : values.numbers
  if (figure.values.some((value) => stated.some((other) => isSame(value, other)))) return null
  const [value] = figure.values
  return { ...fault, message: `${text} is missing (${value}${kind === 'percentage' ? '%' : ''})` }
}

function wrongUnit(figure: ChineseFigure, values: EnglishValues): Fault | null {
  const other = otherUnit(figure, values.printed)
  return other === null ? null : { rule: 'unit', severity: 'error', printed: figure.text, message: other }
}

const isSame = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
const bare = (text: string) => text.toLowerCase().replace(/[\s-]/g, '')

const added = (text: string): Fault => ({
  rule: 'added',
  severity: 'error',
  message: `${text} stands in no word of the source`,
})

const unpaired = (printed: number, said: number): Fault => ({
  rule: 'sentences',
  severity: 'warning',
  message: `${said} English sentences for ${printed} Chinese ones: quotations get the whole line`,
})

function blank(chinese: string): Fault {
  return chinese === ''
    ? { rule: 'blank', severity: 'error', message: 'the source line is blank, its translation is not' }
    : {
        rule: 'blank',
        severity: 'error',
        printed: chinese.slice(0, 20),
        message: 'the line is not translated',
      }
}

/** A Chinese name may stand in brackets; a line that is mostly Chinese is none of English. */
function untranslated(english: string): Fault[] {
  const han = english.match(/[\u3400-\u9fff]+/g)
  if (han === null) return []
  const share = han.join('').length / english.replace(/\s/g, '').length
  return [
    {
      rule: 'untranslated',
      severity: share > 0.2 ? 'error' : 'warning',
      message: `Chinese is left: ${han.join(' ').slice(0, 40)}`,
    },
  ]
}

const misnamed = ({ printed, official }: { printed: string; official: string }): Fault => ({
  rule: 'body',
  severity: 'warning',
  printed,
  message: `${printed} is not named “${official}”`,
})
