/** Finds the main text of a portal page: a container that portals name so, else the smallest one that holds the prose. */
import { type HtmlElement, isElement } from './page.ts'
import { isPortalBlock, listsAttachments } from './portal-blocks.ts'

/** Ids and classes of the text in the content systems of Chinese portals (TRS, 大汉, 开普, UCAP, 拓尔思 and own ones). */
const NAMED =
  /^(?:ucap-content|zoom|zoomcon|trs_editor|trs_editor_view|trs_web|view_trs|pages_content|article[-_]?(?:content|con|body|main|text|detail)(?:-body)?|content[-_]?article|(?:news|info|detail|doc|main|con|txt|text|xl|xxgk)[-_]?(?:content|con|text|txt|body|main|detail|article)|view|conten(?:t)?txt|bt[-_]content|nr|wzcon|artcle|j-fontcontent|mainbody|zw|zhengwen|content-text|editor)$/i
/** What stands around the text and inside of its container. */
const AROUND =
  /(?:^|[-_\s])(?:nav|menu|mainnav|crumb\w*|breadcrumb|curmb|location|position|dqwz|share|bdshare\w*|bshare|jiathis|fenxiang|fx|print|dayin|setfont|fontsize|font-size|toolbar|tools?|footer|foot|copyright|sidebar|aside|relate\w*|related|xgwj|xgzc|xglj|recommend|comment|pinglun|erweima|ewm|qrcode|qr-?code|search\w*|login|header|topbar|top-nav|banner|friendlink|yqlj|gotop|backtop|toptool|saomiao|sys|prevnext|page-?nav|llcs|attr_r|ipv6|wza|pagination)(?:$|[-_\s])/i
const AROUND_TAGS = new Set(['nav', 'footer', 'aside', 'form', 'header'])
const KEEPS = 0.6
const DESCENDS = 0.95
const PROSE = /[，。；：、]/
const UNPUNCTUATED = 0.2

export interface MainContent {
  readonly main: HtmlElement
  /** True for what does not belong to the text. */
  isAround(element: HtmlElement): boolean
}

export function mainContentOf(body: HtmlElement): MainContent {
  const scores = new Map<HtmlElement, number>()
  score(body, false, scores)
  const whole = scores.get(body) ?? 0
  const named = [...scores.keys()].filter(
    (element) => isNamed(element) && scores.get(element)! >= KEEPS * whole,
  )
  const most = Math.max(0, ...named.map((element) => scores.get(element)!))
  // The innermost of those that hold as much: annexes stand beside the text in the same container.
  const [inner] = named
    .filter((element) => scores.get(element)! >= DESCENDS * most)
    .sort((a, b) => scores.get(a)! - scores.get(b)!)
  const main = inner ?? descendFrom(body, scores)
  const above = new Set(pathTo(body, main) ?? [])
  return { main, isAround: (element) => !above.has(element) && isAroundText(element, scores, whole) }
}

/** How much prose stands below each element; links and what belongs to the portal left out. */
function score(element: HtmlElement, inCell: boolean, scores: Map<HtmlElement, number>): number {
  if (element.name === 'a' || isPortalBlock(element)) return 0
  const cell = inCell || element.name === 'td' || element.name === 'th'
  let own = ''
  let sum = 0
  for (const child of element.children) {
    if (isElement(child)) sum += score(child, cell, scores)
    else own += child
  }
  const characters = own.replace(/\s/g, '').length
  sum += PROSE.test(own) || cell ? characters : characters * UNPUNCTUATED
  scores.set(element, sum)
  return sum
}

function descendFrom(body: HtmlElement, scores: ReadonlyMap<HtmlElement, number>): HtmlElement {
  let at = body
  for (;;) {
    const next = heir(at, scores)
    if (!next || /^(?:p|span|font|b|strong|ul|ol|dl)$/.test(next.name)) return at
    const below = /^(?:table|tbody|tr)$/.test(next.name) ? frameCell(next, scores) : next
    // A table whose cells share the text is data, and belongs to the text whole.
    if (!below) return at
    at = below
  }
}

/** The child that holds nearly all of the prose. */
function heir(element: HtmlElement, scores: ReadonlyMap<HtmlElement, number>): HtmlElement | undefined {
  const whole = scores.get(element) ?? 0
  if (whole === 0) return undefined
  const children = element.children.filter(isElement)
  const found = children.find((child) => (scores.get(child) ?? 0) >= DESCENDS * whole)
  // Attachments that are listed beside the text belong to it.
  return found && children.some((child) => child !== found && listsAttachments(child)) ? undefined : found
}

/** The cell of a table that only frames the page; null for a table of data. */
function frameCell(table: HtmlElement, scores: ReadonlyMap<HtmlElement, number>): HtmlElement | null {
  let at: HtmlElement | undefined = table
  while (at && /^(?:table|tbody|thead|tr)$/.test(at.name)) at = heir(at, scores)
  return at ?? null
}

function isNamed({ attributes }: HtmlElement): boolean {
  return [attributes.id, ...(attributes.class ?? '').split(/\s+/)].some((name) => name && NAMED.test(name))
}

function isAroundText(
  element: HtmlElement,
  scores: ReadonlyMap<HtmlElement, number>,
  whole: number,
): boolean {
  const { id = '', class: classes = '', title = '' } = element.attributes
  const marked =
    AROUND_TAGS.has(element.name) ||
    // Heads and feet of a page that an office program has saved.
    /^(?:header|footer)$/.test(title) ||
    AROUND.test(id) ||
    classes.split(/\s+/).some((name) => AROUND.test(name))
  // What holds much of the prose is text, whatever it is called.
  return (marked || isPortalBlock(element)) && (scores.get(element) ?? 0) < 0.35 * whole
}

function pathTo(from: HtmlElement, to: HtmlElement): HtmlElement[] | null {
  if (from === to) return [from]
  for (const child of from.children) {
    const path = isElement(child) ? pathTo(child, to) : null
    if (path) return [from, ...path]
  }
  return null
}
