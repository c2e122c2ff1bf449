/** Gives the sentences of a paragraph's body; a bracket that names who is responsible is a sentence of its own. */
import type { Sentence } from '../domain/document.ts'
import type { Span } from '../domain/span.ts'
import { trimSpan } from '../text/lines.ts'
import { offsetIn, textOf } from './block.ts'
import { isResponsibility, isResponsibilityLine } from './words.ts'

const OPENERS = '（(“‘《「『【〔［['
const CLOSERS = '）)”’》」』】〕］]'

/**
 * Sentences end at 。！？ outside quotes and brackets and at the paragraph's end. 。 inside a pair counts as part of it;
 * a bracket that is never closed does not count as one.
 */
export function sentencesOf(source: string, body: Span, gaps: readonly Span[]): Sentence[] {
  const span = trimSpan(source, body)
  if (span.end <= span.start) return []
  const inner = gaps.filter((gap) => gap.start > span.start && gap.end < span.end)
  const text = textOf(source, span, inner)
  const closeAt = matchBrackets(text)
  const sentences: Sentence[] = []
  let from = 0
  const push = (to: number, kind: Sentence['kind']) => {
    const start = offsetIn({ span, gaps: inner }, from, 'start')
    const trimmed = trimSpan(source, { start, end: offsetIn({ span, gaps: inner }, to, 'end') })
    if (trimmed.end > trimmed.start) sentences.push({ span: trimmed, kind })
    from = to
  }
  for (let i = 0; i < text.length; i++) {
    const close = closeAt.get(i)
    if (close !== undefined) {
      const end = responsibilityEnd(text, i, close)
      if (end !== null) {
        if (i > from) push(i, 'text')
        push(end, 'responsibility')
        i = end - 1
      } else i = close
      continue
    }
    if ('。！？!?'.includes(text[i]!) && !isInsideWord(text, i)) push(i + 1, 'text')
  }
  if (from < text.length) push(text.length, 'text')
  return sentences.map((sentence) =>
    sentence.kind === 'text' &&
    isResponsibilityLine(source.slice(sentence.span.start, sentence.span.start + 40))
      ? { ...sentence, kind: 'responsibility' }
      : sentence,
  )
}

/** End of a responsibility bracket with its closing stop, or null where the bracket is none or stands in mid-sentence. */
function responsibilityEnd(text: string, open: number, close: number): number | null {
  if (!'（(【[〔'.includes(text[open]!) || !isResponsibility(text.slice(open + 1, close))) return null
  const after = /^\s*([。；;.])?/.exec(text.slice(close + 1, close + 8))!
  const end = close + 1 + (after[1] ? after[0].length : 0)
  const closes = after[1] !== undefined || end >= text.trimEnd().length
  const afterStop = open > 0 && '。；！？）)'.includes(text.slice(0, open).trimEnd().at(-1) ?? '')
  return closes || afterStop ? end : null
}

/** Latin exclamation and question marks inside a name (Yahoo!, a=b?c) end nothing. */
function isInsideWord(text: string, at: number): boolean {
  return '!?'.includes(text[at]!) && /[A-Za-z0-9=/]/.test(text[at + 1] ?? '')
}

/** Index of the closing partner of each pair. Pairs match by kind, whatever their width; strays are skipped. */
function matchBrackets(text: string): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: { at: number; kind: number }[] = []
  /** Open brackets of each kind: a stray closer must not search the stack in vain. */
  const waiting = new Array<number>(OPENERS.length).fill(0)
  const kindOf = (index: number) => (index < 2 ? 0 : index)
  for (let i = 0; i < text.length; i++) {
    const opener = OPENERS.indexOf(text[i]!)
    if (opener >= 0) {
      open.push({ at: i, kind: kindOf(opener) })
      waiting[kindOf(opener)]!++
      continue
    }
    const closer = CLOSERS.indexOf(text[i]!)
    if (closer < 0 || waiting[kindOf(closer)] === 0) continue
    for (let popped = open.pop(); popped; popped = open.pop()) {
      waiting[popped.kind]!--
      if (popped.kind !== kindOf(closer)) continue
      pairs.set(popped.at, i)
      break
    }
  }
  return pairs
}
