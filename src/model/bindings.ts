/** Finds figures and names that a phrasing gives to another's subject, by the words that stand before each. */
import { WORDS } from './phrasing-words.ts'
import type { Fault } from './proof.ts'

const PLAIN = new Set([...WORDS.plain.zh, ...WORDS.plain.en])

/**
 * `anchors` are what the template's sentence carries, in its order. A word that stands there before one of them alone
 * may not stand before another in `said`. One anchor alone cannot be confused.
 */
export function bindingFaults(said: string, headline: string, anchors: readonly string[]): Fault[] {
  if (anchors.length < 2) return []
  const home = new Map<string, number | null>()
  contextsOf(headline, anchors).forEach((context, i) => {
    for (const word of wordsOf(context)) home.set(word, home.has(word) && home.get(word) !== i ? null : i)
  })
  return contextsOf(said, anchors).flatMap((context, i) =>
    wordsOf(context)
      .filter((word) => (home.get(word) ?? i) !== i)
      .map((word): Fault => ({ rule: 'order', text: `${word} ${anchors[i] ?? ''}`.trim() })),
  )
}

/** What stands before each anchor, from the end of the one before it, and what stands behind the last. */
function contextsOf(text: string, anchors: readonly string[]): string[] {
  const contexts: string[] = []
  let from = 0
  for (const anchor of anchors) {
    const at = text.indexOf(anchor, from)
    contexts.push(at < 0 ? '' : text.slice(from, at))
    if (at >= 0) from = at + anchor.length
  }
  return [...contexts, text.slice(from)]
}

/** Pairs of Chinese characters and English words, without plain ones. */
function wordsOf(text: string): string[] {
  const pairs = [...text.matchAll(/(?=(\p{Script=Han}{2}))/gu)].map(([, pair]) => pair!)
  const words = (text.match(/[A-Za-z]{4,}/g) ?? []).map((word) => word.toLowerCase())
  return [...pairs, ...words].filter((word) => !PLAIN.has(word))
}
