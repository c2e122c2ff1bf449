/** Finds what a translation of a Chinese line must go on stating: years, percentages, figures and names with digits. */
import { NUMERAL_CLASS, parseChineseNumeral } from '../text/numerals.ts'

export interface ChineseFigure {
  readonly kind: 'year' | 'percentage' | 'figure' | 'name'
  /** As printed, with 万 or 亿. */
  readonly text: string
  /** Any one of them will do; none for a name. */
  readonly values: readonly number[]
  /** What is printed behind it, up to twelve characters. */
  readonly after: string
}

const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'
const RANGE = '\\s*(?:-|—|~|–|至|到|、)+\\s*'
/** Pattern of a magnitude behind digits; 千 in 千瓦, 千米, 千克 belongs to the unit. */
export const MAGNITUDE = '[十百千]?万亿|[十百千]?[万亿]|百(?!分)|千(?![瓦米克伏帕卡焦赫兆字])'
const FACTORS = new Map([...'十百千万亿'].map((unit, i) => [unit, [10, 100, 1e3, 1e4, 1e8][i]!]))
/** Nouns that a single numeral counts; 三线一单 and 二次 are words. */
const COUNTED =
  '年|月|日|天|小时|个|项|条|款|章|节|编|倍|元|座|家|户|台|辆|套|处|所|批|名|人|公里|平方米|吨|亩|公顷|岁|级|星级|大|类|种'
const NUMERAL = `[${NUMERAL_CLASS}]`

const HEADING = /^\s*(?:[(]?[一二三四五六七八九十百]{1,4}[)、.]|[(]?\d{1,3}(?:[)、]|\.(?!\d)))+/

/** In this order: what one reads, the later ones leave alone. */
const READERS: readonly (readonly [ChineseFigure['kind'], RegExp, (match: RegExpExecArray) => number[] | null])[] = [
  ['name', /[A-Za-z]+-?\d+(?:\.\d+)*[A-Za-z]*/g, () => []],
  ['figure', /十([一二三四五六七八九])五(?!年)/g, ([, unit]) => [10 + parseChineseNumeral(unit!)!]],
  ['percentage', new RegExp(`(${NUMBER})(?=(?:%|‰)?${RANGE}(?:${NUMBER})(?:%|‰|个?百分点|个?千分点))`, 'g'), number],
  ['percentage', new RegExp(`(${NUMBER})(?:%|‰|个?百分点|个?千分点)`, 'g'), number],
  ['percentage', new RegExp(`[百千]分之(${NUMERAL}+(?:点${NUMERAL}+)?|${NUMBER})`, 'g'), numeral],
  ['figure', new RegExp(`(${NUMERAL}+)分之(${NUMERAL}+)`, 'g'), ([, of, part]) => values([parsed(of!), parsed(part!)])],
  ['year', /(?<!\d)(?:1[89]|20|21)\d\d(?=年|[-—~–至到/.]\d|[)〕\]])/g, ([text]) => [Number(text)]],
  ['year', /(?:一[八九]|二〇|二○|二零)[〇○零一二三四五六七八九]{2}(?=年)/g, ([text]) => values([parsed(text)])],
  ['figure', new RegExp(`(${NUMBER})(?=${RANGE}(?:${NUMBER})(${MAGNITUDE}))`, 'g'), ([, text, unit]) => [Number(plain(text!)), scaled(text!, unit)]],
  ['figure', new RegExp(`(${NUMBER})[余多]?(${MAGNITUDE})?`, 'g'), ([, text, unit]) => [scaled(text!, unit)]],
  ['figure', new RegExp(`(?<!${NUMERAL}|第[一二三四五六七八九十]?)([二三四五六七八九两十])(?=${COUNTED})`, 'g'), numeral],
  ['figure', new RegExp(`第(${NUMERAL}+)(?=条|款|章|节|项|编|批|期|轮|届)`, 'g'), numeral],
  ['figure', new RegExp(`(?<!${NUMERAL})((?:[一二三四五六七八九两]${NUMERAL}*[十百千万亿]|十(?=${NUMERAL}))${NUMERAL}*)(?!${NUMERAL})`, 'g'), numeral],
  // 千亿级产业, 百万吨: a magnitude that no number stands before.
  ['figure', /(?<![\d余多几数])[十百千][万亿](?=级|元|吨|亩|人|户)/g, ([text]) => [factorOf(text)]],
] // biome-ignore format: a table

/** `line` with folded widths; the number of a heading, where it `opens` a line, is none of its figures. */
export function chineseFigures(line: string, opens = true): ChineseFigure[] {
  const numbered = (opens && HEADING.exec(line)?.[0]) || ''
  let text = ' '.repeat(numbered.length) + line.slice(numbered.length)
  const found: (ChineseFigure & { start: number })[] = []
  for (const [kind, pattern, valuesOf] of READERS) {
    for (const match of [...text.matchAll(pattern)]) {
      const read = valuesOf(match as RegExpExecArray)
      if (read === null) continue
      const end = match.index + match[0].length
      found.push({ kind, text: match[0], values: read, after: line.slice(end, end + 12), start: match.index })
      text = text.slice(0, match.index) + '\u0000'.repeat(match[0].length) + text.slice(end)
    }
  }
  return found.sort((a, b) => a.start - b.start).map(({ start: _, ...figure }) => figure)
}

const plain = (text: string) => text.replaceAll(',', '')
const parsed = (text: string) => parseChineseNumeral(text.replaceAll('○', '〇'))

/** 千万 → 10,000,000. */
export function factorOf(magnitude: string): number {
  return [...magnitude].reduce((factor, unit) => factor * FACTORS.get(unit)!, 1)
}

function scaled(text: string, magnitude = ''): number {
  return Number((Number(plain(text)) * factorOf(magnitude)).toPrecision(15))
}

function values(read: readonly (number | null)[]): number[] | null {
  return read.includes(null) ? null : (read as number[])
}

function number([, text]: RegExpExecArray): number[] {
  return [Number(plain(text!))]
}

function numeral([, text]: RegExpExecArray): number[] | null {
  return /^[\d.,]+$/.test(text!) ? [Number(plain(text!))] : values([parsed(text!)])
}
