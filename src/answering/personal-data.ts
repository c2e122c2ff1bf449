/** Gives the personal numbers in a text: resident ID cards, mobile numbers, bank cards. Such a question is not processed. */
import type { Span } from '../domain/span.ts'

export type PersonalDataKind = 'id-card' | 'mobile' | 'bank-card'

export interface PersonalData {
  readonly kind: PersonalDataKind
  readonly span: Span
}

/** Digits that people group by single spaces or hyphens; never a part of a longer run, a decimal or a code. */
const NUMBER_RUN = /(?<![\p{L}\d.](?<!\p{Script=Han}))\+?\d(?:[ -]?\d){10,18}[Xx]?(?![\d.]\d|[A-Za-z\d])/gu

/** A number followed by a measure word is a figure, however long. */
const MEASURE = /^\s*(?:[万亿]?(?:元|吨|千瓦|平方|立方|公里|公顷|亩|人|个|户|辆|件)|%|k[Ww]|t\b|m\b)/

/** All personal numbers of the text, in order; spans are offsets into it. Full-width digits count as digits. */
export function findPersonalData(text: string): PersonalData[] {
  const folded = text.replace(/[０-９Ｘｘ＋－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  const found: PersonalData[] = []
  for (const match of folded.matchAll(NUMBER_RUN)) {
    const start = match.index
    const end = start + match[0].length
    if (MEASURE.test(folded.slice(end))) continue
    const kind = kindOf(match[0].replace(/[ +-]/g, ''))
    if (kind) found.push({ kind, span: { start, end } })
  }
  return found
}

function kindOf(digits: string): PersonalDataKind | null {
  if (isIdCard(digits)) return 'id-card'
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits)) return 'mobile'
  if (/^[3-6]\d{14,18}$/.test(digits) && passesLuhn(digits)) return 'bank-card'
  return null
}

/** GB 11643-1999: six digits of area, eight of birth, three of sequence, and a check character (ISO 7064 MOD 11-2). */
function isIdCard(digits: string): boolean {
  const parts = /^[1-9]\d{5}(\d{4})(\d\d)(\d\d)\d{3}[\dXx]$/.exec(digits)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const born = new Date(Date.UTC(year, month - 1, day))
  if (year < 1900 || year > 2100 || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day)
    return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11] === digits[17]!.toUpperCase()
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0
}
