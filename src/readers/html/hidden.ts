/** Takes what a page hides out of its tree, but for the text itself where only a script would show it. */
import { type HtmlElement, type HtmlNode, innerText, isElement } from './page.ts'

/** Less prose is a hint or a dialogue, not a document. */
const LEAST_PROSE = 120
const SENTENCE = /[，。；]/

/** `leave` takes the text of what is left out. */
export function withoutHidden(body: HtmlElement, leave: (text: string) => void): HtmlElement {
  const visible = proseOf(body)
  const prune = (element: HtmlElement): HtmlElement => ({
    ...element,
    children: element.children.flatMap((child): HtmlNode[] => {
      if (!isElement(child)) return [child]
      if (!isHidden(child)) return [prune(child)]
      // Pages that a script fills or fades in (articles of WeChat, Vue with v-cloak) hide all of their text until then.
      const prose = proseOf({ ...child, attributes: {} })
      if (prose >= LEAST_PROSE && prose > visible) return [prune(child)]
      leave(innerText(child))
      return []
    }),
  })
  return prune(body)
}

/** Characters of sentences that are seen, links left out. */
export function proseOf(element: HtmlElement): number {
  if (element.name === 'a' || isHidden(element)) return 0
  let sum = 0
  for (const child of element.children) {
    if (isElement(child)) sum += proseOf(child)
    else if (SENTENCE.test(child)) sum += child.replace(/\s/g, '').length
  }
  return sum
}

function isHidden({ attributes }: HtmlElement): boolean {
  return (
    'hidden' in attributes ||
    /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(attributes.style ?? '')
  )
}
