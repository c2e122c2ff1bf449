/** Gives what a key in the question box means; Enter during IME composition means nothing. */

/** Longest question, in characters (Unicode code points), and the length from which the counter shows. */
export const LONGEST_QUESTION = 2000
export const COUNTED_FROM = LONGEST_QUESTION * 0.8

export function lengthOf(text: string): number {
  return [...text].length
}

export type KeyMeaning = 'send' | 'recall' | null

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

/** `keyCode` 229 marks a key that an input method took, also in browsers that end composition before the key event. */
export function meaningOf(event: Key, text: string): KeyMeaning {
  if (event.isComposing || event.keyCode === 229) return null
  const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey
  if (event.key === 'Enter' && plain) return 'send'
  if (event.key === 'ArrowUp' && plain && text === '') return 'recall'
  return null
}
