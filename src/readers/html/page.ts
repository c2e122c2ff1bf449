/** Gives a web page as a plain tree of elements and text, without what no reader sees. */

import type { DefaultTreeAdapterTypes } from 'parse5'
import { parse } from 'parse5'

export interface HtmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly HtmlNode[]
}

export type HtmlNode = HtmlElement | string

const DEEPEST = 500
const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'svg',
  'object',
  'select',
  'button',
  'textarea',
  'input',
  'video',
  'audio',
  'canvas',
  'link',
  'meta',
  'head',
])

export interface HtmlPage {
  readonly title: string
  /** `<meta name content>`, the first of each name. */
  readonly meta: ReadonlyMap<string, string>
  readonly body: HtmlElement
}

/** `leave` takes the text of what is hidden or never shown. */
export function pageOf(html: string, leave: (what: 'hidden' | 'script', text: string) => void): HtmlPage {
  const document = parse(html)
  const meta = new Map<string, string>()
  let title = ''
  const walk = (node: DefaultTreeAdapterTypes.ChildNode, depth: number): HtmlNode | null => {
    if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
    if (!('tagName' in node) || depth > DEEPEST) return null
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
    if (node.tagName === 'meta' && attributes.name && !meta.has(attributes.name)) {
      meta.set(attributes.name, attributes.content ?? '')
    }
    if (node.tagName === 'title' && title === '') title = rawText(node)
    if (SILENT.has(node.tagName)) {
      if (node.tagName === 'head') for (const each of node.childNodes) walk(each, depth + 1)
      return null
    }
    const children = node.childNodes.flatMap((each) => walk(each, depth + 1) ?? [])
    const element: HtmlElement = { name: node.tagName, attributes, children }
    if (isHidden(attributes)) {
      leave('hidden', innerText(element))
      return null
    }
    return element
  }
  const children = document.childNodes.flatMap((node) => walk(node, 0) ?? [])
  return { title: title.trim(), meta, body: { name: 'body', attributes: {}, children } }
}

export function innerText(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(innerText).join('')
}

function rawText(node: DefaultTreeAdapterTypes.Element): string {
  return node.childNodes.map((each) => ('value' in each ? each.value : '')).join('')
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return (
    'hidden' in attributes ||
    /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(attributes.style ?? '')
  )
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return typeof node !== 'string'
}
