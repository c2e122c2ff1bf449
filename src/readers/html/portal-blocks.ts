/** Tells menus, lists of links and feet of a portal by what they hold, whatever they are called. */
import { type HtmlElement, type HtmlNode, innerText, isElement } from './page.ts'

const LEAST_LINKS = 3
const MOST_CHARACTERS = 900
/** Share of the characters that stand in links; dates and a heading stand beside them. */
const LINKED = 0.55
/** Tables list documents by links, too: only one of nothing else is a menu. */
const LINKED_TABLE = 0.95
const GROUP = /^(?:div|ul|ol|dl|p|section|table|td|center|h\d|span)$/
/** Attachments belong to the text. */
const ATTACHED = /附件|附表|\.(?:docx?|xlsx?|pdf|wps|et|ofd|rar|zip)/i
const FILE = /\.(?:docx?|xlsx?|pdf|wps|et|ofd|rar|zip)\s*$/i
const FOOT =
  /版权所有|主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持|网站标识码|ICP备|公网安备|网站地图|建议使用.{0,30}浏览|联系我们|邮政编码[：:]|备案(?:序号|编号)[：:]/g
const LEAST_FOOT = 2

export function isPortalBlock(element: HtmlElement): boolean {
  if (!GROUP.test(element.name)) return false
  const text = squeeze(innerText(element))
  if (text === '' || text.length > MOST_CHARACTERS) return false
  if (new Set(text.match(FOOT)).size >= LEAST_FOOT) return true
  if (/[。；]/.test(text) || ATTACHED.test(text)) return false
  const links = linksOf(element)
  if (links.length < LEAST_LINKS) return false
  const linked = links.reduce((sum, link) => sum + squeeze(link).length, 0)
  return linked >= (element.name === 'table' ? LINKED_TABLE : LINKED) * text.length
}

/** True for a short list of files that the text names as its annexes. */
export function listsAttachments(element: HtmlElement): boolean {
  if (!GROUP.test(element.name)) return false
  const text = squeeze(innerText(element))
  return (
    text.length <= MOST_CHARACTERS && /附件/.test(text) && linksOf(element).some((link) => FILE.test(link))
  )
}

function linksOf(node: HtmlNode): string[] {
  if (!isElement(node)) return []
  return node.name === 'a' && 'href' in node.attributes ? [innerText(node)] : node.children.flatMap(linksOf)
}

function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u3000]/g, '')
}
