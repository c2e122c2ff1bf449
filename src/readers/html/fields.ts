/** Reads the fields that portals print beside a document: 索引号, 发文字号, 发布机构, 成文日期, 有效性. */
import type { FileMetadata } from '../../ports/document-reader.ts'
import { parseChineseNumeral } from '../../text/numerals.ts'
import { type HtmlElement, type HtmlNode, innerText, isElement } from './page.ts'

const LABELS =
  '索引号|信息索引号|主题分类|信息分类|分类|发文机关|发布机构|发文单位|发布单位|制发单位|制定机关|公开主体|信息来源|来源|发文字号|文号|发文文号|文件编号|字号|成文日期|成文时间|发文日期|发布日期|发布时间|公开日期|印发日期|生成日期|生效日期|施行日期|实施日期|废止日期|失效日期|失效时间|有效性|时效性|效力状态|文件状态|是否有效|主题词|关键词|标题|名称|信息名称|文件名称|公文种类|体裁分类|统一编号|统一登记号|有效期|公开方式|公开范围'
const LABEL = new RegExp(`^【?(${LABELS})】?[：:]?$`)
const WITH_VALUE = new RegExp(`^【?(${LABELS})】?[：:](.+)$`)
const BLOCK = /^(?:p|div|td|th|li|tr|dl|dt|dd|h[1-6]|section|article|table|ul|span|b|strong|em|label|i)$/
const LONGEST_VALUE = 120
const LONGEST_BLOCK = 900

export type Fields = ReadonlyMap<string, string>

/** Fields of a page or a part of it; the first value of each label stands. */
export function fieldsOf(root: HtmlElement): Map<string, string> {
  return fieldsOfPieces(piecesOf(root))
}

/** The same from texts in their order, each a label, a value, or both. */
export function fieldsOfPieces(pieces: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  pieces.forEach((piece, index) => {
    const label = LABEL.exec(squeeze(piece))
    const stated = label
      ? null
      : WITH_VALUE.exec(piece.replace(/^\s*([^：:]{1,12})[：:]/, (_, name: string) => `${squeeze(name)}：`))
    const name = label?.[1] ?? stated?.[1]
    if (name === undefined || found.has(name)) return
    const value = (stated?.[2] ?? valueAfter(pieces, index)).replace(/[\s\u00a0]+/g, ' ').trim()
    if (value !== '' && value.length <= LONGEST_VALUE) found.set(name, value)
  })
  return found
}

function valueAfter(pieces: readonly string[], index: number): string {
  const next = pieces[index + 1] ?? ''
  return LABEL.test(squeeze(next)) || WITH_VALUE.test(squeeze(next)) ? '' : next
}

/** True for a table or list of such fields. */
export function isFieldBlock(element: HtmlElement): boolean {
  if (!/^(?:table|ul|dl|div)$/.test(element.name)) return false
  const text = innerText(element)
  return text.length <= LONGEST_BLOCK && fieldsOf(element).size >= 3 && !/。/.test(text)
}

/** What the fields and the portal's `<meta>` say, under the names of the port. */
export function metadataFrom(fields: Fields, meta: ReadonlyMap<string, string>): FileMetadata {
  const first = (...names: string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined)
  const number = first('发文字号', '发文文号', '文号', '字号')
  const title = meta.get('ArticleTitle') || first('名称', '标题', '信息名称', '文件名称')
  const issuer = first('发文机关', '制定机关', '发文单位', '制发单位', '发布机构', '发布单位', '公开主体')
  const date = isoDate(first('成文日期', '成文时间', '发文日期', '印发日期', '生成日期') ?? '')
  const status = first('有效性', '时效性', '效力状态', '文件状态', '是否有效')
  return {
    ...(title && { title: title.trim() }),
    ...(number && /\d/.test(number) && { number }),
    ...(issuer && { issuer }),
    ...(date && { date }),
    ...(status && { status: /^是$|^有效$/.test(status) ? '现行有效' : status }),
    properties: { ...Object.fromEntries(meta), ...Object.fromEntries(fields) },
  }
}

/** 2024-01-05, 2024年1月5日, 2024/1/5, 二〇二四年一月五日; null for another text. */
export function isoDate(text: string): string | null {
  const match =
    /([\d〇○零一二三四五六七八九]{4})\s*[年./-]\s*([\d一二三四五六七八九十]{1,3})\s*[月./-]\s*([\d一二三四五六七八九十]{1,3})/.exec(
      text,
    )
  if (!match) return null
  const [year, month, day] = match
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : parseChineseNumeral(part)))
  if (!year || !month || !day || month > 12 || day > 31) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Texts of the innermost elements, in order. */
function piecesOf(root: HtmlElement): string[] {
  const pieces: string[] = []
  let open = ''
  const close = () => {
    if (open.trim() !== '') pieces.push(open.trim())
    open = ''
  }
  const walk = (node: HtmlNode) => {
    if (!isElement(node)) {
      open += node
      return
    }
    const apart = BLOCK.test(node.name) || node.name === 'br'
    if (apart) close()
    for (const child of node.children) walk(child)
    if (apart) close()
  }
  walk(root)
  close()
  return pieces
}

function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u3000]/g, '')
}
