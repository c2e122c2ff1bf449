/**
 * Gives a text without what points to a person: the numbers that the detector of personal data finds and, stricter than it,
 * whatever reads like a name, an address, an account or another number of a person. A store may lose a word too many;
 * it may not keep a person.
 */
import { findPersonalData } from '../answering/personal-data.ts'
import table from '../data/personal-data.json' with { type: 'json' }

/** Stands for whatever was removed; says nothing of it. */
export const REMOVED = '[***]'

const either = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
const pattern = (source: string) => new RegExp(source, 'giu')
/** For names in English, which begin with capitals. */
const cased = (source: string) => new RegExp(source, 'gu')

const HAN = '\\p{Script=Han}'
const SURNAME = `(?:${either(table.compoundSurnames)}|[${table.surnames}])`
const IS = '\\s*(?:号码|编号|卡号|号|名)?\\s*(?:是|为|叫|:|：|=)?\\s*'
const HOUSE = `\\s*[\\d-]{1,8}\\s*(?:${either(table.houseParts)})`
/** Only part of a longer number or word is left alone; Chinese letters may stand beside it. */
const ALONE = `(?<![\\p{L}\\d.](?<!${HAN}))`
const END = '(?![A-Za-z\\d])'

/** Where a pattern has a group `keep`, that part of the match stays. */
const PATTERNS: readonly RegExp[] = [
  pattern('[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+'),
  // A number after the word that says what it is.
  pattern(`(?<keep>(?:${either(table.numberLabels)})${IS})[A-Z]{0,3}[\\d*Xx -]{5,}[\\dXx]`),
  pattern(`(?<keep>(?:${either(table.phoneLabels)})${IS})\\+?\\d[\\d ()-]{5,}\\d(?:转\\d{1,5})?`),
  pattern(`(?<keep>(?:${either(table.accountLabels)})${IS})[A-Za-z\\d][\\w.-]{4,}`),
  pattern(
    '(?<keep>(?:出生(?:日期|于)?|生日|生于|born(?: on)?)\\s*(?:是|为|:|：)?\\s*)\\d{4}\\s*[年./-]\\s*\\d{1,2}(?:\\s*[月./-]\\s*\\d{1,2}\\s*日?)?',
  ),
  pattern('\\d{4}年\\d{1,2}月\\d{1,2}日(?=\\s*(?:出生|生))'),
  // Numbers by their own form: landlines, numbers abroad, passports and permits, plates, IP addresses.
  pattern(`${ALONE}(?:\\(0\\d{2,3}\\)|0\\d{2,3}[- ]?)\\s*\\d{7,8}(?:[-转]\\d{1,5})?(?!\\d)`),
  pattern(`${ALONE}\\+\\d{1,3}[ -]?\\d[\\d -]{6,}\\d`),
  pattern(
    `${ALONE}(?:[EGDSPKH][A-Z]?\\d{7,8}|[HMCW]\\d{8,10}|[A-Z][12]\\d{8}|[A-Z]\\d{6}\\([\\dA]\\))${END}`,
  ),
  pattern(
    `[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•. -]?[A-HJ-NP-Z\\d]{5,6}${END}`,
  ),
  pattern(`${ALONE}\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])`),
  pattern('[零〇一二三四五六七八九幺]{7,}'),
  // A home: street and house, block and flat, Chinese and English.
  pattern(`${HAN}{0,4}(?:${either(table.streetParts)})${HOUSE}(?:${HOUSE})*`),
  pattern('\\d{1,4}\\s*(?:号楼|幢|栋|弄)(?:\\s*\\d{1,4}\\s*(?:号|单元|室|层|楼))*(?:\\s*\\d{2,4}室?)?'),
  pattern('\\b(?:room|rm\\.?|apt\\.?|apartment|flat|unit)\\s*#?\\d+[A-Z]?\\b'),
  cased(
    '\\b(?:[Nn]o\\.?\\s*)?\\d+,?\\s+(?:[A-Z][a-z]+\\s+){1,3}(?:[Rr]oad|[Ss]treet|[Ll]ane|[Aa]venue|[Rr]d|[Ss]t)\\b',
  ),
  // Names: after a word that introduces one, before a title, in English.
  pattern(
    `(?<keep>(?:${either(table.nameLabels)})\\s*(?:是|叫|:|：)?\\s*)${SURNAME}${HAN}{1,2}(?=[^\\p{L}]|$|的|住|身份|电话|手机|生于|现|男|女|想|要|于|在|今年|是|家)`,
  ),
  pattern(`(?!高校)${SURNAME}${HAN}{0,2}?(?=${either(table.titles)})`),
  cased("(?<keep>\\b(?:[Mm]y name is|I am|I'm|[Tt]his is|[Nn]ame:)\\s+)[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}"),
  cased('(?<keep>\\b(?:Mr|Mrs|Ms|Dr)\\.?\\s+)[A-Z][a-z]+(?:\\s+[A-Z][a-z]+)?'),
]

/** A long number that no measure word follows: a mistyped identity number is one still. */
const LONG_NUMBER =
  /(?<![\d.])\d(?:[ -]?\d){9,}[Xx]?(?![\d.]*\s*(?:[万亿]|元|吨|千瓦|平方|立方|公里|公顷|亩|人|个|户|辆|件|%))/gu

/** Full-width letters, digits and signs count as their half-width forms, and come out as these. */
export function removePersonalData(text: string): string {
  // PostgreSQL takes no NUL in a text.
  let kept = text.replace(/[！-～]/g, (c) => half(c)).replaceAll('\u0000', '')
  for (const { span } of findPersonalData(kept).reverse()) {
    kept = kept.slice(0, span.start) + REMOVED + kept.slice(span.end)
  }
  for (const each of PATTERNS) {
    kept = kept.replace(each, (...match) => {
      const groups = match.at(-1) as Readonly<Record<string, string>> | string
      return (typeof groups === 'string' ? '' : (groups.keep ?? '')) + REMOVED
    })
  }
  return kept.replace(LONG_NUMBER, REMOVED)
}

/** Only where a digit or a letter: the signs of a Chinese sentence stay. */
function half(character: string): string {
  const folded = String.fromCharCode(character.charCodeAt(0) - 0xfee0)
  return /[A-Za-z\d@+.·-]/.test(folded) ? folded : character
}
