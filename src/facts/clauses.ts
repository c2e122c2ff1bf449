/** Gives the clauses of a sentence, with their stops and source spans, from its view. */
import type { Span } from '../domain/span.ts'
import { type TextView, toSource } from '../text/view.ts'

export interface Clause {
  /** View offsets, without the closing stop. */
  readonly start: number
  readonly end: number
  /** The stop that closes it: `,` `;` `:` `。` `!` `?`, or empty at the end of an unclosed sentence. */
  readonly stop: string
  readonly span: Span
}

const STOPS = new Set([',', ';', ':', '。', '!', '?', '.'])
const OPENING = '([{“‘《〈「『【〔'
const CLOSING = ')]}”’》〉」』】〕'

/**
 * Clauses of the view at commas, semicolons, colons and full stops outside brackets, quotation marks and titles. Digits
 * keep their separators (1,200; 1:1; 1.3), and an unclosed bracket hides nothing: it is read as plain text.
 */
export function splitClauses(view: TextView): Clause[] {
  const { text } = view
  const hidden = bracketed(text)
  const clauses: Clause[] = []
  let start = 0
  const close = (end: number, stop: string) => {
    if (end > start) clauses.push({ start, end, stop, span: toSource(view, start, end) })
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (!STOPS.has(character) || hidden[i]) continue
    if (betweenDigits(text, i) && (character !== ',' || groupsThousands(text, i))) continue
    if (character === '.' && i + 1 < text.length) continue
    close(i, character)
    start = i + 1
  }
  close(text.length, '')
  return clauses
}

/** For each character, 1 when it stands inside a closed pair of brackets, quotation marks or title marks. */
export function bracketed(text: string): Uint8Array {
  const inside = new Uint8Array(text.length)
  const open: { readonly at: number; readonly kind: number }[] = []
  for (let i = 0; i < text.length; i++) {
    const opening = OPENING.indexOf(text[i]!)
    if (opening >= 0) {
      open.push({ at: i, kind: opening })
      continue
    }
    const closing = CLOSING.indexOf(text[i]!)
    if (closing < 0) continue
    let at = open.length - 1
    while (at >= 0 && open[at]!.kind !== closing) at--
    if (at < 0) continue
    const from = open[at]!.at
    open.length = at
    // Only outermost pairs are painted, so that nesting stays linear.
    if (at === 0) inside.fill(1, from, i + 1)
  }
  // Pairs closed inside a bracket that never closes.
  return open.length === 0 ? inside : paintInner(text, inside, open[0]!.at)
}

function paintInner(text: string, inside: Uint8Array, from: number): Uint8Array {
  let opened = -1
  let kind = -1
  for (let i = from; i < text.length; i++) {
    const opening = OPENING.indexOf(text[i]!)
    if (opening >= 0) {
      opened = i
      kind = opening
    } else if (opened >= 0 && CLOSING.indexOf(text[i]!) === kind) {
      inside.fill(1, opened, i + 1)
      opened = -1
      kind = -1
    }
  }
  return inside
}

function betweenDigits(text: string, at: number): boolean {
  return isDigit(text[at - 1]) && isDigit(text[at + 1])
}

function groupsThousands(text: string, at: number): boolean {
  return /^,\d{3}(?!\d)/.test(text.slice(at, at + 5))
}

export function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
