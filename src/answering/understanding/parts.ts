/** Numbered parts of a document that a question names, and the sections that they mean. */
import type { Section } from '../../domain/document.ts'
import { parseChineseNumeral, toChineseNumeral } from '../../text/numerals.ts'

export interface AskedPart {
  /** Locator as documents print it (第十二条, 三(二)1) or its end. */
  readonly locator: string
}

/** `folded` has its numerals in digits: 第12条, article 12, 3(2)1, section 3(2). */
const NUMBERED = /第(\d{1,3})(条|章|节|编)|\b(article|chapter|section)\s+(\d{1,3})\b(?!\()/g
const PATH =
  /(?<![\d.(])(\d{1,2}|[一二三四五六七八九十]{1,3})\((\d{1,2}|[一二三四五六七八九十]{1,3})\)(\d{1,2})?(?![\d%])/g
const BOX = /专栏\s*(\d{1,2})|\bbox\s+(\d{1,2})\b/g
const ENGLISH: Readonly<Record<string, string>> = { article: '条', chapter: '章', section: '节' }

export function findParts(folded: string): AskedPart[] {
  const parts: AskedPart[] = []
  for (const [, number, unit, english, count] of folded.matchAll(NUMBERED)) {
    parts.push({ locator: `第${toChineseNumeral(Number(number ?? count))}${unit ?? ENGLISH[english!]}` })
  }
  for (const [, first, second, third] of folded.matchAll(PATH)) {
    const path = `${inChinese(first!)}(${inChinese(second!)})`
    parts.push({ locator: path + (third ?? '') })
  }
  for (const [, zh, en] of folded.matchAll(BOX)) parts.push({ locator: `专栏${zh ?? en}` })
  return parts
}

const inChinese = (numeral: string) => (/\d/.test(numeral) ? toChineseNumeral(Number(numeral)) : numeral)

/** The first section that a part means. */
export function sectionOf(part: AskedPart, sections: readonly Section[]): Section | undefined {
  const wanted = plain(part.locator)
  return (
    sections.find(({ locator }) => plain(locator) === wanted) ??
    sections.find(({ number, title }) => plain(number || title).startsWith(wanted))
  )
}

/** Widths and the spelling of numerals differ between documents: 第12条, 第十二条, （二）, (二). */
function plain(locator: string): string {
  return locator
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[零〇一二三四五六七八九十百]+/g, (numeral) => String(parseChineseNumeral(numeral) ?? numeral))
}
