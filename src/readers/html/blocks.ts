/** Gives the blocks of a part of a web page: paragraphs, list items with their numbers, headings, tables. */
import type { Block } from '../block.ts'
import { joinLabel } from '../lists/list-level.ts'
import { formatNumber } from '../lists/number-formats.ts'
import { type HtmlElement, type HtmlNode, isElement } from './page.ts'
import { isDataTable, tableBlock } from './table.ts'

const BLOCK =
  /^(?:p|div|section|article|main|center|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|figure|figcaption|fieldset|address|table|caption|thead|tbody|tfoot|tr|td|th|body|hr|form|header|footer|nav|aside|details|summary)$/
/** Digits that print as such: 平方米 are written m<sup>2</sup>. */
const SUPERSCRIPT: Readonly<Record<string, string>> = { '2': '²', '3': '³' }

export interface HtmlBlockOptions {
  /** Elements that are left out with all that they hold; they are told to the tally by the caller. */
  readonly skips: (element: HtmlElement) => boolean
}

export function htmlBlocks(root: HtmlElement, { skips }: HtmlBlockOptions): Block[] {
  const blocks: Block[] = []
  let open = ''
  let level: number | undefined
  /** Whether breaks of the source are shown. */
  let keeps = false
  const close = () => {
    const text = collapse(open)
    if (text !== '') blocks.push({ kind: 'text', text, ...(level !== undefined && { level }) })
    open = ''
  }
  const walk = (node: HtmlNode, inTable: boolean): void => {
    if (!isElement(node)) {
      open += keeps ? node.replace(/\r\n?|\n/g, '\u2028') : node
      return
    }
    if (node !== root && skips(node)) return
    if (node.name === 'br') {
      open += '\u2028'
      return
    }
    if (node.name === 'sup') {
      const text = node.children.filter((child) => !isElement(child)).join('')
      open += SUPERSCRIPT[text.trim()] ?? ''
      if (SUPERSCRIPT[text.trim()] !== undefined) return
    }
    if (node.name === 'table' && isDataTable(node)) {
      close()
      blocks.push(...tableBlock(node, (cell) => htmlBlocks(cell, { skips })))
      return
    }
    if (!BLOCK.test(node.name)) {
      for (const child of node.children) walk(child, inTable)
      return
    }
    close()
    const kept = keeps
    keeps = keepsBreaks(node) ?? keeps
    const heading = /^h([1-6])$/.exec(node.name)
    if (heading) level = Number(heading[1])
    const at = blocks.length
    let item = 0
    for (const child of node.children) {
      const isItem = node.name === 'ol' && isElement(child) && child.name === 'li'
      if (isItem) item = itemNumber(node, child, item)
      const before = blocks.length
      walk(child, inTable)
      if (isItem) close()
      if (isItem && isNumbered(node)) number(blocks, before, node, item)
    }
    close()
    keeps = kept
    if (heading) level = undefined
    if (heading && at === blocks.length) return
  }
  walk(root, false)
  close()
  return blocks
}

/** Null where the element says nothing of its white space. */
function keepsBreaks({ name, attributes }: HtmlElement): boolean | null {
  const style = /white-space\s*:\s*([a-z-]+)/i.exec(attributes.style ?? '')?.[1]
  if (style !== undefined) return /^(?:pre|pre-wrap|pre-line|break-spaces)$/i.test(style)
  return name === 'pre' ? true : null
}

function itemNumber(list: HtmlElement, item: HtmlElement, before: number): number {
  const own = Number.parseInt(item.attributes.value ?? '', 10)
  if (Number.isInteger(own)) return own
  const start = Number.parseInt(list.attributes.start ?? '', 10)
  return before === 0 && Number.isInteger(start) ? start : before + 1
}

const FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}
const STYLES: readonly (readonly [RegExp, string, string])[] = [
  [/cjk-ideographic|simp-chinese-informal|trad-chinese-informal/, 'chineseCounting', '、'],
  [/lower-(?:alpha|latin)/, 'lowerLetter', '.'],
  [/upper-(?:alpha|latin)/, 'upperLetter', '.'],
  [/lower-roman/, 'lowerRoman', '.'],
  [/upper-roman/, 'upperRoman', '.'],
]

function isNumbered(list: HtmlElement): boolean {
  return !/list-style(?:-type)?\s*:\s*(?:none|disc|circle|square)/i.test(list.attributes.style ?? '')
}

/** Writes the number of an item before its first text. */
function number(blocks: Block[], from: number, list: HtmlElement, value: number): void {
  const first = blocks[from]
  if (first?.kind !== 'text') return
  const style = STYLES.find(([pattern]) => pattern.test(list.attributes.style ?? ''))
  const format = style?.[1] ?? FORMATS[list.attributes.type ?? ''] ?? 'decimal'
  blocks[from] = {
    ...first,
    text: joinLabel(formatNumber(value, format) + (style?.[2] ?? '.'), 'space', first.text),
  }
}

const HAN = '[\\u2e80-\\u9fff\\uff00-\\uffef“”‘’—…]'
const BROKEN = new RegExp(`(?<=${HAN})[ \\t]*[\\r\\n]+[ \\t]*(?=${HAN})`, 'g')

/** White space as browsers show it, but a break in the source between two Chinese characters is none. */
function collapse(text: string): string {
  return text
    .replace(BROKEN, '')
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .trim()
}
