/** Finds words in texts whatever their width, case and spacing. */

export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** The words of a query, folded. */
export function foldedWords(query: string): string[] {
  return fold(query).split(' ').filter(Boolean)
}

/** Han characters that folding leaves as they are. */
const HAN = /^[\u4e00-\u9fff]+$/
/** Characters that fold into such: radicals, numerals, kanbun, characters in rings and squares, compatibility forms. */
const BECOMES_HAN =
  /[\u2e80-\u2fdf\u3036-\u303a\u3190-\u319f\u3200-\u33ff\uf900-\ufaff\u{1f200}-\u{1f2ff}\u{2f800}-\u{2fa1f}]/u

/**
 * Whether the folded text holds a folded word. Folding costs some microseconds and a register has 100,000 records, so a
 * text is folded only where that could make a difference.
 */
export function holdsWord(text: string, word: string): boolean {
  if (!HAN.test(word)) return fold(text).includes(word)
  return text.includes(word) || (BECOMES_HAN.test(text) && fold(text).includes(word))
}
