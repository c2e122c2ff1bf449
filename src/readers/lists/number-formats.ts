/** Gives a number as Word writes it in a list: every `numFmt` of ECMA-376 that occurs in Chinese files (17.18.59). */
import { toChineseNumeral } from '../../text/numerals.ts'

const DIGITS = '〇一二三四五六七八九'
const FINANCIAL = '零壹贰叁肆伍陆柒捌玖'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]
/** Beyond this no list counts; a damaged `start` may. */
const HIGHEST = 99_999

/** `pattern` is the `format` attribute of a custom format (001, 002, 003, …). Unknown formats count in decimal. */
export function formatNumber(value: number, format: string, pattern = ''): string {
  const n = Math.max(0, Math.min(HIGHEST, Math.trunc(value)))
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'koreanCounting':
      return n === 0 ? '〇' : toChineseNumeral(n)
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
    case 'koreanDigital2':
      return digitwise(n, DIGITS)
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return financial(n)
    case 'ideographTraditional':
      return cyclic(n, STEMS)
    case 'ideographZodiac':
      return cyclic(n, BRANCHES)
    case 'ideographZodiacTraditional':
      return n < 1 ? '' : STEMS[(n - 1) % 10]! + BRANCHES[(n - 1) % 12]!
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
    case 'ideographEnclosedCircle':
      return circled(n)
    case 'decimalEnclosedParen':
      return n >= 1 && n <= 20 ? String.fromCodePoint(0x2473 + n) : `(${n})`
    case 'decimalEnclosedFullstop':
      return n >= 1 && n <= 20 ? String.fromCodePoint(0x2487 + n) : `${n}.`
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(n).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    case 'decimalZero':
      return String(n).padStart(2, '0')
    case 'numberInDash':
      return `- ${n} -`
    case 'upperRoman':
      return roman(n)
    case 'lowerRoman':
      return roman(n).toLowerCase()
    case 'upperLetter':
      return letters(n)
    case 'lowerLetter':
      return letters(n).toLowerCase()
    case 'hex':
      return n.toString(16).toUpperCase()
    case 'ordinal':
      return `${n}${ordinalSuffix(n)}`
    case 'custom':
      return String(n).padStart(/^0*\d/.exec(pattern)?.[0].length ?? 1, '0')
    default:
      return String(n)
  }
}

function digitwise(n: number, digits: string): string {
  return String(n).replace(/\d/g, (digit) => digits[Number(digit)]!)
}

/** 壹拾贰: as sums are written on bills. */
function financial(n: number): string {
  const figures: Readonly<Record<string, string>> = { 十: '拾', 百: '佰', 千: '仟', 万: '万' }
  return toChineseNumeral(n)
    .replace(/^十/, '一十')
    .replace(/./g, (sign) => {
      const digit = DIGITS.indexOf(sign === '零' ? '〇' : sign)
      return digit >= 0 ? FINANCIAL[digit]! : (figures[sign] ?? sign)
    })
}

function cyclic(n: number, signs: string): string {
  return n < 1 ? '' : signs[(n - 1) % signs.length]!
}

function circled(n: number): string {
  if (n >= 1 && n <= 20) return String.fromCodePoint(0x245f + n)
  if (n >= 21 && n <= 35) return String.fromCodePoint(0x323c + n)
  if (n >= 36 && n <= 50) return String.fromCodePoint(0x328d + n)
  return String(n)
}

function roman(n: number): string {
  let rest = n
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(rest / value)
    rest -= times * value
    return sign.repeat(times)
  }).join('')
}

/** A … Z, AA, BB: Word repeats the letter. */
function letters(n: number): string {
  if (n < 1) return ''
  return String.fromCodePoint(65 + ((n - 1) % 26)).repeat(Math.min(20, Math.ceil(n / 26)))
}

function ordinalSuffix(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'
}
