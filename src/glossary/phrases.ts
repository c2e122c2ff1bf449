/** Longest-match search for many phrases at once: a Map of phrases and, by first character, the lengths that occur. */

export interface PhraseMatch<T> {
  readonly start: number
  readonly end: number
  readonly phrase: string
  readonly values: readonly T[]
}

export interface PhraseTable<T> {
  readonly values: ReadonlyMap<string, readonly T[]>
  /** Lengths of the phrases that begin with a character, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
  /** First two characters of the phrases, or their only one: most places of a text begin none, as two looks tell. */
  readonly pairs: ReadonlySet<string>
}

export function phraseTable<T>(rows: Iterable<readonly [phrase: string, value: T]>): PhraseTable<T> {
  const values = new Map<string, T[]>()
  const lengths = new Map<string, number[]>()
  for (const [phrase, value] of rows) {
    const known = values.get(phrase)
    if (known) {
      known.push(value)
      continue
    }
    values.set(phrase, [value])
    const first = phrase[0]!
    const sizes = lengths.get(first)
    if (!sizes) lengths.set(first, [phrase.length])
    else if (!sizes.includes(phrase.length)) sizes.push(phrase.length)
  }
  for (const sizes of lengths.values()) sizes.sort((a, b) => b - a)
  return { values, lengths, pairs: new Set([...values.keys()].map((phrase) => phrase.slice(0, 2))) }
}

const NONE: readonly never[] = []

/** Every phrase that begins at `start`, longest first. */
export function phrasesAt<T>(table: PhraseTable<T>, text: string, start: number): readonly PhraseMatch<T>[] {
  const first = text[start] ?? ''
  if (!table.pairs.has(text.slice(start, start + 2)) && !table.pairs.has(first)) return NONE
  const found: PhraseMatch<T>[] = []
  for (const length of table.lengths.get(first) ?? []) {
    // Behind the end of the text a longer length would find a shorter phrase.
    if (start + length > text.length) continue
    const phrase = text.slice(start, start + length)
    const values = table.values.get(phrase)
    if (values) found.push({ start, end: start + length, phrase, values })
  }
  return found
}

/** Phrases of the text from left to right, the longest at each place, without overlaps. */
export function findPhrases<T>(
  table: PhraseTable<T>,
  text: string,
  accept: (match: PhraseMatch<T>) => boolean = () => true,
): PhraseMatch<T>[] {
  const found: PhraseMatch<T>[] = []
  for (let i = 0; i < text.length; ) {
    const match = phrasesAt(table, text, i).find(accept)
    if (match) found.push(match)
    i = match ? match.end : i + 1
  }
  return found
}

/** True when an all-Latin phrase stands as whole words, or when its edge is not Latin. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const isWord = (index: number) => /[a-z0-9]/i.test(text[index] ?? '')
  return !(isWord(start) && isWord(start - 1)) && !(isWord(end - 1) && isWord(end))
}
