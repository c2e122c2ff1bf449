/** The formulae of official documents as patterns, made from `data/parse-words.json`. */
import words from '../data/parse-words.json' with { type: 'json' }
import { anyOf } from '../text/any-of.ts'

const DOCUMENT_TYPE = new RegExp(`(?:${anyOf(words.documentTypes)})(?:[（(〔][^）)〕]{1,30}[）)〕])*$`)
const WRAPPER = new RegExp(
  `^[（(【\\[]?\\s*(?:${anyOf(words.wrapperStarts)})\\s*(?:[:：丨|】].*|[\\])）]?)$`,
  's',
)
const SIGNATURE = new RegExp(
  `^[（(]?\\s*(?:${anyOf(words.signatureStarts)})(?:\\s*[0-9一二三四五六七八九十]*\\s*[:：）)].*|[）)]?$)`,
  's',
)
const BODY = new RegExp(
  `^[^，。；：:、！？0-9《》]{2,38}(?:${anyOf(words.bodyEndings)})(?:[（(][^）)]{1,8}[）)])?$`,
)
const PRINTER = /^.{2,40}\d{4}年\d{1,2}月\d{1,2}日印发$/
const DATE =
  /^[（(]?[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?[）)]?$/
const NUMBER =
  /^[\u3400-\u9fff()（）]{1,20}[〔［[（(【]\s*\d{4}\s*[〕］\])）】]\s*(?:第\s*)?\d{1,5}\s*号$|^第\s*\d{1,5}\s*号$/
const PRINCIPLE = new RegExp(`(?:${anyOf(words.principleTitles)})$`)
const LABEL = `(?:(?:${anyOf(words.responsibilityLabels)})(?:${anyOf(words.responsibilityNouns)})|牵头|配合|责任|主责|协办)\\s*[:：]`
const RESPONSIBILITY_LINE = new RegExp(`^${LABEL}`)
/** Behind a time limit too: （2025年底前完成；责任单位：…）. */
const RESPONSIBILITY_LABEL = new RegExp(`(?:^|[；;，,。])${LABEL}`)
/** A clause that closes with what the bodies before it do; 负责人 and 牵头单位填写 close none. */
const RESPONSIBILITY_CLOSE =
  /(?:负责|牵头|配合|参与|协助|协同|承担|具体实施|组织实施|分工|(?:分别|共同|按职责|抓好)落实)(?:制定|推进|实施|落实|办理)?(?=[，,；;。]|$)/

const plain = (text: string) => text.replace(/[\s\u3000]/g, '')

/** A title: a short line without sentence punctuation that ends in a kind of document (方案, 办法, 通知 …). */
export function isTitle(text: string): boolean {
  const line = plain(text)
  return line.length <= 70 && !/[。；;！？：:]|[，,]$|^附件/.test(line) && DOCUMENT_TYPE.test(line)
}

/** Words with which a notice puts a document into force or passes it on. */
export const promulgates = (text: string): boolean =>
  /印发|批准|同意|通过|发布|公布|施行|遵照|执行|贯彻/.test(text)

/** A line that a news site or portal added around the document. */
export const isWrapper = (text: string): boolean => text.length <= 200 && WRAPPER.test(text)

/** A line of the closing part: 公开方式, 抄送, 附件 list, printing note. */
export const isClosingNote = (text: string): boolean =>
  text.length <= 200 && (SIGNATURE.test(text) || PRINTER.test(plain(text)))

/** A line that holds only the name of a body. */
export const isBodyName = (text: string): boolean =>
  text.split(/[\s\u3000]+/).every((name) => BODY.test(name))

export const isDateLine = (text: string): boolean => DATE.test(plain(text))
export const isNumberLine = (text: string): boolean => NUMBER.test(plain(text))
/** 各区人民政府，市政府各部门、各直属机构： */
export const isAddressee = (text: string): boolean =>
  text.length <= 200 && /^[^。；]*[：:]$/.test(text) && /^(?:各|市|省|区|县|有关|局|机关|全)/.test(text)

/** A heading under which paragraphs open with principles or aims, and not with tasks. */
export const isPrincipleTitle = (title: string): boolean => PRINCIPLE.test(title)

/** The inside of a bracket that says who is responsible. */
export function isResponsibility(inside: string): boolean {
  const text = plain(inside)
  return text.length >= 3 && (RESPONSIBILITY_LABEL.test(text) || RESPONSIBILITY_CLOSE.test(text))
}

/** A line of its own that names who is responsible: 责任单位：市发展改革委。 */
export const isResponsibilityLine = (text: string): boolean => RESPONSIBILITY_LINE.test(plain(text))
