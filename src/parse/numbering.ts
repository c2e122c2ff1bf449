/** Gives the number that a block opens with (一、 （一） 1. （1） ① 第X条 1.2 专栏1), recognised in both punctuation widths. */
import { parseChineseNumeral } from '../text/numerals.ts'

/** Styles from the outermost in; `rank` of one style is its place here. */
export const STYLES = [
  'part',
  'chapter',
  'section',
  'article',
  'han',
  'hanParen',
  'decimal',
  'digit',
  'box',
  'digitParen',
  'boxItem',
  'digitHalf',
  'circled',
] as const
export type Style = (typeof STYLES)[number]

export interface HeadingNumber {
  readonly style: Style
  /** Position in its run: 12 for 第十二条; the last component of a decimal number. */
  readonly value: number
  /** Depth of a decimal number (1.2.3 → 3), else 0. */
  readonly depth: number
  /** Length of the number in the text, with its stop and the blanks after it. */
  readonly length: number
  /** As printed, without blanks. */
  readonly printed: string
  /** Short form for locators: 一, (一), 1, 第十二条, 专栏1. */
  readonly key: string
  /** True when a digit follows the stop (11.121人才…): credible only where 11 is due. */
  readonly doubtful: boolean
}

const HAN = '[一二三四五六七八九十百千零〇两]+'
const DIGITS = '[0-9０-９]'
const HAN_RUN = '㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩'
const DIGIT_PAREN_RUN = '⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇'
const DIGIT_STOP_RUN = '⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛'
const CIRCLED_RUN = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

const ORDINAL = new RegExp(
  `^第\\s*(${HAN}|${DIGITS}{1,4})\\s*(编|篇|部分|章|节|条)(之${HAN})?[、：:\\s\\u3000]*`,
)
/** 一、二、三产业 counts things and numbers none. */
const HAN_STOP = new RegExp(`^(${HAN})\\s*[、．.]\\s*(?!${HAN}[、．.])`)
/** Scanned texts print （一） as （-）. */
const HAN_PAREN = new RegExp(`^[（(]\\s*(${HAN}|[-－—])\\s*[)）]\\s*[、．.]?\\s*`)
const DIGIT_PAREN = new RegExp(`^[（(]\\s*(${DIGITS}{1,3})\\s*[)）]\\s*[、．.]?\\s*`)
const DIGIT_HALF = new RegExp(`^(${DIGITS}{1,3})\\s*[)）]\\s*`)
const DIGIT_STOP = new RegExp(`^(${DIGITS}{1,3})\\s*[.．、]\\s*`)
const DECIMAL = new RegExp(
  `^(${DIGITS}{1,2}(?:[.．]${DIGITS}{1,2}){1,3})[.．、]?(?:[\\s\\u3000]+|(?=[\\u3400-\\u9fff]))`,
)
const BOX = new RegExp(`^(专\\s*栏)\\s*(${HAN}|${DIGITS}{1,2}(?:[-－—]${DIGITS}{1,2})?)?\\s*[：:、．.]?\\s*`)
const BOX_ITEM = new RegExp(`^([0０]${DIGITS})\\s*[.．、]?\\s*(?=[\\u3400-\\u9fff“])`)
const ATTACHMENT = new RegExp(`^附\\s*(?:件|录|表)\\s*(${HAN}|${DIGITS}{1,2})?\\s*[：:]?$`)
/** 第二十一条第二款… at the start of a line is a reference, and so is 第二十一条规定… unless article 21 is due there. */
const REFERENCE = /^(?:第|至第|、第|和第|或者第)/
const DOUBTFUL_REFERENCE = /^(?:规定|所称|所列|的规定|之规定)/

