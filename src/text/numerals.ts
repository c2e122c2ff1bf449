/** Gives numbers from Chinese numerals (十二, 二〇二五, 三点五, 百分之九十) and numerals from numbers (12 → 十二). */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
} // biome-ignore format: one line a set
const UNITS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  廿: 20,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
}
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** Characters that a Chinese numeral is made of, for use inside a character class. */
export const NUMERAL_CLASS = '〇零○一二两三四五六七八九十廿百千万亿'

/**
 * Value of a Chinese numeral that fills `text`; null when it is none. 百分之N and 千分之N give N: the unit (% or ‰) is the
 * caller's. Digit strings read by place (二〇二五 → 2025); 三点五 → 3.5; 一万二 → 12000 as spoken.
 */
export function parseChineseNumeral(text: string): number | null {
  const ratio = /^[百千万]分之(.+)$/.exec(text)
  if (ratio) return parseChineseNumeral(ratio[1]!)
  const [whole = '', fraction, ...more] = text.split('点')
  if (whole === '' || more.length > 0) return null
  const value = parseWhole(whole)
  if (value === null || fraction === undefined) return value
  const decimals = parseDigits(fraction)
  return decimals === null ? null : Number(`${value}.${decimals}`)
}

/** Numeral of a whole number from 0 to 99,999,999 as headings print it: 10 → 十, 12 → 十二, 101 → 一百零一. */
export function toChineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 1e8) {
    throw new RangeError(`toChineseNumeral: ${value} is not a whole number from 0 to 99999999`)
  }
  if (value === 0) return '零'
  const high = Math.floor(value / 1e4)
  const low = value % 1e4
  const joint = high > 0 && low > 0 && low < 1000 ? '零' : ''
  const printed =
    (high > 0 ? `${formatBelowMyriad(high)}万` : '') + joint + (low > 0 ? formatBelowMyriad(low) : '')
  return printed.replace(/^一十/, '十')
}

function parseDigits(text: string): string | null {
  let digits = ''
  for (const character of text) {
    const digit = DIGITS[character]
    if (digit === undefined) return null
    digits += digit
  }
  return digits === '' ? null : digits
}

function parseWhole(text: string): number | null {
  const digits = parseDigits(text)
  if (digits !== null) return Number(digits)
  let total = 0
  let group = 0
  let digit: number | null = null
  let unit = 1
  for (const character of text) {
    const value = DIGITS[character]
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = value
      if (value === 0) unit = 10
      continue
    }
    const small = UNITS[character]
    if (small !== undefined) {
      if (digit === 0) digit = null
      group += (digit ?? 1) * small
      unit = small
      digit = null
      continue
    }
    const large = MYRIADS[character]
    if (large === undefined) return null
    const sum = group + (digit ?? 0)
    if (sum === 0 && total === 0) return null
    // 一亿二千万 adds, 三万亿 multiplies what stands so far.
    if (sum === 0) total *= large
    else total = total > 0 && total < large ? (total + sum) * large : total + sum * large
    group = 0
    digit = null
    unit = large
  }
  // 一万二 and 三百五: a last bare digit counts tenths of the unit before it, unless 零 stands between.
  if (digit !== null) group += unit >= 100 ? digit * (unit / 10) : digit
  return total + group
}

function formatBelowMyriad(value: number): string {
  const names = ['', '十', '百', '千']
  let printed = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      zero = printed !== ''
      continue
    }
    printed += (zero ? '零' : '') + '零一二三四五六七八九'[digit] + names[place]
    zero = false
  }
  return printed
}

const COUNTED =
  '年|月|日|天|小时|个|项|条|款|章|节|编|次|倍|元|座|家|户|台|辆|套|处|所|批|名|人|公里|平方米|吨|亩|岁|级|星级'
const WRITTEN = new RegExp(
  `[百千]分之([${NUMERAL_CLASS}]+(?:点[${NUMERAL_CLASS}]+)?)|(?<![\\d.${NUMERAL_CLASS}])([${NUMERAL_CLASS}]+)(?![${NUMERAL_CLASS}])(?=(${COUNTED})?)`,
  'g',
)

/**
 * The text with Chinese numerals as digits, so that both spellings match: 百分之九十 → 90%, 二〇二五年 → 2025年, 第十二条 →
 * 第12条, 三十 → 30. A single character is read only before a counted noun (三个 → 3个), so that 一般 and 三线一单 stay.
 */
export function readNumerals(text: string): string {
  return text.replace(
    WRITTEN,
    (whole: string, ratio: string | undefined, run: string | undefined, noun: string | undefined) => {
      const numeral = ratio ?? run ?? ''
      if (/^[百千万亿]/.test(numeral) && ratio === undefined) return whole
      // Figures keep 万 and 亿 as they are printed with digits: 二万元 → 2万元.
      const [, plain = numeral, myriads = ''] = /^([^万亿]+)([万亿]+)$/.exec(numeral) ?? []
      const value = parseChineseNumeral(plain)
      if (value === null) return whole
      if (ratio !== undefined) return `${value}${whole.startsWith('百') ? '%' : '‰'}`
      if (noun === undefined && (numeral.length === 1 || !/[十廿百千万亿]/.test(numeral))) return whole
      return value + myriads
    },
  )
}
