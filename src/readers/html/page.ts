/** Gives a web page as a plain tree of elements and text, without what no reader sees. */

import type { DefaultTreeAdapterTypes } from 'parse5'
import { parse } from 'parse5'
import type { Stored } from './stored-text.ts'

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
  /** What scripts and fields hold. */
  readonly stored: readonly Stored[]
}

/** What is hidden is still in it; see `withoutHidden`. */
export function pageOf(html: string): HtmlPage {
  const document = parse(html)
  const meta = new Map<string, string>()
  const stored: Stored[] = []
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
      stored.push(...storedIn(node, attributes))
      return null
    }
    const children = node.childNodes.flatMap((each) => walk(each, depth + 1) ?? [])
    return { name: node.tagName, attributes, children }
  }
  const children = document.childNodes.flatMap((node) => walk(node, 0) ?? [])
  return { title: title.trim(), meta, body: { name: 'body', attributes: {}, children }, stored }
}

function storedIn(
  node: DefaultTreeAdapterTypes.Element,
  { type = '', value = '' }: Readonly<Record<string, string>>,
): Stored[] {
  if (node.tagName === 'input') return [{ name: 'input', type, text: value }]
  if (node.tagName !== 'script' && node.tagName !== 'textarea') return []
  return [{ name: node.tagName, type, text: rawText(node) }]
}

export function innerText(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(innerText).join('')
}

function rawText(node: DefaultTreeAdapterTypes.Element): string {
  return node.childNodes.map((each) => ('value' in each ? each.value : '')).join('')
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return typeof node !== 'string'
}
