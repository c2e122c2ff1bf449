/** Sources of patterns from words of the data tables, which are plain text and no patterns. */

/** The word itself, whatever characters it has. */
export function literal(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Any of the words; longest first, so that 不得不 is not read as 不得. */
export function anyOf(words: Iterable<string>): string {
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|')
}
