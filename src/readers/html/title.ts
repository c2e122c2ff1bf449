/** Gives the title of the document on a page: what the portal states, a heading above the text, the name of the window. */
import type { FileMetadata } from '../../ports/document-reader.ts'
import { type HtmlElement, innerText, isElement } from './page.ts'

const LONGEST = 120
/** The name of a portal stands in headings, too: a document calls itself one. */
const DOCUMENT =
  /^关于|(?:通知|意见|办法|方案|规定|规划|条例|细则|公告|通告|批复|决定|决议|措施|计划|指南|规则|公报|报告|纲要|清单|目录|标准|解读|函|令|制度|规程|准则|章程|名单|结果|情况|要点|若干|公示)(?:[（(].{1,20}[)）])?$/
const TITLED = /(?:^|[-_])(?:title|tit|bt|biaoti|headline|xltitle|articletitle)(?:$|[-_])/i

export function titleOf(
  metadata: FileMetadata,
  windowTitle: string,
  body: HtmlElement,
  main: HtmlElement,
): string {
  const beforeLast = windowTitle.split(/\s*[-_|–—]{1,2}\s*(?=[^-_|–—]*$)/)[0]!
  return (metadata.title ?? headingBefore(body, main) ?? beforeLast).trim()
}

/** The last heading before the text that names a document. */
function headingBefore(body: HtmlElement, main: HtmlElement): string | null {
  let found: string | null = null
  const walk = (element: HtmlElement): boolean => {
    if (element === main) return true
    const text = innerText(element).replace(/\s+/g, ' ').trim()
    if (isHeading(element) && text.length <= LONGEST && DOCUMENT.test(text)) found = text
    return element.children.some((child) => isElement(child) && walk(child))
  }
  walk(body)
  return found
}

function isHeading({
  name,
  attributes: { id = '', class: classes = '', align = '', style = '' },
}: HtmlElement) {
  return (
    /^h[1-4]$/.test(name) ||
    [id, ...classes.split(/\s+/)].some((each) => TITLED.test(each)) ||
    (name === 'p' && (align === 'center' || /text-align\s*:\s*center/i.test(style)))
  )
}