/** Marks of Markdown before a number: ## 第一章, - **第一条**. */
const MARKS = /^(?:#{1,6}\s*|[-*]\s+|\*\*)+/

/** The number at the start of `text` (a trimmed block), or null. */
export function headingNumberOf(text: string): HeadingNumber | null {
  const marks = '#-*'.includes(text[0] ?? ' ') ? (MARKS.exec(text)?.[0].length ?? 0) : 0
  if (marks === 0) return numberAt(text)
  const number = numberAt(text.slice(marks))
  const closing = number && /^\*\*\s*/.exec(text.slice(marks + number.length))
  return number && { ...number, length: marks + number.length + (closing?.[0].length ?? 0) }
}

function numberAt(text: string): HeadingNumber | null {
  const first = text[0]
  if (first === undefined || !/[第【（(0-9０-９一二三四五六七八九十百专附㈠-㈩⑴-⒛①-⑳]/.test(first))
    return null
  return ordinal(text) ?? box(text) ?? attachment(text) ?? enumerated(text) ?? singleCharacter(text)
}

function ordinal(text: string): HeadingNumber | null {
  const match = ORDINAL.exec(text)
  if (!match) return null
  const [whole, digits = '', noun = '', branch = ''] = match
  const value = numeralValue(digits)
  if (value === null) return null
  const rest = text.slice(whole.length)
  const spaced = /[\s\u3000]$/.test(whole)
  if (noun === '条' && branch === '' && !spaced && REFERENCE.test(rest)) return null
  const doubtful = noun === '条' && !spaced && DOUBTFUL_REFERENCE.test(rest)
  const style = ({ 章: 'chapter', 节: 'section', 条: 'article' } as const)[noun] ?? 'part'
  const printed = `第${digits}${noun}${branch}`
  return { style, value, depth: 0, length: whole.length, printed, key: printed, doubtful }
}

/** 1 总则 or 1. 总则 as the top of a decimal numbering (1.1, 1.1.1), or null. */
export function decimalTopOf(text: string): HeadingNumber | null {
  const match = /^([0-9０-９]{1,2})[.．、]?[\s\u3000]*(?=[\u3400-\u9fff])/.exec(text)
  if (!match || text.length > 40 || /[。；]/.test(text)) return null
  const number = make('decimal', match, match[1]!, half(match[1]!))
  return number && { ...number, depth: 1 }
}

/** 1.1 alone on its line, which only the line below can confirm; or null. */
export function bareDecimalOf(text: string): HeadingNumber | null {
  const match = /^[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3}$/.exec(text)
  const parts = match ? half(match[0]).split('.') : []
  const number = match && make('decimal', match, parts.at(-1)!, parts.join('.'))
  return number && { ...number, depth: parts.length }
}

function box(text: string): HeadingNumber | null {
  const match = BOX.exec(text)
  if (!match || (match[2] === undefined && !/[：:]/.test(match[0]))) return null
  const value = match[2] === undefined ? 0 : (numeralValue(match[2].replace(/[-－—].*/, '')) ?? 0)
  const printed = `专栏${match[2] ?? ''}`
  return { style: 'box', value, depth: 0, length: match[0].length, printed, key: printed, doubtful: false }
}

function attachment(text: string): HeadingNumber | null {
  const match = ATTACHMENT.exec(text)
  if (!match) return null
  const printed = text.replace(/[\s：:]/g, '')
  const value = match[1] === undefined ? 1 : (numeralValue(match[1]) ?? 1)
  return { style: 'part', value, depth: 0, length: text.length, printed, key: printed, doubtful: false }
}

function enumerated(text: string): HeadingNumber | null {
  const item = BOX_ITEM.exec(text)
  if (item) return make('boxItem', item, item[1]!, half(item[1]!))
  const decimal = DECIMAL.exec(text)
  if (decimal) {
    const printed = half(decimal[1]!)
    const parts = printed.split('.')
    const number = make('decimal', decimal, parts.at(-1)!, printed)
    return (
      number && {
        ...number,
        depth: parts.length,
        doubtful: /^[年月亿万倍%％个元吨公]/.test(text.slice(decimal[0].length)),
      }
    )
  }
  const han = HAN_STOP.exec(text)
  if (han) return make('han', han, han[1]!, han[1]!)
  const hanParen = HAN_PAREN.exec(text)
  if (hanParen) {
    const digits = hanParen[1]!.replace(/[-－—]/, '一')
    return make('hanParen', hanParen, digits, `(${digits})`)
  }
  const digitParen = DIGIT_PAREN.exec(text)
  if (digitParen) return make('digitParen', digitParen, digitParen[1]!, `(${half(digitParen[1]!)})`)
  const stop = DIGIT_STOP.exec(text)
  if (stop) {
    const number = make('digit', stop, stop[1]!, half(stop[1]!))
    return number && { ...number, doubtful: /^[0-9０-９]/.test(text.slice(stop[0].length)) }
  }
  const halfBracket = DIGIT_HALF.exec(text)
  return halfBracket && make('digitHalf', halfBracket, halfBracket[1]!, `${half(halfBracket[1]!)})`)
}

function singleCharacter(text: string): HeadingNumber | null {
  const runs: readonly (readonly [string, Style, (value: string) => string])[] = [
    [HAN_RUN, 'hanParen', (n) => `(${'一二三四五六七八九十'[Number(n) - 1]})`],
    [DIGIT_PAREN_RUN, 'digitParen', (n) => `(${n})`],
    [DIGIT_STOP_RUN, 'digit', (n) => n],
    [CIRCLED_RUN, 'circled', (n) => CIRCLED_RUN[Number(n) - 1]!],
  ]
  for (const [run, style, key] of runs) {
    const at = run.indexOf(text[0]!)
    if (at < 0) continue
    const length = /^.[\s\u3000、．.]*/.exec(text)![0].length
    return {
      style,
      value: at + 1,
      depth: 0,
      length,
      printed: text[0]!,
      key: key(String(at + 1)),
      doubtful: false,
    }
  }
  return null
}

function make(style: Style, match: RegExpExecArray, digits: string, key: string): HeadingNumber | null {
  const value = numeralValue(digits)
  if (value === null) return null
  const printed = match[0].replace(/[\s\u3000]/g, '')
  return { style, value, depth: 0, length: match[0].length, printed, key, doubtful: false }
}

function numeralValue(digits: string): number | null {
  return /^[0-9０-９]+$/.test(digits) ? Number(half(digits)) : parseChineseNumeral(digits)
}

function half(text: string): string {
  return text.normalize('NFKC')
}
