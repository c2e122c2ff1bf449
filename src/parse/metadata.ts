/** Gives a document's metadata: what its sidecar states, else what its head, signature and closing articles say. */
import type { DocumentMetadata, Paragraph, Sidecar, SourceText, Stated } from '../domain/document.ts'
import type { Span } from '../domain/span.ts'
import { parseChineseNumeral } from '../text/numerals.ts'
import { textOf, tidy } from './block.ts'
import { repealsOf } from './repeals.ts'
import { isBodyName, isDateLine } from './words.ts'

const NUMBER =
  /[\u3400-\u9fff]{1,16}(?:[（(][\u3400-\u9fff]{1,6}[）)])?[〔［[（(【]\s*(?:19|20)\d{2}\s*[〕］\])）】]\s*(?:第\s*)?\d{1,5}\s*号|(?<=令\s*)第\s*\d{1,5}\s*号/
/** The number of an order (令) on a line of its own. */
const ORDER_NUMBER = /^第\s*\d{1,5}\s*号$/
const NUMERAL = '[\\d〇○零一二三四五六七八九十]'
const DATE = new RegExp(`(${NUMERAL}{4})\\s*年\\s*(${NUMERAL}{1,3})\\s*月\\s*(${NUMERAL}{1,3})\\s*日`)
const DRAFTER =
  /(?:由)?([^，,。、《》（）()；]{2,25}?)(?:牵头)?(?:拟定|起草|拟订|编制|制定|制订|组织编制)的?(?=《)/
const ISSUER_IN_TITLE = /^([^《》，。]{2,40}?)(?:关于|印发)/
/** 北京市第十五届人民代表大会常务委员会第四十五次会议通过: the assembly adopts, whichever its term. */
const ASSEMBLY =
  /([^\s\d年月日，。（）()]{2,12}第[一二三四五六七八九十]+届(?:全国)?人民代表大会(?:常务委员会)?)(?=第[一二三四五六七八九十]+次会议[^，。]{0,12}(?:通过|修订|修正|批准))/
/** 某市人民政府令 heads what that government orders. */
const ORDER = /^([^\s，。《》]{2,30}(?:政府|委员会|部|局|署|院|会|行))令(?=$|\s|第)/
const SESSION = /第[一二三四五六七八九十]+届/
const EFFECTIVE = /自([^，。；（）]{2,24}?)起(?:开始|正式)?(?:施行|实施|执行|生效)/
const EXPIRY =
  /有效期(?:限)?(?:为|至|到)?[^，。；）)]{0,3}?[\d〇一二三四五六七八九十]+[^，。；）)]{0,12}|(?:试行|暂行)期(?:限)?(?:为)?[\d一二三四五六七八九十]+个?[年月]/
/** The clause on validity speaks of the document itself. */
const ABOUT_ITSELF = /施行|实施|执行|生效|印发|发布|公布/

export function metadataOf(
  source: SourceText,
  paragraphs: readonly Paragraph[],
  title: number | null,
): DocumentMetadata {
  const read = (paragraph: Paragraph) => textOf(source.text, paragraph.span, paragraph.gaps)
  const head = paragraphs.filter((paragraph) => paragraph.role === 'head')
  const signature = paragraphs.filter((paragraph) => paragraph.role === 'signature')
  const ends = [...head, ...signature]
  const titled = title === null ? null : paragraphs[title]!
  const find = (pattern: RegExp, among: readonly Paragraph[]) => firstMatch(source.text, pattern, among)
  // A date on a line of its own dates the document; one inside the head's prose may date a meeting.
  const dated = ends.filter((paragraph) => isDateLine(read(paragraph)))
  const date = find(DATE, dated) ?? find(DATE, head) ?? find(DATE, signature)
  const bodies = ends.filter((paragraph) => isBodyName(read(paragraph)))
  const own = paragraphs.filter(
    (paragraph) =>
      (paragraph.role === 'body' || paragraph.role === 'head') && ABOUT_ITSELF.test(read(paragraph)),
  )
  const repeals = repealsOf(source.text, paragraphs)
  return {
    title: titleFrom(source, titled && { value: tidy(read(titled)), span: titled.span }),
    number: choose(source.sidecar.number, find(NUMBER, ends) ?? find(ORDER_NUMBER, ends)),
    issuer: choose(source.sidecar.issuer, issuerOf(source.text, bodies, head)),
    date: choose(source.sidecar.date, date && { value: isoOf(date.value), span: date.span }),
    drafter: find(DRAFTER, head),
    effective: find(EFFECTIVE, own.toReversed()),
    expiry: find(EXPIRY, own.toReversed()),
    ...(repeals && { repeals }),
  }
}

function titleFrom({ id, sidecar }: { id: string; sidecar: Sidecar }, stated: Stated | null): Stated {
  return choose(sidecar.title, stated) ?? { value: id, span: null }
}

/** The sidecar's value wins; the span stays where the text states the same. */
function choose(value: string | undefined, stated: Stated | null): Stated | null {
  if (value === undefined) return stated
  return { value, span: stated && fold(stated.value) === fold(value) ? stated.span : null }
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '')
}

function issuerOf(text: string, bodies: readonly Paragraph[], head: readonly Paragraph[]): Stated | null {
  const signed = bodies.at(-1)
  if (signed) {
    const value = text.slice(signed.span.start, signed.span.end).replace(/[\s\u3000]+/g, ' ')
    return { value, span: signed.span }
  }
  const order = firstMatch(text, ORDER, head)
  if (order) return order
  const assembly = firstMatch(text, ASSEMBLY, head)
  if (assembly) return { ...assembly, value: assembly.value.replace(SESSION, '') }
  const named = firstMatch(text, ISSUER_IN_TITLE, head)
  return named && isBodyName(named.value) ? named : null
}

/** First match of the pattern; its first group, where it has one, is what is stated. */
function firstMatch(source: string, pattern: RegExp, among: readonly Paragraph[]): Stated | null {
  for (const paragraph of among) {
    const match = pattern.exec(source.slice(paragraph.span.start, paragraph.span.end))
    if (!match) continue
    const value = pattern === DATE ? match[0] : (match[1] ?? match[0])
    const start = paragraph.span.start + match.index + match[0].indexOf(value)
    const span: Span = { start, end: start + value.length }
    return { value: tidy(value), span }
  }
  return null
}

function isoOf(written: string): string {
  const match = DATE.exec(written)
  if (!match) return written
  const [year, month, day] = match
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : parseChineseNumeral(part)))
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
